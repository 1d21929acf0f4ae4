//! Begins and stops the sending of a file, whichever part of the page asks.

use super::photos::make_file;
use super::photos::state::{PhotoEvent, Photos};
use super::state::{Event, State, Trouble};
use super::upload::Job;
use crate::api::bytes::Chosen;
use crate::i18n::t;
use contract::documents::DocumentView;
use core::cell::Cell;
use domain::ids::DocumentId;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// As what a file is sent.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Goal {
    /// One more.
    New,
    /// The rest of what was begun.
    GoOn(Box<DocumentView>),
    /// A newer version of this one.
    Replace(DocumentId),
}

/// What can be asked for.
#[derive(Clone, PartialEq)]
pub(super) struct Sender {
    pub on_file: Callback<(Chosen, Goal)>,
    /// The pages as one file.
    pub on_photos: Callback<Goal>,
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
        move |file: Chosen, goal: Goal, on_arrived: Callback<()>| {
            let Some(list) = state.list.clone().filter(|_| state.sending.is_none()) else { return };
            let flag = Rc::new(Cell::new(false));
            stop.replace(Some(flag.clone()));
            let dispatch = state.dispatcher();
            spawn_local(Job { file, goal, list, stop: flag, dispatch, on_arrived }.run());
        }
    };
    let on_file = {
        let send = send.clone();
        Callback::from(move |(file, goal)| send(file, goal, Callback::noop()))
    };
    let on_photos = {
        let (photos, dispatch) = (photos.clone(), state.dispatcher());
        Callback::from(move |goal| {
            let name = [&t("documents.photos.name"), ".pdf"].concat();
            let Some(file) = make_file(&photos, &name) else {
                return dispatch.dispatch(Event::Troubled(Trouble::Unreadable));
            };
            let dispatch = photos.dispatcher();
            send(file, goal, Callback::from(move |()| dispatch.dispatch(PhotoEvent::Emptied)));
        })
    };
    Sender { on_file, on_photos, on_stop }
}
