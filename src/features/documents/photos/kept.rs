//! Pages that survive a reload, on a device that the person has declared theirs and nowhere else.

use super::script;
use super::state::{Photo, PhotoEvent, Photos, Unread};
use crate::drafts::{Keeping, KeptPages, keep_pages, kept_pages, use_drafts};
use domain::documents::PhotoPage;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Brings back what an earlier page has kept, then keeps what is there. Answers whether all of it is on the disk.
#[hook]
pub(in crate::features::documents) fn use_keeping(photos: &UseReducerHandle<Photos>) -> bool {
    let is_own = use_drafts().keeping() == Keeping::On;
    let is_read = use_state_eq(|| false);
    let kept = use_state_eq(|| None::<String>);
    {
        let (dispatch, is_read) = (photos.dispatcher(), is_read.setter());
        use_effect_with(is_own, move |is_own| {
            if *is_own {
                spawn_local(async move {
                    match restore().await {
                        Ok(pages) => dispatch.dispatch(PhotoEvent::Kept(pages)),
                        Err(why) => dispatch.dispatch(PhotoEvent::Failed(why)),
                    }
                    is_read.set(true);
                });
            }
        });
    }
    let record = (is_own && *is_read).then(|| to_record(&photos.pages));
    {
        let (photos, kept) = (photos.clone(), kept.setter());
        use_effect_with(record.clone(), move |record| {
            let Some(record) = record.clone() else { return };
            let pictures = script::show(&photos.pages);
            spawn_local(async move {
                let is_kept = keep_pages(&record, &pictures).await;
                kept.set(is_kept.then_some(record));
            });
        });
    }
    record.is_some() && *kept == record
}

async fn restore() -> Result<Vec<Photo>, Unread> {
    match kept_pages().await {
        KeptPages::None => Ok(Vec::new()),
        KeptPages::Lost => Err(Unread::Lost),
        KeptPages::Some(record, pictures) => {
            let pages = from_record(&record).ok_or(Unread::Lost)?;
            script::restore(pages, &pictures).await
        }
    }
}

/// A line for each page: its number, width, height, bytes and turns.
pub(super) fn to_record(pages: &[Photo]) -> String {
    let line = |Photo { number, page, .. }: &Photo| {
        let rest = [page.width, page.height].map(|side| side.to_string()).join(" ");
        [&number.to_string(), &rest, &page.size_bytes.to_string(), &page.n_turns.to_string()]
            .map(String::as_str)
            .join(" ")
    };
    pages.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Each page with its number; nothing when any of it is no page.
pub(super) fn from_record(record: &str) -> Option<Vec<(u32, PhotoPage)>> {
    let read = |line: &str| {
        let mut parts = line.split(' ');
        let mut side = || parts.next()?.parse().ok();
        let (number, width, height) = (side()?, side()?, side()?);
        let size_bytes = parts.next()?.parse().ok()?;
        let n_turns = parts.next()?.parse().ok()?;
        Some((number, PhotoPage { width, height, size_bytes, n_turns }))
    };
    record.lines().map(read).collect()
}
