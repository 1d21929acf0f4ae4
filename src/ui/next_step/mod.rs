//! The hand, raised: the one thing to do now, and the first thing of an empty place. Not a list of suggestions.

use yew::prelude::*;

use super::mark::{Art, HandArt};
use super::words::heading;

#[derive(Clone, Debug, Properties)]
pub struct NextStepProps {
    pub title: AttrValue,
    /// "Votre prochaine étape".
    #[prop_or_default]
    pub eyebrow: Option<AttrValue>,
    #[prop_or_default]
    pub text: Option<AttrValue>,
    #[prop_or(Art::Held)]
    pub art: Art,
    /// Level of the title's heading.
    #[prop_or(2)]
    pub level: u8,
    /// One primary action.
    pub children: Html,
}

yew::always_drawn!(NextStepProps);

#[component]
pub fn NextStep(props: &NextStepProps) -> Html {
    html! {
        <section class="mt-nextstep" aria-labelledby="next-step">
            <div class="mt-nextstep__head">
                <div class="mt-nextstep__words">
                    if let Some(eyebrow) = &props.eyebrow {
                        <p class="mt-nextstep__eyebrow">{ eyebrow.clone() }</p>
                    }
                    { heading(props.level, "mt-nextstep__title", &Some("next-step".into()), &html! { props.title.clone() }) }
                </div>
                <HandArt art={props.art} class="mt-nextstep__art" />
            </div>
            if let Some(text) = &props.text {
                <p class="mt-nextstep__text">{ text.clone() }</p>
            }
            { props.children.clone() }
        </section>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
