//! Runs the errands that the state leaves.

use super::state::{Errand, Event, State};
use crate::api::{Call, send};
use crate::i18n::use_language;
use contract::pathway::{ADD_ACTION, ActionView, AddAction, UPDATE_ACTION, UpdateAction};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sends the errand of the state and tells the state what came of it.
#[hook]
pub(super) fn use_errands(state: &UseReducerHandle<State>) {
    let language = use_language().code;
    let dispatch = state.dispatcher();
    let errand = state.errand.clone();
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(errand) = errand else { return };
        let call = match &errand {
            Errand::Choose(sheet) => Call::new(&ADD_ACTION).body(&AddAction { sheet: sheet.clone() }),
            Errand::Change { action, version, to } => Call::new(&UPDATE_ACTION)
                .path(&[action.as_str()])
                .if_match(*version)
                .body(&UpdateAction { status: *to }),
        };
        let call = call.query("language", &language);
        spawn_local(async move {
            dispatch.dispatch(match send::<ActionView>(&call).await {
                Ok(action) => Event::Answered(action),
                Err(error) => Event::Failed(error),
            });
        });
    });
}
