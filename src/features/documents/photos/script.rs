//! The way to `assets/photos.js`, which reads photos and puts them together. It comes with the first photo.

use super::frame::Frame;
use super::state::{Photo, Unread};
use crate::api::bytes::Chosen;
use crate::device;
use crate::device::by_name::{call, get, promised};
use domain::documents::{PAGE_BYTES, PAGE_SIDE, PdfPart, PhotoPage};
use gloo::events::EventListener;
use js_sys::{Array, Promise};
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
    let reading = act("read", &[file.as_js().clone(), side, bytes]).ok_or(Unread::Unreadable)?;
    let read = JsFuture::from(reading.unchecked_into::<Promise>()).await.map_err(|why| {
        if why.as_string().as_deref() == Some("away") { Unread::Away } else { Unread::Unreadable }
    })?;
    photo_of(&read).ok_or(Unread::Unreadable)
}

/// What is left of a page inside a frame, drawn anew: what is outside is gone from the picture.
pub(super) async fn crop(photo: &Photo, frame: Frame) -> Option<Photo> {
    let page = photo.page;
    let rest = frame.of_picture(page.n_turns).rest(page.width, page.height);
    let rest: Array = rest.into_iter().map(JsValue::from).collect();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let bytes = JsValue::from(PAGE_BYTES as f64);
    let cropped = promised(act("crop", &[photo.number.into(), rest.into(), bytes])?).await?;
    photo_of(&cropped)
}

/// One file of the parts: texts and numbers of pictures in turn, between zeros, which neither holds.
pub(super) fn make(name: &str, photos: &[Photo], parts: Vec<PdfPart>) -> Option<Chosen> {
    let part = |part| match part {
        PdfPart::Text(text) => text,
        PdfPart::Picture(at) => photos[at].number.to_string(),
    };
    let parts = parts.into_iter().map(part).collect::<Vec<_>>().join("\0");
    act("make", &[name.into(), parts.into()]).map(Chosen::made)
}

/// `[number, Blob]` of each page, to be kept elsewhere.
pub(super) fn show(photos: &[Photo]) -> Array {
    let numbers: Array = photos.iter().map(|photo| JsValue::from(photo.number)).collect();
    // Without the script there are none.
    act("show", &[numbers.into()]).map(JsCast::unchecked_into).unwrap_or_default()
}

/// Pages that were kept elsewhere, with their pictures.
///
/// # Errors
/// When the script does not come, or a picture is not there.
pub(super) async fn restore(pages: Vec<(u32, PhotoPage)>, pictures: &Array) -> Result<Vec<Photo>, Unread> {
    load().await?;
    let numbers: Vec<_> =
        pictures.iter().map(|one| get(&one, "0").and_then(|number| number.as_f64())).collect();
    let urls: Array = act("restore", &[pictures.clone().into()]).ok_or(Unread::Lost)?.unchecked_into();
    let photo = |(number, page): (u32, PhotoPage)| {
        let at = numbers.iter().position(|one| *one == Some(f64::from(number)))?;
        let url = urls.get(u32::try_from(at).ok()?).as_string()?;
        Some(Photo { number, page, url: AttrValue::from(url), whole: None })
    };
    pages.into_iter().map(photo).collect::<Option<_>>().ok_or(Unread::Lost)
}

/// Lets go of all pictures. Without the script there are none.
pub(super) fn forget() {
    let _ = act("forget", &[]);
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
    Some(Photo { number: number("0")?, page, url: AttrValue::from(part("4")?.as_string()?), whole: None })
}

fn act(name: &str, with: &[JsValue]) -> Option<JsValue> {
    call(&get(&device::window(), ACTS)?, name, with)
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
        let _ = call(&script, "remove", &[]);
        Unread::Away
    })
}
