//! The mark (an open hand that carries a dot) and the large drawing made from it. Both are decoration beside words.

use yew::prelude::*;

/// Where the person's dot is in the large drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Art {
    /// In the hand.
    Held,
    /// Not there yet: a dashed ring (nothing filled in, or not yet received by the server).
    Waiting,
    /// It has just landed, with its check.
    Landed,
}

/// The logo: never mirrored, never without its dot.
pub fn mark() -> Html {
    html! {
        <svg class="mt-mark" viewBox="36 -9 150 150" aria-hidden="true">
            <use class="mt-mark__hand" href="#hand" />
            <circle class="mt-mark__dot" cx="108" cy="38" r="23" />
        </svg>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HandArtProps {
    pub art: Art,
    /// Class of the place that shows it: it sets size and direction.
    pub class: AttrValue,
}

/// The large hand, which comes in from the edge of the screen.
#[component]
pub fn HandArt(props: &HandArtProps) -> Html {
    let state = match props.art {
        Art::Held => "",
        Art::Waiting => "mt-mark--waiting",
        Art::Landed => "mt-mark--landing",
    };
    html! {
        <svg class={classes!("mt-mark__art", props.class.clone(), state)} viewBox="0 8 200 118" aria-hidden="true">
            // The arm goes on outside of the frame, for windows wider than the column.
            <path class="mt-mark__hand" d="M1 86-600 119v58L1 117z" />
            <use class="mt-mark__hand" href="#hand" />
            <circle class="mt-mark__dot" cx="108" cy="38" r="23" />
            if props.art == Art::Landed {
                <path class="mt-mark__check" d="m97 39 8 8 15-16" />
            }
        </svg>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
