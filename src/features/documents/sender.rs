//! Begins and stops the sending of a file, whichever part of the page asks.

use super::photos::make_file;
use super::photos::state::{PhotoEvent, Photos};
use super::state::{Event, State, Trouble};
use super::upload::Job;
use crate::api::bytes::Chosen;
use crate::i18n::t;
use contract::documents::DocumentView;
use core::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What can be asked for. What is begun may go on with an upload.
#[derive(Clone, PartialEq)]
pub(super) struct Sender {
    pub on_file: Callback<(Chosen, Option<DocumentView>)>,
    /// The pages as one file.
    pub on_photos: Callback<Option<DocumentView>>,
    pub on_stop: Callback<()>,
}

#[hook]
pub(super) fn use_sender(state: &UseReducerHandle<State>, photos: &UseReducerHandle<Photos>) -> Sender {
    let stop = use_mut_ref(|| None::<Rc<Cell<bool>>>);
    {
        // Whoever leaves the page stops what it sends; what has arrived stays, and goes on another time.
        let stop = stop.clone();
        use_effect_with((), move |()| {
            move || {
                if let Some(stop) = stop.take() {
                    stop.set(true);
                }
            }
        });
    }
    let on_stop = {
        let stop = stop.clone();
        Callback::from(move |()| {
            if let Some(stop) = &*stop.borrow() {
                stop.set(true);
            }
        })
    };
    let send = {
        let state = state.clone();
        move |file: Chosen, begun: Option<DocumentView>, on_arrived: Callback<()>| {
            let Some(list) = state.list.clone().filter(|_| state.sending.is_none()) else { return };
            let flag = Rc::new(Cell::new(false));
            stop.replace(Some(flag.clone()));
            spawn_local(
                Job { file, begun, list, stop: flag, dispatch: state.dispatcher(), on_arrived }.run(),
            );
        }
    };
    let on_file = {
        let send = send.clone();
        Callback::from(move |(file, begun)| send(file, begun, Callback::noop()))
    };
    let on_photos = {
        let (photos, dispatch) = (photos.clone(), state.dispatcher());
        Callback::from(move |begun| {
            let name = [&t("documents.photos.name"), ".pdf"].concat();
            let Some(file) = make_file(&photos, &name) else {
                return dispatch.dispatch(Event::Troubled(Trouble::Unreadable));
            };
            let dispatch = photos.dispatcher();
            send(file, begun, Callback::from(move |()| dispatch.dispatch(PhotoEvent::Emptied)));
        })
    };
    Sender { on_file, on_photos, on_stop }
}
