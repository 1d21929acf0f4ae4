//! Workshops with dates (W1, W2, W4, W6, W7, W9): which there are, what each is, and what one does about it.

mod dialog;
mod errand;
mod list;
mod means;
mod month;
mod screen;
mod standing;
pub mod state;
mod wanted;

use domain::ids::SlotId;
use list::List;
use screen::Detail;
use wanted::Wanted;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WorkshopsProps {
    /// One of them; without it, all.
    #[prop_or_default]
    pub id: Option<SlotId>,
}

/// The list, or one of its dates. What the list is narrowed to stays while one looks at a date and comes back.
#[component]
pub fn Workshops(props: &WorkshopsProps) -> Html {
    let wanted = use_state_eq(Wanted::default);
    match &props.id {
        None => html! { <List key="list" {wanted} /> },
        Some(id) => html! { <Detail key={id.to_string()} id={id.clone()} /> },
    }
}

#[cfg(test)]
mod tests;
