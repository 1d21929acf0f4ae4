//! The way to `assets/photos.js`, which reads photos and draws them small and upright. It comes with the first photo.

use crate::api::bytes::Chosen;
use crate::device;
use crate::device::by_name::{call, get};
use domain::documents::{PAGE_BYTES, PAGE_SIDE, PhotoPage};
use gloo::events::EventListener;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::AttrValue;

const SCRIPT: &str = "/photos.js";
const ACTS: &str = "mtPhotos";

/// Photos in whatever format the device has them.
pub const ACCEPTED: &str = "image/*,.heic,.heif";

/// A photo that was drawn on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The number by which the script knows its picture.
    pub number: u32,
    pub page: PhotoPage,
    /// Where the browser finds the picture.
    pub url: AttrValue,
}

/// Why a photo was not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDrawn {
    /// The browser cannot open it.
    Unreadable,
    /// What opens it could not be fetched.
    Away,
}

/// Reads one photo.
///
/// # Errors
/// Why it was not drawn.
pub async fn read(file: &Chosen) -> Result<Drawn, NotDrawn> {
    load().await?;
    let side = JsValue::from(PAGE_SIDE);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let bytes = JsValue::from(PAGE_BYTES as f64);
    let reading = act("read", &[file.as_js().clone(), side, bytes]).ok_or(NotDrawn::Unreadable)?;
    let read = JsFuture::from(reading.unchecked_into::<Promise>()).await.map_err(|why| {
        if why.as_string().as_deref() == Some("away") { NotDrawn::Away } else { NotDrawn::Unreadable }
    })?;
    drawn_of(&read).ok_or(NotDrawn::Unreadable)
}

/// Lets go of all pictures. Without the script there are none.
pub fn forget() {
    let _ = act("forget", &[]);
}

/// `[number, width, height, bytes, address]`
pub fn drawn_of(read: &JsValue) -> Option<Drawn> {
    let part = |at: &str| get(read, at);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and small numbers")]
    let number = |at: &str| part(at).and_then(|value| value.as_f64()).map(|value| value as u32);
    let page = PhotoPage {
        width: number("1")?,
        height: number("2")?,
        size_bytes: u64::from(number("3")?),
        n_turns: 0,
    };
    Some(Drawn { number: number("0")?, page, url: AttrValue::from(part("4")?.as_string()?) })
}

/// Has the script do something; `None` when it is not there or cannot.
pub fn act(name: &str, with: &[JsValue]) -> Option<JsValue> {
    call(&get(&device::window(), ACTS)?, name, with)
}

/// Brings the script, once; a failure is not remembered.
///
/// # Errors
/// When it could not be fetched.
pub async fn load() -> Result<(), NotDrawn> {
    if get(&device::window(), ACTS).is_some() {
        return Ok(());
    }
    let document = device::document();
    let script = document.create_element("script").map_err(|_| NotDrawn::Away)?;
    script.set_attribute("src", SCRIPT).map_err(|_| NotDrawn::Away)?;
    let loaded = Promise::new(&mut |resolve, reject| {
        for (name, settle) in [("load", resolve), ("error", reject)] {
            EventListener::once(&script, name, move |_| {
                let _ = settle.call0(&JsValue::NULL);
            })
            .forget();
        }
        let head = get(&document, "head").unwrap_or(JsValue::NULL);
        let _ = call(&head, "append", &[script.clone().into()]);
    });
    JsFuture::from(loaded).await.map(|_| ()).map_err(|_| {
        let _ = call(&script, "remove", &[]);
        NotDrawn::Away
    })
}
