//! Keeping the photo, and taking it away.

use crate::api::{ApiError, Call, new_key, send_only};
use contract::cv::{CvPhoto, REMOVE_CV_PHOTO, SET_CV_PHOTO};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// One write at a time.
#[derive(Debug, Clone)]
pub(super) struct Writing {
    pub is_under_way: bool,
    /// A JPEG in base 64.
    pub on_keep: Callback<String>,
    pub on_remove: Callback<()>,
}

/// Tells whether there is a photo after it, or why the write was not done.
#[hook]
pub(super) fn use_writing(on_done: Callback<Result<bool, ApiError>>) -> Writing {
    let is_under_way = use_state_eq(|| false);
    // The last that was sent: when its answer was lost and it is pressed again, it goes with the same key.
    let last = use_mut_ref(|| None::<(Option<String>, String)>);
    let write = {
        let is_under_way = is_under_way.setter();
        Callback::from(move |jpeg: Option<String>| {
            let again = last.borrow_mut().take().filter(|(of, _)| *of == jpeg);
            let key = again.map_or_else(new_key, |(_, key)| key);
            last.replace(Some((jpeg.clone(), key.clone())));
            let is_there = jpeg.is_some();
            let call = match jpeg {
                Some(jpeg) => Call::new(&SET_CV_PHOTO).body(&CvPhoto { jpeg }),
                None => Call::new(&REMOVE_CV_PHOTO),
            };
            let (call, is_under_way, on_done) = (call.key(&key), is_under_way.clone(), on_done.clone());
            is_under_way.set(true);
            spawn_local(async move {
                let done = send_only(&call).await.map(|_| is_there);
                is_under_way.set(false);
                on_done.emit(done);
            });
        })
    };
    Writing { is_under_way: *is_under_way, on_remove: write.reform(|()| None), on_keep: write.reform(Some) }
}
