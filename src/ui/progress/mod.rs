//! Where one is, in words. A bar is for an upload only, and it has its words too.

use yew::prelude::*;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ProgressProps {
    /// "2 sujets sur 12 ont une réponse."
    pub words: AttrValue,
}

/// Said again, politely, when it changes.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    html! { <p class="mt-soft" role="status">{ props.words.clone() }</p> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct UploadBarProps {
    pub id: AttrValue,
    pub label: AttrValue,
    /// 0 to 100.
    pub percent: u8,
}

#[component]
pub fn UploadBar(props: &UploadBarProps) -> Html {
    html! {
        <div class="mt-stack mt-stack--tight">
            <label class="mt-field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            <progress class="mt-progress" id={props.id.clone()} value={props.percent.to_string()} max="100"></progress>
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
