use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::Rc,
};

use original::{
    Html, Properties, component,
    functional::{UseForceUpdateHandle, hook, use_force_update},
};

use crate::{any_value::AnyValue, use_memo, use_mut_ref, virtual_dom::VChild};

/// The nearest provider around a component, which knows those around it. It stays the same as long as the component is
/// there, so that only whoever asked for a value hears when it changes.
type Around = Option<Rc<Provider>>;

/// What stands around the children of a component: what stands around itself, unless it is a provider.
#[derive(Clone, Default)]
pub struct Place(Rc<RefCell<Around>>);

thread_local! {
    /// Of the component that is being drawn: Yew hands a hook nothing that leads to it.
    static HERE: RefCell<Place> = RefCell::default();
}

impl Place {
    /// Below another.
    pub fn below(outer: &Self) -> Self {
        Self(Rc::new(RefCell::new(outer.around())))
    }

    /// Draws a component that stands here.
    pub fn draw<T>(&self, draw: impl FnOnce() -> T) -> T {
        HERE.replace(self.clone());
        let drawn = draw();
        HERE.take();
        drawn
    }

    fn around(&self) -> Around {
        self.0.borrow().clone()
    }
}

struct Provider {
    value: RefCell<AnyValue>,
    users: RefCell<Vec<(usize, UseForceUpdateHandle)>>,
    n_users: Cell<usize>,
    outer: Around,
}

/// A component that hears of a provider, as long as it is there.
struct User {
    provider: Rc<Provider>,
    number: usize,
}

impl User {
    fn new(provider: Rc<Provider>, update: UseForceUpdateHandle) -> Self {
        let number = provider.n_users.replace(provider.n_users.get() + 1);
        provider.users.borrow_mut().push((number, update));
        Self { provider, number }
    }
}

impl Drop for User {
    fn drop(&mut self) {
        self.provider.users.borrow_mut().retain(|(number, _)| *number != self.number);
    }
}

#[derive(Properties)]
struct ProvideProps {
    value: AnyValue,
    children: Html,
}

crate::always_drawn!(ProvideProps);

#[component]
fn Provide(props: &ProvideProps) -> Html {
    let provider = use_memo((), |()| {
        let (value, users, n_users) = (RefCell::new(props.value.clone()), RefCell::default(), Cell::new(0));
        let Place(here) = HERE.with_borrow(Place::clone);
        let outer = here.take();
        let provider = Rc::new(Provider { value, users, n_users, outer });
        here.replace(Some(provider.clone()));
        provider
    });
    if *provider.value.borrow() != props.value {
        provider.value.replace(props.value.clone());
        provider.users.borrow().iter().for_each(|(_, update)| update.force_update());
    }
    props.children.clone()
}

/// `children`, for whom `use_context::<T>` is `context`. Yew's `ContextProvider` is compiled anew for each type.
pub fn provided<T: PartialEq + 'static>(context: T, children: Html) -> Html {
    VChild::<Provide>::new(ProvideProps { value: AnyValue::new(context), children }, None).into()
}

/// The value of type `T` that the nearest provider around this component gives, if any does. Draws the component again
/// when it changes.
#[hook]
pub fn use_context<T: Clone + 'static>() -> Option<T> {
    let value = use_value(|value| value.is::<T>())?;
    value.as_any().downcast_ref().cloned()
}

#[hook]
fn use_value(is_meant: fn(&dyn Any) -> bool) -> Option<AnyValue> {
    let update = use_force_update();
    let user = use_mut_ref(|| None::<User>);
    let mut provider = HERE.with_borrow(Place::around);
    while let Some(found) = provider {
        let value = found.value.borrow().clone();
        if is_meant(value.as_any()) {
            user.borrow_mut().get_or_insert_with(|| User::new(found, update));
            return Some(value);
        }
        provider = found.outer.clone();
    }
    None
}
