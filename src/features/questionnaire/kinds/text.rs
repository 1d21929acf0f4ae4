//! A line of text in the person's own words.

use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::{Action, Typed};
use crate::i18n::{t, t_with, use_language};
use crate::ui::Field;
use domain::questionnaire::{Answer, Kind, StepKey};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Id of the field.
pub const FIELD: &str = "q-text";

/// A pause this long is the end of a thought: what stands is kept.
const PAUSE_MS: u32 = 800;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TextAnswerProps {
    pub stock: Handle,
    pub step: StepKey,
    pub error: Option<AttrValue>,
}

#[component]
pub fn TextAnswer(props: &TextAnswerProps) -> Html {
    use_language();
    let step = &props.step;
    let typed = props.stock.typed.get(step).cloned();
    {
        let (stock, step) = (props.stock.clone(), step.clone());
        use_effect_with(typed.clone(), move |typed| {
            let pause = typed
                .is_some()
                .then(|| Timeout::new(PAUSE_MS, move || stock.dispatch(Action::Settled { step })));
            move || drop(pause)
        });
    }
    {
        let (stock, step) = (props.stock.clone(), step.clone());
        // The page can turn before the pause is over.
        use_effect_with((), move |()| move || stock.dispatch(Action::Settled { step }));
    }
    let value = match (typed, props.stock.answers.get(step)) {
        (Some(Typed::Text(text)), _) => AttrValue::from(text),
        (_, Some(Answer::Text(text))) => AttrValue::from(text.clone()),
        _ => AttrValue::default(),
    };
    let hint = match props.stock.question(step).map(|question| &question.kind) {
        Some(Kind::Text { max_chars }) => Some(t_with("stock.text.hint", &[("max", &max_chars.to_string())])),
        _ => None,
    };
    let on_input = {
        let (stock, step) = (props.stock.clone(), step.clone());
        move |text: AttrValue| {
            stock.dispatch(Action::Typed { step: step.clone(), typed: Typed::Text(text.to_string()) });
        }
    };
    html! {
        <Field id={FIELD} label={t("stock.text.label")} {hint} {value} {on_input} error={props.error.clone()} autocomplete="off" />
    }
}
