use std::any::Any;

use original::functional::{self, Hook, TearDown};

/// What an effect is compared by.
trait Watched {
    fn is_same(&self, other: &dyn Watched) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + 'static> Watched for T {
    fn is_same(&self, other: &dyn Watched) -> bool {
        other.as_any().downcast_ref::<T>().is_some_and(|other| other == self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct AnyWatched(Box<dyn Watched>);

impl PartialEq for AnyWatched {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

type Ending = Box<dyn FnOnce()>;
type Effect = Box<dyn FnOnce(&AnyWatched) -> Ending>;

/// Yew's hook of this name, compiled once for all effects.
pub fn use_effect_with<T, F, D>(watched: T, effect: F) -> impl Hook<Output = ()>
where
    T: PartialEq + 'static,
    F: FnOnce(&T) -> D + 'static,
    D: TearDown,
{
    let effect: Effect = Box::new(move |watched| {
        // Always `T`: the hook at one place of a component watches the same type each time.
        let ending = (*watched.0).as_any().downcast_ref().map(effect);
        Box::new(move || ending.map_or((), TearDown::tear_down))
    });
    functional::use_effect_with(AnyWatched(Box::new(watched)), effect)
}
