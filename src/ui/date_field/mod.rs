//! A date that one knows by heart, in three parts. A `fieldset` with its legend; each part has its own label and a
//! numeric keyboard; only the wrong part is marked invalid.

use yew::prelude::*;

use super::field::{field_notes, typed};
use super::{described_by, part_id};

/// What is typed in each part, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    pub day: AttrValue,
    pub month: AttrValue,
    pub year: AttrValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    Day,
    Month,
    Year,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DateFieldProps {
    /// Its parts are `{id}-day`, `{id}-month`, `{id}-year`.
    pub id: AttrValue,
    pub label: AttrValue,
    pub day_label: AttrValue,
    pub month_label: AttrValue,
    pub year_label: AttrValue,
    pub value: DateParts,
    pub on_input: Callback<DateParts>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The part to correct; none marks all three when there is an error.
    #[prop_or_default]
    pub wrong: Option<DatePart>,
    /// A birth date: the browser may fill it in.
    #[prop_or_default]
    pub birthday: bool,
}

#[component]
pub fn DateField(props: &DateFieldProps) -> Html {
    let described_by = described_by(&props.id, props.hint.is_some(), props.error.is_some());
    html! {
        <fieldset class="mt-field" aria-describedby={described_by}>
            <legend class="mt-field__label">{ props.label.clone() }</legend>
            { field_notes(&props.id, props.hint.as_ref(), props.error.as_ref()) }
            <div class="mt-field__parts">
                { part(props, DatePart::Day) }
                { part(props, DatePart::Month) }
                { part(props, DatePart::Year) }
            </div>
        </fieldset>
    }
}

fn part(props: &DateFieldProps, part: DatePart) -> Html {
    let (suffix, label, value, autocomplete, max_length, class) = match part {
        DatePart::Day => ("-day", &props.day_label, &props.value.day, "bday-day", "2", "mt-field__part"),
        DatePart::Month => {
            ("-month", &props.month_label, &props.value.month, "bday-month", "2", "mt-field__part")
        }
        DatePart::Year => (
            "-year",
            &props.year_label,
            &props.value.year,
            "bday-year",
            "4",
            "mt-field__part mt-field__part--wide",
        ),
    };
    let id = part_id(&props.id, suffix);
    let is_wrong = props.error.is_some() && props.wrong.is_none_or(|wrong| wrong == part);
    let (parts, on_input) = (props.value.clone(), props.on_input.clone());
    let on_part = Callback::from(move |text: AttrValue| {
        let mut parts = parts.clone();
        match part {
            DatePart::Day => parts.day = text,
            DatePart::Month => parts.month = text,
            DatePart::Year => parts.year = text,
        }
        on_input.emit(parts);
    });
    html! {
        <div {class}>
            <label for={id.clone()}>{ label.clone() }</label>
            <input
                class="mt-field__input"
                type="text"
                {id}
                inputmode="numeric"
                autocomplete={if props.birthday { autocomplete } else { "off" }}
                maxlength={max_length}
                value={value.clone()}
                aria-invalid={is_wrong.then_some("true")}
                oninput={typed(&on_part)}
            />
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
