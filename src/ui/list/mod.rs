//! One of many: a native `select`, for more than ten values (fewer: `Choice`). Its look is that of a field.
//!
//! Label above; an error between label and list describes it and marks it `aria-invalid`.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::described_by;
use super::field::field_notes;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ListProps {
    pub id: AttrValue,
    pub label: AttrValue,
    /// Value and words of each, in order.
    pub options: Vec<(AttrValue, AttrValue)>,
    pub value: AttrValue,
    pub on_change: Callback<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

#[component]
pub fn List(props: &ListProps) -> Html {
    let on_change = props.on_change.clone();
    let onchange = move |event: Event| {
        if let Some(list) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            on_change.emit(AttrValue::from(list.value()));
        }
    };
    let option = |(value, words): &(AttrValue, AttrValue)| {
        html! {
            <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>{ words.clone() }</option>
        }
    };
    html! {
        <div class="mt-field">
            <label class="mt-field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            { field_notes(&props.id, None, props.error.as_ref()) }
            <select
                class="mt-field__input mt-list-field"
                id={props.id.clone()}
                aria-describedby={described_by(&props.id, false, props.error.is_some())}
                aria-invalid={props.error.is_some().then_some("true")}
                {onchange}
            >
                { for props.options.iter().map(option) }
            </select>
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
