//! A read as a screen needs it: under way, failed, or there.

use super::{ApiError, Call, early, json, send_only, shelf, use_session};
use crate::device;
use core::cell::Cell;
use serde::de::DeserializeOwned;
use std::rc::Rc;
use yew::prelude::*;

/// Where a read stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Load<T> {
    UnderWay,
    Failed(ApiError),
    There(Rc<T>),
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::UnderWay => Self::UnderWay,
            Self::Failed(error) => Self::Failed(error.clone()),
            Self::There(value) => Self::There(value.clone()),
        }
    }
}

impl<T> Load<T> {
    /// The value, when it is there.
    pub const fn value(&self) -> Option<&Rc<T>> {
        match self {
            Self::There(value) => Some(value),
            Self::UnderWay | Self::Failed(_) => None,
        }
    }

    /// Why it is not there, when it has failed.
    pub const fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Failed(error) => Some(error),
            Self::UnderWay | Self::There(_) => None,
        }
    }
}

/// A read and the way to do it again.
#[derive(Debug)]
pub struct Loaded<T> {
    pub load: Load<T>,
    /// Reads again; what is on screen stays until the answer is there.
    pub again: Callback<()>,
}

/// [`use_load_at`] for what changes only when the call does.
#[hook]
pub fn use_load<T: DeserializeOwned + 'static>(call: Call) -> Loaded<T> {
    use_load_at(call, 0)
}

/// Reads when the screen appears, when `turn` is another number, when the call is another one, after signing in again and when the network is back.
/// A value that is there stays on screen while it is read again, and when reading it again fails.
#[hook]
pub fn use_load_at<T: DeserializeOwned + 'static>(call: Call, turn: u32) -> Loaded<T> {
    let (text, again) = use_text(call, turn);
    // Each reading is a new value, also one that says the same as the last.
    let before = use_mut_ref(|| None::<Rc<T>>);
    let read = use_memo(text.clone(), move |text| {
        if let Load::There(text) = text
            && let Some(value) = json::read::<T>(text)
        {
            before.replace(Some(Rc::new(value)));
        }
        before.borrow().clone()
    });
    let load = match (text, &*read) {
        (_, Some(value)) => Load::There(value.clone()),
        (Load::UnderWay, None) => Load::UnderWay,
        (Load::Failed(error), None) => Load::Failed(error),
        // A page of a hotspot's sign-in comes as "200 OK" too.
        (Load::There(_), None) => Load::Failed(ApiError::Unreachable),
    };
    Loaded { load, again }
}

/// An answer as it came. Two answers are the same when they are one: comparing long texts tells nothing more.
#[derive(Debug)]
struct Answer(String);

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl core::ops::Deref for Answer {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

/// The part of [`use_load_at`] that is the same for every type: a phone downloads it once.
#[hook]
fn use_text(call: Call, turn: u32) -> (Load<Answer>, Callback<()>) {
    let n_starts = use_session().n_starts;
    let is_online = device::use_online();
    let early = use_mut_ref(|| early::text(&call.url));
    let state = use_reducer(|| {
        let text = early.borrow().clone();
        let load = text.map_or(Load::UnderWay, |text| Load::There(Rc::new(Answer(text))));
        State { load, n_asked: 0 }
    });
    {
        let dispatch = state.dispatcher();
        use_effect_with((call.url.clone(), turn, n_starts, state.n_asked), move |_| {
            let is_wanted = Rc::new(Cell::new(true));
            let still_wanted = is_wanted.clone();
            match early.take() {
                Some(text) => shelf::note(call.endpoint, &call.url, &text),
                None => wasm_bindgen_futures::spawn_local(async move {
                    let answer = send_only(&call).await;
                    if still_wanted.get() {
                        dispatch.dispatch(Step::Answered(answer));
                    }
                }),
            }
            move || is_wanted.set(false)
        });
    }
    {
        // Back in the network, nobody should have to press a button.
        let dispatch = state.dispatcher();
        let before = use_mut_ref(|| is_online);
        use_effect_with(is_online, move |&is_online| {
            if !before.replace(is_online) && is_online {
                dispatch.dispatch(Step::Ask);
            }
        });
    }
    let again = use_callback(state.dispatcher(), |(), dispatch| dispatch.dispatch(Step::Ask));
    (state.load.clone(), again)
}

struct State {
    load: Load<Answer>,
    n_asked: u32,
}

enum Step {
    Ask,
    Answered(Result<String, ApiError>),
}

impl Reducible for State {
    type Action = Step;
    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let (load, n_asked) = match (step, &self.load) {
            (Step::Ask, Load::Failed(_)) => (Load::UnderWay, self.n_asked + 1),
            (Step::Ask, same) => (same.clone(), self.n_asked + 1),
            (Step::Answered(Ok(text)), _) => (Load::There(Rc::new(Answer(text))), self.n_asked),
            (Step::Answered(Err(_)), Load::There(text)) => (Load::There(text.clone()), self.n_asked),
            (Step::Answered(Err(error)), _) => (Load::Failed(error), self.n_asked),
        };
        Rc::new(Self { load, n_asked })
    }
}
