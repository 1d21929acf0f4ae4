//! The sign-in form, drawn as the card that the person holds.
//!
//! `index.html` holds the same form as plain HTML, so that one can type before the app has arrived; a test compares
//! the two. `take_over` reads what was typed there, to be called before the app is mounted over it.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlInputElement};
use yew::prelude::*;

use super::date_field::{DateField, DatePart, DateParts};
use super::field::{FieldKind, FieldProps, field_notes, input};
use super::focus::focus_field;
use super::mark::mark;

/// Id of the form; the button in the hand names it.
pub const FORM_ID: &str = "access";

/// The words of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessTexts {
    pub card_label: AttrValue,
    pub card_hint: AttrValue,
    pub birth_label: AttrValue,
    pub birth_hint: AttrValue,
    pub day: AttrValue,
    pub month: AttrValue,
    pub year: AttrValue,
}

#[derive(Clone, Debug, Properties)]
pub struct AccessCardProps {
    pub texts: AccessTexts,
    pub card: AttrValue,
    pub birth: DateParts,
    pub on_card: Callback<AttrValue>,
    pub on_birth: Callback<DateParts>,
    pub on_submit: Callback<()>,
    #[prop_or_default]
    pub card_error: Option<AttrValue>,
    #[prop_or_default]
    pub birth_error: Option<AttrValue>,
    #[prop_or_default]
    pub birth_wrong: Option<DatePart>,
    /// Id of the field that gets focus when the card is first drawn (`Typed::focused`).
    #[prop_or_default]
    pub focused: Option<AttrValue>,
    /// The browser may offer what was typed before.
    #[prop_or(true)]
    pub keeps: bool,
}

// Whoever shows it is drawn for what it shows.
yew::always_drawn!(AccessCardProps);

#[component]
pub fn AccessCard(props: &AccessCardProps) -> Html {
    let texts = &props.texts;
    use_effect_with((), {
        let focused = props.focused.clone();
        move |()| {
            if let Some(id) = focused {
                focus_field(&id);
            }
        }
    });
    let on_submit = props.on_submit.clone();
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        on_submit.emit(());
    };
    let card = FieldProps {
        id: "card".into(),
        label: texts.card_label.clone(),
        value: props.card.clone(),
        on_input: props.on_card.clone(),
        kind: FieldKind::Code,
        hint: Some(texts.card_hint.clone()),
        error: props.card_error.clone(),
        autocomplete: Some(if props.keeps { "username" } else { "off" }.into()),
        max_length: Some("11".into()),
    };
    html! {
        <form class="mt-stack mt-stack--form" id={FORM_ID} novalidate=true {onsubmit}>
            <div class="mt-access">
                <div class="mt-access__head">
                    <label class="mt-field__label" for="card">{ card.label.clone() }</label>
                    { mark() }
                </div>
                { field_notes("card", card.hint.as_ref(), card.error.as_ref()) }
                { input(&card) }
            </div>
            <DateField
                id="birth"
                label={texts.birth_label.clone()}
                hint={texts.birth_hint.clone()}
                day_label={texts.day.clone()}
                month_label={texts.month.clone()}
                year_label={texts.year.clone()}
                value={props.birth.clone()}
                on_input={props.on_birth.clone()}
                error={props.birth_error.clone()}
                wrong={props.birth_wrong}
                birthday={props.keeps}
            />
        </form>
    }
}

/// What the person did in the plain HTML form before the app arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub card: AttrValue,
    pub birth: DateParts,
    /// Id of the element that has focus: hand it to the card.
    pub focused: Option<AttrValue>,
    /// The form was sent already: submit it at once.
    pub submitted: bool,
}

/// Reads the plain HTML form. Empty when the page shows something else.
pub fn take_over() -> Typed {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return Typed::default();
    };
    Typed {
        card: value_of(&document, "card"),
        birth: DateParts {
            day: value_of(&document, "birth-day"),
            month: value_of(&document, "birth-month"),
            year: value_of(&document, "birth-year"),
        },
        focused: document
            .active_element()
            .map(|element| AttrValue::from(element.id()))
            .filter(|id| !id.is_empty()),
        submitted: was_submitted(&document),
    }
}

fn value_of(document: &Document, id: &str) -> AttrValue {
    let input =
        document.get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    input.map(|input| AttrValue::from(input.value())).unwrap_or_default()
}

/// `boot.js` leaves this mark when the form is sent before the app is there.
fn was_submitted(document: &Document) -> bool {
    let Some(root) = document.document_element() else { return false };
    let was_submitted = root.has_attribute("data-pending-submit");
    // Taken once: a second reading must not send the form again.
    let _ = root.remove_attribute("data-pending-submit");
    was_submitted
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
