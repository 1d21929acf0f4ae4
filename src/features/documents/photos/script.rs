//! What is asked of `assets/photos.js` about pages: reading, cutting, putting them together.

use super::frame::Frame;
use super::state::{Photo, Unread};
use crate::api::bytes::Chosen;
use crate::app::photos::{self, Drawn, NotDrawn, act, drawn_of, load};
use crate::device::by_name::{get, promised};
use domain::documents::{PAGE_BYTES, PdfPart, PhotoPage};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use yew::AttrValue;

impl From<NotDrawn> for Unread {
    fn from(why: NotDrawn) -> Self {
        match why {
            NotDrawn::Unreadable => Self::Unreadable,
            NotDrawn::Away => Self::Away,
        }
    }
}

impl From<Drawn> for Photo {
    fn from(Drawn { number, page, url }: Drawn) -> Self {
        Self { number, page, url, whole: None }
    }
}

/// Reads one photo.
///
/// # Errors
/// Why it is no page.
pub(super) async fn read(file: &Chosen) -> Result<Photo, Unread> {
    Ok(photos::read(file).await?.into())
}

/// What is left of a page inside a frame, drawn anew: what is outside is gone from the picture.
pub(super) async fn crop(photo: &Photo, frame: Frame) -> Option<Photo> {
    let page = photo.page;
    let rest = frame.of_picture(page.n_turns).rest(page.width, page.height);
    let rest: Array = rest.into_iter().map(JsValue::from).collect();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let bytes = JsValue::from(PAGE_BYTES as f64);
    let cropped = promised(act("crop", &[photo.number.into(), rest.into(), bytes])?).await?;
    drawn_of(&cropped).map(Photo::from)
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
