//! An answer that fills a whole card: a native radio or checkbox and its label, 56 px at least.
//!
//! The group is a `fieldset` whose legend is the question (and the page's title when `heading` is set); hint and error
//! describe the group. Which checkboxes exclude each other is the caller's rule. More than ten answers: use a list.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::field_error;
use super::icon::Icon;
use super::road::{Road, road_picture};
use super::{described_by, part_id};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    Radio,
    Check,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChoiceProps {
    pub id: AttrValue,
    /// The same for all answers of one question.
    pub name: AttrValue,
    pub kind: ChoiceKind,
    pub label: AttrValue,
    /// A second line: who, when, what it means.
    #[prop_or_default]
    pub more: Option<AttrValue>,
    pub checked: bool,
    pub on_change: Callback<bool>,
    #[prop_or_default]
    pub road: Option<Road>,
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    #[prop_or_default]
    pub invalid: bool,
}

#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let kind = match props.kind {
        ChoiceKind::Radio => "radio",
        ChoiceKind::Check => "checkbox",
    };
    let on_change = props.on_change.clone();
    let onchange = move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            on_change.emit(input.checked());
        }
    };
    html! {
        <div class="mt-choice">
            <input
                class="mt-choice__input"
                type={kind}
                id={props.id.clone()}
                name={props.name.clone()}
                checked={props.checked}
                aria-invalid={props.invalid.then_some("true")}
                {onchange}
            />
            <label class="mt-choice__label" for={props.id.clone()}>
                <span class="mt-choice__text">
                    { props.label.clone() }
                    if let Some(more) = &props.more {
                        <span class="mt-choice__more">{ more.clone() }</span>
                    }
                </span>
                if let Some(road) = props.road {
                    { road_picture(road, "mt-choice__picto mt-turn") }
                } else if let Some(name) = &props.icon {
                    <Icon name={name.clone()} />
                }
            </label>
        </div>
    }
}

#[derive(Clone, Debug, Properties)]
pub struct ChoiceGroupProps {
    pub id: AttrValue,
    pub legend: AttrValue,
    /// The legend is the page's `h1`.
    #[prop_or_default]
    pub heading: bool,
    /// The subject that the question belongs to.
    #[prop_or_default]
    pub eyebrow: Option<AttrValue>,
    #[prop_or_default]
    pub eyebrow_icon: Option<AttrValue>,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// `Choice`s and `Or`s, keyed.
    pub children: Html,
}

yew::always_drawn!(ChoiceGroupProps);

#[component]
pub fn ChoiceGroup(props: &ChoiceGroupProps) -> Html {
    let described_by = described_by(&props.id, props.hint.is_some(), props.error.is_some());
    html! {
        <fieldset class="mt-stack" id={props.id.clone()} aria-describedby={described_by}>
            <legend class="mt-legend">
                if let Some(eyebrow) = &props.eyebrow {
                    <span class="mt-eyebrow">
                        if let Some(icon) = &props.eyebrow_icon {
                            <Icon name={icon.clone()} small={true} />
                        }
                        <span>{ eyebrow.clone() }</span>
                    </span>
                }
                if props.heading {
                    <h1 class="mt-title" tabindex="-1">{ props.legend.clone() }</h1>
                } else {
                    <span class="mt-field__label">{ props.legend.clone() }</span>
                }
            </legend>
            <div class="mt-field__notes">
                if let Some(hint) = &props.hint {
                    <p class="mt-soft" id={part_id(&props.id, "-hint")}>{ hint.clone() }</p>
                }
                if let Some(error) = &props.error {
                    { field_error(&props.id, error) }
                }
            </div>
            <div class="mt-stack mt-stack--tight">{ props.children.clone() }</div>
        </fieldset>
    }
}

/// "ou", between the answers and the ways out.
pub fn or(label: AttrValue) -> Html {
    html! { <p class="mt-or" key="or"><span>{ label }</span></p> }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
