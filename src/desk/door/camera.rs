//! The camera: what it sees, read for QR codes a few times a second. A device without one, or one that may not, has the
//! field beside it.

use crate::device;
use crate::i18n::{t, use_language};
use crate::ui::{Button, Notice, NoticeKind};
use core::cell::Cell;
use gloo::timers::callback::Interval;
use js_sys::{Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};
use yew::prelude::*;

/// Between two looks.
const LOOK_EVERY_MS: u32 = 150;

/// A picture is read at this width: a ticket at arm's length still has several pixels for each module.
const WIDTH: u32 = 640;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CameraProps {
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
pub(super) fn Camera(props: &CameraProps) -> Html {
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
                let stream = open().await;
                let video = video.cast::<HtmlVideoElement>();
                match (stream, video) {
                    (Some(stream), Some(video)) if still_wanted.get() => {
                        video.set_src_object(Some(&stream));
                        let is_playing = match video.play() {
                            Ok(playing) => JsFuture::from(playing).await.is_ok(),
                            Err(_) => false,
                        };
                        stage.set(if is_playing { Stage::On } else { Stage::Off });
                        watch(video, stream, still_wanted, on_read);
                    }
                    (Some(stream), _) => stop(&stream),
                    (None, _) => stage.set(Stage::Off),
                }
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
                aria-label={t("desk.door.camera")}
            ></video>
            <div role="status">
                if *stage == Stage::Off {
                    <Notice kind={NoticeKind::Information} title={t("desk.door.camera.off")}>
                        <div class="mt-stack mt-stack--tight">
                            <p>{ t("desk.door.camera.off.text") }</p>
                            <Button icon="refresh-cw" on_click={on_retry}>{ t("desk.door.camera.retry") }</Button>
                        </div>
                    </Notice>
                } else if *stage == Stage::Asking {
                    <p>{ t("desk.door.camera.asking") }</p>
                }
            </div>
        </div>
    }
}

/// The camera at the back, where there are two.
async fn open() -> Option<MediaStream> {
    let wanted = Object::new();
    let _ = Reflect::set(&wanted, &"facingMode".into(), &"environment".into());
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&wanted);
    let devices = device::window().navigator().media_devices().ok()?;
    let stream = JsFuture::from(devices.get_user_media_with_constraints(&constraints).ok()?).await.ok()?;
    stream.dyn_into().ok()
}

fn stop(stream: &MediaStream) {
    for track in stream.get_tracks().iter().filter_map(|track| track.dyn_into::<MediaStreamTrack>().ok()) {
        track.stop();
    }
}

/// Looks until it is wanted no more, then lets go of the camera.
fn watch(
    video: HtmlVideoElement,
    stream: MediaStream,
    is_wanted: Rc<Cell<bool>>,
    on_read: Callback<Option<String>>,
) {
    let Some((canvas, pen)) = canvas() else { return stop(&stream) };
    let clock: Rc<Cell<Option<Interval>>> = Rc::default();
    let own = clock.clone();
    let look = move || {
        if !is_wanted.get() {
            stop(&stream);
            video.set_src_object(None);
            drop(own.take());
            return;
        }
        on_read.emit(read(&video, &canvas, &pen));
    };
    clock.set(Some(Interval::new(LOOK_EVERY_MS, look)));
}

fn canvas() -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas = device::document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    let options = Object::new();
    let _ = Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE);
    let pen = canvas.get_context_with_context_options("2d", &options).ok()??;
    Some((canvas, pen.dyn_into().ok()?))
}

/// The text of a QR code that is before the camera now.
fn read(
    video: &HtmlVideoElement,
    canvas: &HtmlCanvasElement,
    pen: &CanvasRenderingContext2d,
) -> Option<String> {
    let (width, height) = (video.video_width(), video.video_height());
    if width == 0 || height == 0 {
        return None;
    }
    let (to_width, to_height) = (WIDTH.min(width), WIDTH.min(width) * height / width);
    canvas.set_width(to_width);
    canvas.set_height(to_height);
    let (w, h) = (f64::from(to_width), f64::from(to_height));
    pen.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, w, h).ok()?;
    let pixels = pen.get_image_data(0.0, 0.0, w, h).ok()?.data();
    super::decode::decode(usize::try_from(to_width).ok()?, usize::try_from(to_height).ok()?, &pixels)
}
