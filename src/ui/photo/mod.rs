//! A page as the person sees it before it leaves: whole, turned as it will be read. Not for decoration.
//!
//! The words of `alt` say which page it is; what stands on it only its owner can tell.

use yew::prelude::*;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PhotoProps {
    pub src: AttrValue,
    /// "Page 2".
    pub alt: AttrValue,
    /// Quarters of a turn, clockwise.
    #[prop_or_default]
    pub n_turns: u8,
}

#[component]
pub fn Photo(props: &PhotoProps) -> Html {
    let turned = match props.n_turns % 4 {
        0 => None,
        1 => Some("mt-photo__picture--right"),
        2 => Some("mt-photo__picture--over"),
        _ => Some("mt-photo__picture--left"),
    };
    html! {
        <div class="mt-photo">
            <img class={classes!("mt-photo__picture", turned)} src={props.src.clone()} alt={props.alt.clone()} />
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
