//! Runs the saves that the state leaves.

use super::state::{Errand, Event, State};
use crate::api::{Call, send_only};
use contract::cv::SAVE_CV_PART;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sends the errand of the state and tells the state what came of it.
#[hook]
pub(super) fn use_saving(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    let errand = state.errand.clone();
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(Errand { part, version, .. }) = errand else { return };
        let call = Call::new(&SAVE_CV_PART).path(&[part.key().as_str()]).if_match(version).body(&part);
        spawn_local(async move {
            dispatch.dispatch(match send_only(&call).await {
                Ok(_) => Event::Saved,
                Err(error) => Event::Failed(error),
            });
        });
    });
}
