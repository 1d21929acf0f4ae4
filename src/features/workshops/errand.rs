//! Runs the errands that the state leaves.

use super::state::{Errand, Event, State};
use crate::api::{Call, send};
use crate::i18n::use_language;
use contract::workshops::{
    ACCEPT_OFFER, BOOK_SEAT, CANCEL_BOOKING, CancelBooking, DECLINE_OFFER, JOIN_WAITLIST, LEAVE_WAITLIST,
    SlotView,
};
use domain::ids::SlotId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sends the errand of the state and tells the state what came of it. A call is sent again by itself with its one key,
/// so that an answer that is lost on the way has one effect.
#[hook]
pub(super) fn use_errands(id: &SlotId, state: &UseReducerHandle<State>) {
    let language = use_language().code;
    let dispatch = state.dispatcher();
    let (errand, id) = (state.errand.clone(), id.clone());
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(errand) = errand else { return };
        let call = call(&errand, &id).query("language", &language);
        spawn_local(async move {
            dispatch.dispatch(match send::<SlotView>(&call).await {
                Ok(slot) => Event::Answered(Box::new(slot)),
                Err(error) => Event::Failed(error),
            });
        });
    });
}

fn call(errand: &Errand, id: &SlotId) -> Call {
    let endpoint = match errand {
        Errand::Book => &BOOK_SEAT,
        Errand::Cancel(_) => &CANCEL_BOOKING,
        Errand::Join => &JOIN_WAITLIST,
        Errand::Leave => &LEAVE_WAITLIST,
        Errand::Accept => &ACCEPT_OFFER,
        Errand::Decline => &DECLINE_OFFER,
    };
    let call = Call::new(endpoint).path(&[id.as_str()]);
    match errand {
        Errand::Cancel(reason) => call.body(&CancelBooking { reason: reason.clone() }),
        _ => call,
    }
}
