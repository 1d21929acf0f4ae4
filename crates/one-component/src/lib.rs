//! Yew as it is, but for one thing: every function component is mounted as the same component.
//!
//! Yew compiles the whole life of a component (scope, scheduler's tasks, comparison of properties) anew for each type:
//! about 1.5 kB before compression, 88 times in the first load. `#[component]` and `html!` are Yew's own and write
//! `::yew::virtual_dom::VChild::<Name>`; the [`virtual_dom::VChild`] of this crate keeps only how `Name` is drawn, behind a
//! pointer, and hands it to [`AnyView`], whose life is compiled once. Effects, too. See docs/decisions/0046-one-component-for-all.md.

extern crate self as yew;

mod any_effect;
mod any_view;

pub use any_effect::use_effect_with;
pub use any_view::{provided, show};
pub use original::*;

/// What an app uses of all that.
pub mod prelude {
    pub use original::prelude::*;

    pub use crate::use_effect_with;
}

/// Yew's virtual DOM, with a child that knows its component only as a view.
pub mod virtual_dom {
    pub use original::virtual_dom::*;

    pub use crate::any_view::VChild;
}
