use std::{any::Any, fmt, marker::PhantomData, ops::Deref, rc::Rc};

use original::functional::{self, Reducible, hook};

use crate::any_state::{AnyState, IsSame, use_any_state};

/// A state that changes by actions: its newest value, and the way to act.
pub struct UseReducerHandle<T> {
    inner: functional::UseStateHandle<AnyState>,
    value: PhantomData<fn() -> T>,
}

/// The way to act on a state.
pub struct UseReducerDispatcher<T> {
    inner: functional::UseStateHandle<AnyState>,
    value: PhantomData<fn() -> T>,
}

/// Yew's hook of this name.
#[hook]
pub fn use_reducer<T: Reducible + 'static, F: FnOnce() -> T>(init: F) -> UseReducerHandle<T> {
    let init = move || AnyState { value: Rc::new(init()), is_same: |_, _| false };
    UseReducerHandle { inner: use_any_state(Box::new(init)), value: PhantomData }
}

/// Yew's hook of this name.
#[hook]
pub fn use_reducer_eq<T: Reducible + PartialEq + 'static, F: FnOnce() -> T>(init: F) -> UseReducerHandle<T> {
    let is_same: IsSame = |one, other| one.downcast_ref::<T>() == other.downcast_ref();
    let init = move || AnyState { value: Rc::new(init()), is_same };
    UseReducerHandle { inner: use_any_state(Box::new(init)), value: PhantomData }
}

fn act<T: Reducible + 'static>(state: &functional::UseStateHandle<AnyState>, action: T::Action) {
    let mut action = Some(action);
    act_on_any(state, &mut |value| {
        let value = value.downcast::<T>().expect("BUG: a state keeps its type");
        value.reduce(action.take().expect("BUG: an action is done once"))
    });
}

fn act_on_any(
    state: &functional::UseStateHandle<AnyState>,
    reduce: &mut dyn FnMut(Rc<dyn Any>) -> Rc<dyn Any>,
) {
    // A handle keeps each value that was read through it; this one goes at once.
    let AnyState { value, is_same } = (*state.clone()).clone();
    state.set(AnyState { value: reduce(value), is_same });
}

impl<T: Reducible + 'static> UseReducerHandle<T> {
    pub fn dispatch(&self, action: T::Action) {
        act::<T>(&self.inner, action);
    }

    pub fn dispatcher(&self) -> UseReducerDispatcher<T> {
        UseReducerDispatcher { inner: self.inner.clone(), value: PhantomData }
    }
}

impl<T: 'static> Deref for UseReducerHandle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.inner.value.downcast_ref().expect("BUG: a state keeps its type")
    }
}

impl<T> Clone for UseReducerHandle<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), value: PhantomData }
    }
}

/// As of when each was made.
impl<T> PartialEq for UseReducerHandle<T> {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl<T> fmt::Debug for UseReducerHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UseReducerHandle")
    }
}

impl<T: Reducible + 'static> UseReducerDispatcher<T> {
    pub fn dispatch(&self, action: T::Action) {
        act::<T>(&self.inner, action);
    }
}

impl<T> Clone for UseReducerDispatcher<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), value: PhantomData }
    }
}

impl<T> PartialEq for UseReducerDispatcher<T> {
    fn eq(&self, other: &Self) -> bool {
        self.inner.setter() == other.inner.setter()
    }
}

impl<T> fmt::Debug for UseReducerDispatcher<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UseReducerDispatcher")
    }
}
