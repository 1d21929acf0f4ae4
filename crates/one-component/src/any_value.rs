use std::{any::Any, rc::Rc};

/// Compares itself with another of whatever type.
pub trait Value: Any {
    fn is_same(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + 'static> Value for T {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| other == self)
    }
}

/// What an effect is compared by, or a provider gives: a value whose type nobody has to know to compare it.
#[derive(Clone)]
pub struct AnyValue(pub Rc<dyn Value>);

impl AnyValue {
    pub fn new<T: PartialEq + 'static>(value: T) -> Self {
        Self(Rc::new(value))
    }

    pub fn as_any(&self) -> &dyn Any {
        &*self.0
    }
}

impl PartialEq for AnyValue {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(other.as_any())
    }
}
