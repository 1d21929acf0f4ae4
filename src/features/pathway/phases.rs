//! The four phases, full up to where the person is.

use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{LinkButton, Path, Phase, Stage, Step, Steps};
use domain::pathway::{PhaseState, PhaseView, StepState, StepView};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PhasesProps {
    pub phases: Vec<PhaseView>,
}

#[component]
pub(super) fn Phases(props: &PhasesProps) -> Html {
    use_language();
    html! { <Path>{ for (1..).zip(&props.phases).map(|(number, phase)| one(number, phase)) }</Path> }
}

fn one(number: u8, phase: &PhaseView) -> Html {
    let (state, said) = match phase.state {
        PhaseState::Past => (Stage::Done, t("pathway.done")),
        PhaseState::Current => (Stage::Current, t("pathway.current")),
        PhaseState::Coming => (Stage::Ahead, t("pathway.ahead")),
    };
    let done_at = phase.steps.iter().filter_map(|step| step.done_at).max();
    let aim = match (phase.state, done_at) {
        (PhaseState::Past, Some(at)) => t_with("pathway.done-at", &[("date", &i18n::date(at))]),
        _ => AttrValue::from(phase.goal.clone()),
    };
    // Only the phase where one is shows its steps: the others are a line each, so that the whole stays one page.
    let steps = (phase.state == PhaseState::Current).then_some(&phase.steps);
    html! {
        <Phase key={phase.id.to_string()} {number} title={phase.title.clone()} {state} {said} {aim}>
            <Steps>{ for steps.into_iter().flatten().map(step) }</Steps>
        </Phase>
    }
}

fn step(step: &StepView) -> Html {
    let key = step.id.to_string();
    match step.state {
        StepState::Done => html! {
            <Step {key} state={Stage::Done} said={t("pathway.done")}>{ step.title.clone() }</Step>
        },
        StepState::Now => html! {
            <Step {key} state={Stage::Current}>
                <p class="mt-small">{ t("pathway.here") }</p>
                <h3 class="mt-lead">{ step.title.clone() }</h3>
                if let Some(detail) = &step.detail {
                    <p>{ detail.clone() }</p>
                }
                if step.id.as_str() == "faire-le-point" {
                    <LinkButton href={Route::Stock(StockPage::Start).href()}>{ t("pathway.do-it") }</LinkButton>
                }
            </Step>
        },
        StepState::Coming => html! {
            <Step {key} state={Stage::Ahead} said={t("pathway.ahead")}>{ step.title.clone() }</Step>
        },
        StepState::Passed => html! {
            <Step {key} state={Stage::Ahead} said={t("pathway.passed")}>{ step.title.clone() }</Step>
        },
    }
}
