//! A few sentences to write: label above, hint and error between label and field, as a [`Field`](super::Field). For words that
//! somebody reads, never for an answer that could be chosen.
//!
//! The lines that show are enough for most; more text scrolls inside. What was typed stays, whatever is wrong with it.

use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::described_by;
use super::field::field_notes;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LongFieldProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub on_input: Callback<AttrValue>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub max_length: Option<AttrValue>,
}

#[component]
pub fn LongField(props: &LongFieldProps) -> Html {
    let on_input = props.on_input.clone();
    let oninput = move |event: InputEvent| {
        if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
            on_input.emit(AttrValue::from(field.value()));
        }
    };
    html! {
        <div class="mt-field">
            <label class="mt-field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            { field_notes(&props.id, props.hint.as_ref(), props.error.as_ref()) }
            <textarea
                class="mt-field__input mt-field__input--long"
                id={props.id.clone()}
                rows="5"
                maxlength={props.max_length.clone()}
                value={props.value.clone()}
                aria-describedby={described_by(&props.id, props.hint.is_some(), props.error.is_some())}
                aria-invalid={props.error.is_some().then_some("true")}
                {oninput}
            />
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
