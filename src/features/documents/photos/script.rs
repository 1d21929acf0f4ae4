//! The way to `assets/photos.js`, which reads photos and puts them together. It comes with the first photo.

use super::state::{Photo, Unread};
use crate::api::bytes::Chosen;
use crate::device;
use crate::device::by_name::{call, get};
use domain::documents::{PAGE_BYTES, PAGE_SIDE, PdfPart, PhotoPage};
use gloo::events::EventListener;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::AttrValue;

const SCRIPT: &str = "/photos.js";
const ACTS: &str = "mtPhotos";

/// Reads one photo.
///
/// # Errors
/// Why it is no page.
pub(super) async fn read(file: &Chosen) -> Result<Photo, Unread> {
    load().await?;
    let side = JsValue::from(PAGE_SIDE);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let bytes = JsValue::from(PAGE_BYTES as f64);
    let read = act("read", &[file.as_js().clone(), side, bytes]).await.map_err(|why| {
        if why.as_string().as_deref() == Some("away") { Unread::Away } else { Unread::Unreadable }
    })?;
    photo_of(&read).ok_or(Unread::Unreadable)
}

/// One file of the parts.
pub(super) async fn make(name: &str, photos: &[Photo], parts: Vec<PdfPart>) -> Option<Chosen> {
    let parts: Array = parts
        .into_iter()
        .map(|part| match part {
            PdfPart::Text(text) => JsValue::from(text),
            PdfPart::Picture(at) => JsValue::from(photos[at].number),
        })
        .collect();
    act("make", &[name.into(), parts.into()]).await.ok().map(Chosen::made)
}

/// Lets go of all pictures.
pub(super) fn forget() {
    wasm_bindgen_futures::spawn_local(async {
        // Without the script there are none.
        let _ = act("forget", &[]).await;
    });
}

/// `[number, width, height, bytes, address]`
fn photo_of(read: &JsValue) -> Option<Photo> {
    let part = |at: &str| get(read, at);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and small numbers")]
    let number = |at: &str| part(at).and_then(|value| value.as_f64()).map(|value| value as u32);
    let page = PhotoPage {
        width: number("1")?,
        height: number("2")?,
        size_bytes: u64::from(number("3")?),
        n_turns: 0,
    };
    Some(Photo { number: number("0")?, page, url: AttrValue::from(part("4")?.as_string()?) })
}

async fn act(name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let acts: Function = get(&device::window(), ACTS).ok_or(JsValue::NULL)?.unchecked_into();
    let values: Array = core::iter::once(JsValue::from(name)).chain(with.iter().cloned()).collect();
    let promise = call(&acts, "apply", &[JsValue::NULL, values.into()]).ok_or(JsValue::NULL)?;
    JsFuture::from(promise.unchecked_into::<Promise>()).await
}

/// Brings the script, once; a failure is not remembered.
async fn load() -> Result<(), Unread> {
    if get(&device::window(), ACTS).is_some() {
        return Ok(());
    }
    let document = device::document();
    let script = document.create_element("script").map_err(|_| Unread::Away)?;
    script.set_attribute("src", SCRIPT).map_err(|_| Unread::Away)?;
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
        script.remove();
        Unread::Away
    })
}
