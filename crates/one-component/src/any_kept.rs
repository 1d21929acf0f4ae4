use std::{any::Any, cell::RefCell, rc::Rc};

use original::{
    Callback,
    functional::{self, Hook, hook},
    html::NodeRef,
};

use crate::any_value::AnyValue;

type Made = Rc<dyn Any>;

/// Yew's hook of this name.
#[hook]
pub fn use_mut_ref<T: 'static, F: FnOnce() -> T>(init: F) -> Rc<RefCell<T>> {
    let made = use_made(Box::new(move || Rc::new(RefCell::new(init()))));
    made.downcast().expect("BUG: what is kept keeps its type")
}

/// Yew's hook of this name.
#[hook]
pub fn use_node_ref() -> NodeRef {
    let made = use_made(Box::new(|| Rc::new(NodeRef::default())));
    made.downcast_ref::<NodeRef>().expect("BUG: what is kept keeps its type").clone()
}

/// Yew's hook of this name.
#[hook]
pub fn use_memo<T: 'static, F: FnOnce(&D) -> T, D: PartialEq + 'static>(deps: D, make: F) -> Rc<T> {
    let deps = Rc::new(deps);
    let seen = deps.clone();
    let made = use_made_for(AnyValue(deps), Box::new(move || Rc::new(make(&seen))));
    made.downcast().expect("BUG: what is kept keeps its type")
}

/// Yew's hook of this name.
#[hook]
pub fn use_callback<IN, OUT, F, D>(deps: D, call: F) -> Callback<IN, OUT>
where
    IN: 'static,
    OUT: 'static,
    F: Fn(IN, &D) -> OUT + 'static,
    D: PartialEq + 'static,
{
    let deps = Rc::new(deps);
    let seen = deps.clone();
    let make = move || -> Made { Rc::new(Callback::from(move |value| call(value, &seen))) };
    let made = use_made_for(AnyValue(deps), Box::new(make));
    made.downcast_ref::<Callback<IN, OUT>>().expect("BUG: what is kept keeps its type").clone()
}

/// What was made when the component began.
fn use_made<'a>(make: Box<dyn FnOnce() -> Made + 'a>) -> impl Hook<Output = Made> + 'a {
    use_made_for(AnyValue::new(()), make)
}

/// What was made for `deps`; made anew when they change.
#[hook]
fn use_made_for<'a>(deps: AnyValue, make: Box<dyn FnOnce() -> Made + 'a>) -> Made {
    let kept = functional::use_mut_ref(|| None::<(AnyValue, Made)>);
    let mut kept = kept.borrow_mut();
    match &*kept {
        Some((made_for, made)) if *made_for == deps => made.clone(),
        _ => kept.insert((deps, make())).1.clone(),
    }
}
