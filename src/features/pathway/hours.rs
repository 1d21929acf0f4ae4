//! Hours as a conversation (P7): what was agreed, what the person confirms. No sum, no target, nothing missing.

use super::discuss::Discuss;
use super::said::said;
use super::state::{Errand, Event, Part, State};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{Button, Heading, Soft, Stack, Tag, TagKind};
use contract::pathway::{DisputeAbout, HoursView, ProposalView, ReasonChoice};
use domain::pathway::HoursAnswer;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct HoursProps {
    pub hours: HoursView,
    pub reasons: Vec<ReasonChoice>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Hours(props: &HoursProps) -> Html {
    use_language();
    let HoursProps { hours, state, .. } = props;
    html! {
        <Stack>
            <div id={Part::Hours.id()} tabindex="-1"><Heading>{ t("pathway.hours.title") }</Heading></div>
            <div class="mt-card mt-stack">
                { agreed(hours) }
                <p class="mt-small">{ t("pathway.hours.text") }</p>
                <div role="status">{ said(state, &Part::Hours) }</div>
                <div>
                    if hours.agreement.is_some() {
                        <Discuss
                            about={DisputeAbout::Hours}
                            dispute={hours.dispute.clone()}
                            reasons={props.reasons.clone()}
                            title={t("pathway.hours.title")}
                            state={state.clone()}
                        />
                    }
                </div>
            </div>
            <div class="mt-card mt-stack" hidden={hours.proposals.is_empty()}>
                <Heading level={3}>{ t("pathway.hours.proposals") }</Heading>
                <Soft>{ t("pathway.hours.proposals.text") }</Soft>
                <ul class="mt-stack">{ for hours.proposals.iter().map(|one| proposal(one, state)) }</ul>
            </div>
        </Stack>
    }
}

fn agreed(hours: &HoursView) -> Html {
    let Some(agreement) = &hours.agreement else { return html! { <p>{ t("pathway.hours.none") }</p> } };
    let date = i18n::date(agreement.at);
    let with = match &agreement.with {
        Some(name) => t_with("pathway.hours.with", &[("name", name), ("date", &date)]),
        None => t_with("pathway.hours.on", &[("date", &date)]),
    };
    html! {
        <div class="mt-stack mt-stack--tight">
            <p class="mt-lead"><strong>{ t_n("pathway.hours.weekly", u32::from(agreement.weekly_hours)) }</strong></p>
            <p>{ with }</p>
            if let Some(reason) = &agreement.reason {
                <p>{ t_with("pathway.hours.adapted", &[("reason", reason)]) }</p>
            }
        </div>
    }
}

/// "2 h 30"
pub(super) fn duration(n_minutes: u32) -> AttrValue {
    let (hours, minutes) = (i18n::number(n_minutes / 60), n_minutes % 60);
    if minutes == 0 {
        return t_with("pathway.hours.whole", &[("hours", &hours)]);
    }
    if n_minutes < 60 {
        return t_with("pathway.hours.short", &[("minutes", &i18n::number(n_minutes))]);
    }
    let minutes = if minutes < 10 { ["0", &minutes.to_string()].concat() } else { minutes.to_string() };
    t_with("pathway.hours.part", &[("hours", &hours), ("minutes", &minutes)])
}

fn proposal(proposal: &ProposalView, state: &UseReducerHandle<State>) -> Html {
    let about = t_with(
        "pathway.hours.held",
        &[
            ("what", &proposal.what),
            ("date", &i18n::date_of_day(proposal.day)),
            ("time", &duration(proposal.n_minutes)),
        ],
    );
    let answer = |to: Option<HoursAnswer>, key: &'static str| {
        let (dispatch, id) = (state.dispatcher(), proposal.id.clone());
        let on_click = move |_| {
            dispatch.dispatch(Event::Asked(Errand::Hours { proposal: id.clone(), answer: to }));
        };
        let describes = t_with("pathway.act.for", &[("title", &proposal.what)]);
        html! { <Button {key} {describes} waiting={state.is_waiting(&Part::Hours)} {on_click}>{ t(key) }</Button> }
    };
    html! {
        <li class="mt-stack mt-stack--tight" key={proposal.id.to_string()}>
            <p>{ about }</p>
            <div class="mt-cluster">
                { match proposal.answer {
                    None => html! {
                        <>
                            { answer(Some(HoursAnswer::Confirmed), "pathway.hours.yes") }
                            { answer(Some(HoursAnswer::Declined), "pathway.hours.no") }
                        </>
                    },
                    Some(HoursAnswer::Confirmed) => html! {
                        <>
                            <Tag kind={TagKind::Success} icon="check">{ t("pathway.hours.confirmed") }</Tag>
                            { answer(None, "pathway.hours.change") }
                        </>
                    },
                    Some(HoursAnswer::Declined) => html! {
                        <>
                            <Tag>{ t("pathway.hours.declined") }</Tag>
                            { answer(None, "pathway.hours.change") }
                        </>
                    },
                } }
            </div>
        </li>
    }
}
