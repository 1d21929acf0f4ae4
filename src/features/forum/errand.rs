//! Runs the errands that the state leaves.

use super::state::{Errand, Event, State};
use crate::api::{Call, send};
use crate::i18n::use_language;
use contract::forum::{ForumView, GIVE_TICKET_BACK, TAKE_TICKET, TakeTicket};
use domain::ids::ForumId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sends the errand of the state and tells the state what came of it. A call is sent again by itself with its one key,
/// so that an answer that is lost on the way has one effect.
#[hook]
pub(super) fn use_errands(id: &ForumId, state: &UseReducerHandle<State>) {
    let language = use_language().code;
    let dispatch = state.dispatcher();
    let (errand, id) = (state.errand, id.clone());
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(errand) = errand else { return };
        let call = match errand {
            Errand::Take(entry) => Call::new(&TAKE_TICKET).path(&[id.as_str()]).body(&TakeTicket { entry }),
            Errand::GiveBack => Call::new(&GIVE_TICKET_BACK).path(&[id.as_str()]),
        };
        let call = call.query("language", &language);
        spawn_local(async move {
            dispatch.dispatch(match send::<ForumView>(&call).await {
                Ok(forum) => Event::Answered(Box::new(forum)),
                Err(error) => Event::Failed(error),
            });
        });
    });
}
