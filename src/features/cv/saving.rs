//! Runs the saves that the state leaves.

use super::state::{Errand, Event, State};
use crate::api::{Call, new_key, send_only};
use contract::cv::SAVE_CV_PART;
use domain::cv::Part;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sends the errand of the state and tells the state what came of it.
#[hook]
pub(super) fn use_saving(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    let errand = state.errand.clone();
    // The last that was sent: when its answer was lost and it is pressed again, it goes with the same key.
    let last = use_mut_ref(|| None::<(Part, u64, String)>);
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(Errand { part, version, .. }) = errand else { return };
        let again = last.borrow_mut().take().filter(|(of, at, _)| (of, *at) == (&part, version));
        let key = again.map_or_else(new_key, |(_, _, key)| key);
        let call = Call::new(&SAVE_CV_PART).path(&[part.key().as_str()]).if_match(version).body(&part);
        let call = call.key(&key);
        last.replace(Some((part, version, key)));
        spawn_local(async move {
            dispatch.dispatch(match send_only(&call).await {
                Ok(_) => Event::Saved,
                Err(error) => Event::Failed(error),
            });
        });
    });
}
