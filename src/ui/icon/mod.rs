//! A pictogram of the sprite. It never stands alone: words are beside it, so it is hidden from screen readers.

use yew::prelude::*;

use super::part_id;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct IconProps {
    /// Name in `assets/icons/sprite.svg`, without `i-`.
    pub name: AttrValue,
    #[prop_or_default]
    pub small: bool,
    /// Whether the picture follows the reading direction (arrows do, checks and clocks do not).
    #[prop_or_default]
    pub turn: bool,
}

/// Two-pixel round strokes in the colour of the words around it.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let class = match (props.small, props.turn) {
        (false, false) => "mt-icon",
        (true, false) => "mt-icon mt-icon--small",
        (false, true) => "mt-icon mt-turn",
        (true, true) => "mt-icon mt-icon--small mt-turn",
    };
    html! {
        <svg class={class} viewBox="0 0 24 24" aria-hidden="true"><use href={part_id("#i-", &props.name)} /></svg>
    }
}

/// An icon in its calm tile: the picture of a subject or of a row.
pub fn picto(name: &AttrValue) -> Html {
    html! { <span class="mt-picto"><Icon name={name.clone()} /></span> }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
