//! A read as a screen needs it: under way, failed, or there.

use super::{ApiError, Call, send, use_session};
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

/// Reads when the screen appears, when `what` changes, after signing in again and when the network is back. `call` makes the call of `what`.
/// A value that is there stays on screen while it is read again, and when reading it again fails.
#[hook]
pub fn use_load<T, W>(what: W, call: impl Fn(&W) -> Call + 'static) -> Loaded<T>
where
    T: DeserializeOwned + 'static,
    W: PartialEq + Clone + 'static,
{
    let n_starts = use_session().n_starts;
    let is_online = device::use_online();
    let state = use_reducer(|| State { load: Load::<T>::UnderWay, n_asked: 0 });
    {
        let dispatch = state.dispatcher();
        use_effect_with((what, n_starts, state.n_asked), move |(what, _, _)| {
            let call = call(what);
            let is_wanted = Rc::new(Cell::new(true));
            let still_wanted = is_wanted.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let answer = send::<T>(&call).await;
                if still_wanted.get() {
                    dispatch.dispatch(Step::Answered(answer));
                }
            });
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
    Loaded { load: state.load.clone(), again }
}

struct State<T> {
    load: Load<T>,
    n_asked: u32,
}

enum Step<T> {
    Ask,
    Answered(Result<T, ApiError>),
}

impl<T> Reducible for State<T> {
    type Action = Step<T>;
    fn reduce(self: Rc<Self>, step: Step<T>) -> Rc<Self> {
        let (load, n_asked) = match (step, &self.load) {
            (Step::Ask, Load::Failed(_)) => (Load::UnderWay, self.n_asked + 1),
            (Step::Ask, same) => (same.clone(), self.n_asked + 1),
            (Step::Answered(Ok(value)), _) => (Load::There(Rc::new(value)), self.n_asked),
            (Step::Answered(Err(_)), Load::There(value)) => (Load::There(value.clone()), self.n_asked),
            (Step::Answered(Err(error)), _) => (Load::Failed(error), self.n_asked),
        };
        Rc::new(Self { load, n_asked })
    }
}
