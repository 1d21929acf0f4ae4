//! A few plain facts under each other: what is done, what is not yet, what one can count on.

use yew::prelude::*;

use super::icon::Icon;

#[derive(Clone, Debug, Properties)]
pub struct FactsProps {
    /// The `Fact`s, keyed.
    pub children: Html,
}

yew::always_drawn!(FactsProps);

#[component]
pub fn Facts(props: &FactsProps) -> Html {
    html! { <ul class="mt-card mt-list">{ props.children.clone() }</ul> }
}

#[derive(Clone, Debug, Properties)]
pub struct FactProps {
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// Whether it has happened. Without an icon, a fact that has not happened wears an empty ring.
    #[prop_or_default]
    pub done: bool,
    pub children: Html,
}

yew::always_drawn!(FactProps);

/// The words say by themselves whether it is done: the picture only repeats it.
#[component]
pub fn Fact(props: &FactProps) -> Html {
    let class = if props.done { "mt-list__item mt-list__item--done" } else { "mt-list__item" };
    html! {
        <li {class}>
            if let Some(name) = &props.icon {
                <Icon name={name.clone()} />
            } else if props.done {
                <Icon name="check" />
            } else {
                <span class="mt-list__todo" aria-hidden="true"></span>
            }
            <span>{ props.children.clone() }</span>
        </li>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
