//! A wait of more than 300 ms whose shape is known. A wait that may fail is said in words instead.

use yew::prelude::*;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SkeletonProps {
    /// "Chargement…", for screen readers.
    pub label: AttrValue,
    #[prop_or(3)]
    pub lines: u8,
}

#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    html! {
        <div role="status">
            <span class="mt-visually-hidden">{ props.label.clone() }</span>
            <div class="mt-skeleton" aria-hidden="true">
                <span class="mt-skeleton__line mt-skeleton__line--short"></span>
                { for (1..props.lines).map(|line| html! { <span key={u64::from(line)} class="mt-skeleton__line"></span> }) }
            </div>
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
