//! The hours that were agreed with the person (P7): a number and a category, never a control.

use super::reply::Discussion;
use super::state::read_hours;
use super::{Act, run};
use crate::api::Call;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{Button, Field, FieldKind, List, More, focus_field};
use contract::pathway::{AgreementView, HoursView, ReasonChoice};
use contract::staff::AGREE_HOURS;
use domain::ids::{PersonId, ReasonId};
use yew::prelude::*;

/// Id of the field for the number.
const WEEKLY: &str = "weekly-hours";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct HoursProps {
    pub id: PersonId,
    pub hours: HoursView,
    pub reasons: Vec<ReasonChoice>,
    pub on_lost: Callback<()>,
    pub on_done: Callback<()>,
}

#[component]
pub(super) fn Hours(props: &HoursProps) -> Html {
    let language = use_language();
    let weekly = use_state_eq(AttrValue::default);
    let reason = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let act = use_state_eq(Act::default);
    let agreement = props.hours.agreement.as_ref();
    let onsubmit = {
        let (weekly, reason, problem, act) = (weekly.clone(), reason.clone(), problem.setter(), act.clone());
        let (id, on_lost, on_done) = (props.id.clone(), props.on_lost.clone(), props.on_done.clone());
        let version = agreement.map_or(0, |agreement| agreement.version);
        move |event: SubmitEvent| {
            event.prevent_default();
            match read_hours(&weekly, ReasonId::new(reason.as_str()).ok()) {
                Err(wrong) => {
                    problem.set(Some(wrong));
                    focus_field(WEEKLY);
                }
                Ok(body) => {
                    problem.set(None);
                    let call = Call::new(&AGREE_HOURS).path(&[id.as_str()]).query("language", &language.code);
                    run(
                        &act,
                        call.if_match(version).body(&body),
                        &on_lost,
                        on_done.reform(|_: AgreementView| ()),
                    );
                }
            }
        }
    };
    let set = |to: &UseStateHandle<AttrValue>| {
        let to = to.setter();
        Callback::from(move |text| to.set(text))
    };
    let options: Vec<(AttrValue, AttrValue)> = [(AttrValue::default(), t("desk.hours.reason.none"))]
        .into_iter()
        .chain(props.reasons.iter().map(|one| (one.id.to_string().into(), one.label.clone().into())))
        .collect();
    html! {
        <div class="mt-card mt-stack">
            { agreed(agreement) }
            if let Some(dispute) = &props.hours.dispute {
                <Discussion
                    dispute={dispute.clone()}
                    title={t("desk.hours.title")}
                    on_lost={props.on_lost.clone()}
                />
            }
            <More label={t("desk.hours.change")}>
                <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                    <Field
                        id={WEEKLY}
                        kind={FieldKind::Digits}
                        label={t("desk.hours.weekly")}
                        hint={t("desk.hours.hint")}
                        value={(*weekly).clone()}
                        on_input={set(&weekly)}
                        max_length="2"
                        error={problem.map(t)}
                    />
                    <List
                        id="hours-reason"
                        label={t("desk.hours.reason")}
                        {options}
                        value={(*reason).clone()}
                        on_change={set(&reason)}
                    />
                    <div class="mt-cluster">
                        <Button submit={true} waiting={act.is_under_way()}>{ t("desk.hours.keep") }</Button>
                    </div>
                </form>
            </More>
            <div role="status">{ act.said("desk.pathway.sent") }</div>
        </div>
    }
}

fn agreed(agreement: Option<&AgreementView>) -> Html {
    let Some(agreement) = agreement else { return html! { <p>{ t("pathway.hours.none") }</p> } };
    let date = i18n::date(agreement.at);
    let with = match &agreement.with {
        Some(name) => t_with("pathway.hours.with", &[("name", name), ("date", &date)]),
        None => t_with("pathway.hours.on", &[("date", &date)]),
    };
    html! {
        <div>
            <p><strong>{ t_n("pathway.hours.weekly", u32::from(agreement.weekly_hours)) }</strong></p>
            <p>{ with }</p>
            if let Some(reason) = &agreement.reason {
                <p>{ t_with("desk.hours.adapted", &[("reason", reason)]) }</p>
            }
        </div>
    }
}
