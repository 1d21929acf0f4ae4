//! Yew as it is, but for four things: every function component is mounted as the same component, hooks know no types,
//! what a component asks of those around it needs no provider of Yew's, and an element is one call.
//!
//! Yew compiles the whole life of a component (scope, scheduler's tasks, comparison of properties) anew for each type:
//! about 1.5 kB before compression, 88 times in the first load. `#[component]` and `html!` are Yew's own and write
//! `::yew::virtual_dom::VChild::<Name>`; the [`virtual_dom::VChild`] of this crate keeps only how `Name` is drawn, behind a
//! pointer, and hands it to [`AnyView`], whose life is compiled once. So it is with hooks and elements. See
//! docs/decisions/0046-one-component-for-all.md, 0050 and 0051.

extern crate self as yew;

mod any_context;
mod any_effect;
mod any_kept;
mod any_reducer;
mod any_state;
mod any_value;
mod any_view;
mod classes;
mod elements;

pub use any_context::{provided, use_context};
pub use any_effect::use_effect_with;
pub use any_kept::{use_callback, use_memo, use_mut_ref, use_node_ref};
pub use any_reducer::{UseReducerDispatcher, UseReducerHandle, use_reducer, use_reducer_eq};
pub use any_state::{UseStateHandle, UseStateSetter, use_state, use_state_eq};
pub use any_view::show;
pub use original::*;

/// The properties of a component that holds other parts are never equal: those parts were made anew, with callbacks of their own, so
/// they are hardly ever the same, and comparing them is a kilobyte of a phone's download.
#[macro_export]
macro_rules! always_drawn {
    ($props:ident) => {
        impl PartialEq for $props {
            fn eq(&self, _: &Self) -> bool {
                false
            }
        }
    };
}

/// What an app uses of all that.
pub mod prelude {
    pub use original::prelude::*;

    pub use crate::classes::Classes;
    pub use crate::elements::Nodes as _;
    pub use crate::{
        UseReducerDispatcher, UseReducerHandle, UseStateHandle, UseStateSetter, use_callback, use_context,
        use_effect_with, use_memo, use_mut_ref, use_node_ref, use_reducer, use_reducer_eq, use_state,
        use_state_eq,
    };
}

/// What `html!` writes elements with.
pub mod html {
    pub use original::html::*;

    pub use crate::classes::Classes;
    pub use crate::elements::{ChildrenRenderer, NodeRef};
}

/// Yew's virtual DOM, with a child that knows its component only as a view.
pub mod virtual_dom {
    pub use original::virtual_dom::*;

    pub use crate::any_view::VChild;
    pub use crate::elements::VTag;
}

/// Yew's, with its own way to put children in a row.
pub mod utils {
    pub use original::utils::*;

    pub use crate::elements::NodeSeq;
}
