use std::{any::Any, fmt, marker::PhantomData, ops::Deref, rc::Rc};

use original::{
    Callback,
    functional::{self, Hook, hook},
    html::IntoPropValue,
};

/// Whether two values are the same, or need not be told apart.
pub type IsSame = fn(&dyn Any, &dyn Any) -> bool;

/// A state of any type: Yew's hook is compiled once for all of them.
#[derive(Clone)]
pub struct AnyState {
    pub value: Rc<dyn Any>,
    pub is_same: IsSame,
}

impl PartialEq for AnyState {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.value, &other.value) || (self.is_same)(&*self.value, &*other.value)
    }
}

/// A state, its newest value, and the way to change it.
pub struct UseStateHandle<T> {
    inner: functional::UseStateHandle<AnyState>,
    value: PhantomData<fn() -> T>,
}

/// The way to change a state.
pub struct UseStateSetter<T> {
    inner: functional::UseStateSetter<AnyState>,
    is_same: IsSame,
    value: PhantomData<fn(T)>,
}

/// Yew's hook of this name.
#[hook]
pub fn use_state<T: 'static, F: FnOnce() -> T>(init: F) -> UseStateHandle<T> {
    let init = move || AnyState { value: Rc::new(init()), is_same: |_, _| false };
    UseStateHandle { inner: use_any_state(Box::new(init)), value: PhantomData }
}

/// Yew's hook of this name.
#[hook]
pub fn use_state_eq<T: PartialEq + 'static, F: FnOnce() -> T>(init: F) -> UseStateHandle<T> {
    let is_same: IsSame = |one, other| one.downcast_ref::<T>() == other.downcast_ref();
    let init = move || AnyState { value: Rc::new(init()), is_same };
    UseStateHandle { inner: use_any_state(Box::new(init)), value: PhantomData }
}

pub fn use_any_state<'a>(
    init: Box<dyn FnOnce() -> AnyState + 'a>,
) -> impl Hook<Output = functional::UseStateHandle<AnyState>> + 'a {
    functional::use_state_eq(init)
}

impl<T: 'static> UseStateHandle<T> {
    pub fn set(&self, value: T) {
        self.inner.set(AnyState { value: Rc::new(value), is_same: self.inner.is_same });
    }

    pub fn setter(&self) -> UseStateSetter<T> {
        UseStateSetter { inner: self.inner.setter(), is_same: self.inner.is_same, value: PhantomData }
    }
}

impl<T: 'static> Deref for UseStateHandle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.inner.value.downcast_ref().expect("BUG: a state keeps its type")
    }
}

impl<T> Clone for UseStateHandle<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), value: PhantomData }
    }
}

/// As of when each was made: a child that was handed one is drawn again when the other says something else.
impl<T> PartialEq for UseStateHandle<T> {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for UseStateHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UseStateHandle").field(&**self).finish()
    }
}

impl<T: 'static> UseStateSetter<T> {
    pub fn set(&self, value: T) {
        self.inner.set(AnyState { value: Rc::new(value), is_same: self.is_same });
    }
}

impl<T> Clone for UseStateSetter<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), is_same: self.is_same, value: PhantomData }
    }
}

impl<T> PartialEq for UseStateSetter<T> {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl<T> fmt::Debug for UseStateSetter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UseStateSetter")
    }
}

impl<T: 'static> From<UseStateSetter<T>> for Callback<T> {
    fn from(setter: UseStateSetter<T>) -> Self {
        Self::from(move |value| setter.set(value))
    }
}

impl<T: 'static> IntoPropValue<Callback<T>> for UseStateSetter<T> {
    fn into_prop_value(self) -> Callback<T> {
        self.into()
    }
}
