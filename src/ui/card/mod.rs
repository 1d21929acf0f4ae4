//! A sheet of paper that holds one thought. Calm on a white task screen, plain on the ground of a place.

use yew::prelude::*;

use super::words::heading;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardKind {
    #[default]
    Plain,
    Calm,
    /// For what is the person's own: chosen, reserved, now.
    Warm,
}

#[derive(Clone, Debug, Properties)]
pub struct CardProps {
    #[prop_or_default]
    pub kind: CardKind,
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Level of the title's heading.
    #[prop_or(2)]
    pub level: u8,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(CardProps);

#[component]
pub fn Card(props: &CardProps) -> Html {
    let class = match props.kind {
        CardKind::Plain => "mt-card",
        CardKind::Calm => "mt-card mt-card--calm",
        CardKind::Warm => "mt-card mt-card--warm",
    };
    html! {
        <section {class} id={props.id.clone()}>
            if let Some(title) = &props.title {
                { heading(props.level, "mt-heading", &None, &html! { title.clone() }) }
            }
            { props.children.clone() }
        </section>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
