//! What only some people want to read, behind its name. Not for an answer, not for what everyone needs.
//!
//! Native `details`: it opens with the keyboard and says its state by itself, and "find in page" opens it.

use super::icon::Icon;
use yew::prelude::*;

#[derive(Clone, Debug, Properties)]
pub struct MoreProps {
    /// "Comment ça se passe".
    pub label: AttrValue,
    /// The end of the name that only a screen reader needs: " : Passer le permis".
    #[prop_or_default]
    pub describes: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(MoreProps);

#[component]
pub fn More(props: &MoreProps) -> Html {
    html! {
        <details class="mt-more">
            <summary class="mt-more__head">
                <Icon name="chevron-down" />
                <span>
                    { props.label.clone() }
                    if let Some(rest) = &props.describes {
                        <span class="mt-visually-hidden">{ rest.clone() }</span>
                    }
                </span>
            </summary>
            <div class="mt-more__body">{ props.children.clone() }</div>
        </details>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
