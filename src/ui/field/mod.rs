//! A line to fill: label above, hint and error between label and field (read before it), never a placeholder as label.
//!
//! Hint and error describe the field (`aria-describedby`), an error marks it `aria-invalid`, and what was typed stays.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::Icon;
use super::{described_by, part_id};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    /// Letters and digits copied from a card: wide capitals.
    Code,
    Search,
    Password,
    /// Digits only, without the arrows of a number field.
    Digits,
    Phone,
    Email,
    /// A day to come, from the device's own calendar; its value is `YYYY-MM-DD`. A date known by heart is a `DateField`.
    Date,
    /// A time of day, `HH:MM`.
    Time,
}

impl FieldKind {
    /// `type`, `inputmode` and class of the input.
    fn attributes(self) -> (&'static str, Option<&'static str>, &'static str) {
        match self {
            Self::Text => ("text", None, "mt-field__input"),
            Self::Code => ("text", None, "mt-field__input mt-field__input--code"),
            Self::Search => ("search", None, "mt-field__input mt-field__input--search"),
            Self::Password => ("password", None, "mt-field__input"),
            Self::Digits => ("text", Some("numeric"), "mt-field__input"),
            Self::Phone => ("tel", Some("tel"), "mt-field__input"),
            Self::Email => ("email", Some("email"), "mt-field__input"),
            Self::Date => ("date", None, "mt-field__input mt-field__input--short"),
            Self::Time => ("time", None, "mt-field__input mt-field__input--short"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FieldProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub value: AttrValue,
    pub on_input: Callback<AttrValue>,
    #[prop_or_default]
    pub kind: FieldKind,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    #[prop_or_default]
    pub max_length: Option<AttrValue>,
}

#[component]
pub fn Field(props: &FieldProps) -> Html {
    html! {
        <div class="mt-field">
            <label class="mt-field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            { field_notes(&props.id, props.hint.as_ref(), props.error.as_ref()) }
            { input(props) }
        </div>
    }
}

/// The input alone, for the components that place its label themselves.
pub(crate) fn input(props: &FieldProps) -> Html {
    let (kind, mode, class) = props.kind.attributes();
    let is_code = props.kind == FieldKind::Code;
    html! {
        <input
            {class}
            type={kind}
            id={props.id.clone()}
            inputmode={mode}
            autocomplete={props.autocomplete.clone()}
            autocapitalize={is_code.then_some("characters")}
            spellcheck={is_code.then_some("false")}
            maxlength={props.max_length.clone()}
            value={props.value.clone()}
            aria-describedby={described_by(&props.id, props.hint.is_some(), props.error.is_some())}
            aria-invalid={props.error.is_some().then_some("true")}
            oninput={typed(&props.on_input)}
        />
    }
}

/// Turns an input event into what is in the field now.
pub(crate) fn typed(on_input: &Callback<AttrValue>) -> Callback<InputEvent> {
    let on_input = on_input.clone();
    Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            on_input.emit(AttrValue::from(input.value()));
        }
    })
}

/// Hint and error, in a wrapper that stays.
pub(crate) fn field_notes(id: &str, hint: Option<&AttrValue>, error: Option<&AttrValue>) -> Html {
    html! {
        <div class="mt-field__notes">
            if let Some(hint) = hint {
                <p class="mt-field__hint" id={part_id(id, "-hint")}>{ hint.clone() }</p>
            }
            if let Some(error) = error {
                { field_error(id, error) }
            }
        </div>
    }
}

/// What is missing in the field with this id and how to write it.
pub(crate) fn field_error(id: &str, error: &AttrValue) -> Html {
    html! {
        <p class="mt-field__error" id={part_id(id, "-error")}>
            <Icon name="circle-alert" small={true} />
            <span>{ error.clone() }</span>
        </p>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
