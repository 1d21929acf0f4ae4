use std::rc::Rc;

use original::functional::{self, Hook, TearDown};

use crate::any_value::AnyValue;

type Ending = Box<dyn FnOnce()>;
/// Yew hands over what the effect watches; the effect has it already, and knows its type.
type Effect = Box<dyn FnOnce(&AnyValue) -> Ending>;

/// Yew's hook of this name, compiled once for all effects.
pub fn use_effect_with<T, F, D>(watched: T, effect: F) -> impl Hook<Output = ()>
where
    T: PartialEq + 'static,
    F: FnOnce(&T) -> D + 'static,
    D: TearDown,
{
    let watched = Rc::new(watched);
    let seen = watched.clone();
    let effect = move |_: &AnyValue| -> Ending {
        let ending = effect(&seen);
        Box::new(move || ending.tear_down())
    };
    use_any_effect(AnyValue(watched), Box::new(effect))
}

/// Apart from what calls it, or it would be compiled anew for each type of closure.
fn use_any_effect(watched: AnyValue, effect: Effect) -> impl Hook<Output = ()> {
    functional::use_effect_with(watched, effect)
}
