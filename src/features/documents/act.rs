//! Runs the errands that the state leaves.

use super::state::{Errand, Event, State};
use crate::api::{Call, send};
use contract::documents::company::{SHARE_WITH_COMPANY, UNSHARE_WITH_COMPANY};
use contract::documents::{
    DocumentList, REMOVE_DOCUMENT, RENAME_DOCUMENT, RenameDocument, SHARE_DOCUMENT, UNSHARE_DOCUMENT,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sends the errand of the state and tells the state what came of it.
#[hook]
pub(super) fn use_errands(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    let errand = state.errand.clone();
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(errand) = errand else { return };
        let call = call(&errand);
        spawn_local(async move {
            dispatch.dispatch(match send::<DocumentList>(&call).await {
                Ok(_) => Event::Answered,
                Err(error) => Event::Failed(error),
            });
        });
    });
}

fn call(errand: &Errand) -> Call {
    let endpoint = match errand {
        Errand::Share(_) => &SHARE_DOCUMENT,
        Errand::Unshare(_) => &UNSHARE_DOCUMENT,
        Errand::ShareWith(..) => &SHARE_WITH_COMPANY,
        Errand::UnshareWith(..) => &UNSHARE_WITH_COMPANY,
        Errand::Rename(..) => &RENAME_DOCUMENT,
        Errand::Remove(_) => &REMOVE_DOCUMENT,
    };
    let (call, id) = (Call::new(endpoint), errand.about().as_str());
    let call = match errand {
        Errand::ShareWith(_, company) | Errand::UnshareWith(_, company) => call.path(&[id, company.as_str()]),
        _ => call.path(&[id]),
    };
    match errand {
        Errand::Rename(_, name) => call.body(&RenameDocument { name: name.clone() }),
        _ => call,
    }
}
