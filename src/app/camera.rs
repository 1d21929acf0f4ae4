//! The camera: what it sees, read for QR codes a few times a second. A device without one, or one that may not, has the
//! field beside it.

pub mod decode;

use crate::api::sleep_ms;
use crate::device;
use crate::device::by_name::{call, get, promised};
use crate::i18n::{t, use_language};
use crate::part;
use crate::ui::{Button, Notice, NoticeKind};
use core::cell::Cell;
use js_sys::{Object, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// Between two looks.
const LOOK_EVERY_MS: u32 = 150;

/// A picture is read at this width: a ticket at arm's length still has several pixels for each module.
const WIDTH: u32 = 640;

part!(
    /// The camera, for whoever shows something to it: what reads a picture weighs as much as several pages.
    pub SCANNER, scanner, Callback<Option<String>> => scanner_page
);

fn scanner_page(on_read: Callback<Option<String>>) -> Html {
    html! { <Camera {on_read} /> }
}

#[derive(Debug, PartialEq, Properties)]
pub struct CameraProps {
    /// The text of the QR code before the camera, or none: at each look.
    pub on_read: Callback<Option<String>>,
}

/// Where the camera stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Asking,
    On,
    /// There is none, it is in use elsewhere, or it was refused.
    Off,
}

#[component]
pub fn Camera(props: &CameraProps) -> Html {
    use_language();
    let video = use_node_ref();
    let stage = use_state_eq(|| Stage::Asking);
    let n_tries = use_state_eq(|| 0u32);
    {
        let (video, stage, on_read) = (video.clone(), stage.setter(), props.on_read.clone());
        use_effect_with(*n_tries, move |_| {
            let is_wanted = Rc::new(Cell::new(true));
            let still_wanted = is_wanted.clone();
            stage.set(Stage::Asking);
            spawn_local(async move {
                let Some(stream) = open().await else { return stage.set(Stage::Off) };
                let Some(video) = video.cast::<Element>().filter(|_| still_wanted.get()) else {
                    return stop(&stream);
                };
                let _ = Reflect::set(&video, &"srcObject".into(), &stream);
                let is_playing = async { promised(call(&video, "play", &[])?).await }.await.is_some();
                stage.set(if is_playing { Stage::On } else { Stage::Off });
                watch(video, stream, still_wanted, on_read).await;
            });
            move || is_wanted.set(false)
        });
    }
    let on_retry = {
        let n_tries = n_tries.clone();
        move |_| n_tries.set(*n_tries + 1)
    };
    html! {
        <div class="mt-camera">
            <video
                ref={video}
                class="mt-camera__picture"
                hidden={*stage != Stage::On}
                muted=true
                playsinline=true
                aria-label={t("camera.picture")}
            ></video>
            <div role="status">
                if *stage == Stage::Off {
                    <Notice kind={NoticeKind::Information} title={t("camera.off")}>
                        <div class="mt-stack mt-stack--tight">
                            <p>{ t("camera.off.text") }</p>
                            <Button icon="refresh-cw" on_click={on_retry}>{ t("camera.retry") }</Button>
                        </div>
                    </Notice>
                } else if *stage == Stage::Asking {
                    <p>{ t("camera.asking") }</p>
                }
            </div>
        </div>
    }
}

/// The camera at the back, where there are two.
async fn open() -> Option<JsValue> {
    let devices = get(&device::window().navigator(), "mediaDevices")?;
    let wanted = object(&[("video", object(&[("facingMode", "environment".into())]).into())]);
    promised(call(&devices, "getUserMedia", &[wanted.into()])?).await
}

fn stop(stream: &JsValue) {
    let Some(tracks) = call(stream, "getTracks", &[]) else { return };
    for track in (0..u32::MAX).map_while(|at| get(&tracks, &at.to_string())) {
        let _ = call(&track, "stop", &[]);
    }
}

/// Looks until it is wanted no more, then lets go of the camera.
async fn watch(
    video: Element,
    stream: JsValue,
    is_wanted: Rc<Cell<bool>>,
    on_read: Callback<Option<String>>,
) {
    if let Some((canvas, pen)) = canvas() {
        while is_wanted.get() {
            on_read.emit(read(&video, &canvas, &pen));
            sleep_ms(LOOK_EVERY_MS).await;
        }
    }
    stop(&stream);
    let _ = Reflect::set(&video, &"srcObject".into(), &JsValue::NULL);
}

fn canvas() -> Option<(Element, JsValue)> {
    let canvas = device::document().create_element("canvas").ok()?;
    let options = object(&[("willReadFrequently", JsValue::TRUE)]);
    let pen = call(&canvas, "getContext", &["2d".into(), options.into()])?;
    Some((canvas, pen))
}

/// The text of a QR code that is before the camera now.
fn read(video: &Element, canvas: &Element, pen: &JsValue) -> Option<String> {
    let (width, height) = (number(video, "videoWidth")?, number(video, "videoHeight")?);
    if width == 0 || height == 0 {
        return None;
    }
    let (to_width, to_height) = (WIDTH.min(width), WIDTH.min(width) * height / width);
    for (name, size) in [("width", to_width), ("height", to_height)] {
        Reflect::set(canvas, &name.into(), &size.into()).ok()?;
    }
    // A method by name takes three values: the pen is made to shrink what it draws.
    let scale = f64::from(to_width) / f64::from(width);
    call(pen, "scale", &[scale.into(), scale.into()])?;
    call(pen, "drawImage", &[video.into(), 0.into(), 0.into()])?;
    let picture = get_picture(pen, to_width, to_height)?;
    let pixels = Uint8Array::new(&get(&get(&picture, "data")?, "buffer")?).to_vec();
    decode::decode(usize::try_from(to_width).ok()?, usize::try_from(to_height).ok()?, &pixels)
}

fn get_picture(pen: &JsValue, width: u32, height: u32) -> Option<JsValue> {
    let area = [("length", 4), ("0", 0), ("1", 0), ("2", width), ("3", height)];
    let area = object(&area.map(|(name, value)| (name, value.into())));
    call(&get(pen, "getImageData")?, "apply", &[pen.clone(), area.into()])
}

fn number(of: &JsValue, name: &str) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of pixels")]
    get(of, name)?.as_f64().map(|n| n as u32)
}

fn object(parts: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in parts {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
