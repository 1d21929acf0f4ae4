//! The head of a held moment (sent, booked, kept offline): the large hand, the fact as the page's title.
//! Held moments are rare; that is why they reassure.

use yew::prelude::*;

use super::mark::{Art, HandArt};
use super::words::Title;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MomentProps {
    pub art: Art,
    pub title: AttrValue,
    #[prop_or_default]
    pub text: Option<AttrValue>,
}

#[component]
pub fn Moment(props: &MomentProps) -> Html {
    html! {
        <div class="mt-moment">
            <HandArt art={props.art} class="mt-moment__art" />
            <Title>{ props.title.clone() }</Title>
            if let Some(text) = &props.text {
                <p class="mt-soft">{ text.clone() }</p>
            }
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
