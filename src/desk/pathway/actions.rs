//! The actions, those that wait for the référent first: what is to be discussed, then what is stuck.

use super::reply::Discussion;
use crate::i18n::{self, t, t_with};
use crate::ui::{Card, CardKind, Soft, Stack, Tag, TagKind};
use contract::staff::{ClientAction, ClientPathway};
use domain::pathway::{ActionSource, ActionStatus};
use yew::prelude::*;

pub(super) fn actions(pathway: &ClientPathway, on_lost: &Callback<()>) -> Html {
    let mut actions: Vec<&ClientAction> = pathway.actions.iter().collect();
    actions.sort_by_key(|action| rank(action));
    html! {
        <Stack>
            if actions.is_empty() {
                <Soft key="none">{ t("desk.pathway.none") }</Soft>
            }
            { for actions.iter().map(|action| one(action, on_lost)) }
        </Stack>
    }
}

/// What waits for an answer comes first; the order among the others is the person's own.
fn rank(action: &ClientAction) -> u8 {
    let waits = action.dispute.as_ref().is_some_and(|dispute| dispute.reply.is_none());
    match action.status {
        _ if waits => 0,
        ActionStatus::Stuck => 1,
        status if status.is_open() => 2,
        _ => 3,
    }
}

fn one(action: &ClientAction, on_lost: &Callback<()>) -> Html {
    let title = match &action.title {
        Some(title) => AttrValue::from(title.clone()),
        None => t("desk.pathway.private"),
    };
    let (kind, icon) = match action.status {
        ActionStatus::UnderWay => (TagKind::Warm, None),
        ActionStatus::Done => (TagKind::Success, Some("check")),
        ActionStatus::Stuck => (TagKind::Plain, Some("message-circle")),
        _ => (TagKind::Plain, None),
    };
    let card = if rank(action) < 2 { CardKind::Warm } else { CardKind::Plain };
    let due = action.due.map(|day| t_with("pathway.due", &[("date", &i18n::date_of_day(day))]));
    let appointment = action.appointment.as_ref().map(|at| {
        let (day, time) = (i18n::date_of_day(at.day), at.time.to_string());
        t_with("pathway.appointment", &[("date", &day), ("time", &time)])
    });
    html! {
        <Card key={action.id.to_string()} kind={card} level={3} title={title.clone()}>
            <div class="mt-stack mt-stack--tight">
                <div class="mt-cluster">
                    <Tag {kind} {icon}>{ t(status_key(action.status)) }</Tag>
                    <Soft>{ t(source_key(action)) }</Soft>
                </div>
                if let Some(reason) = &action.reason {
                    <p>{ t_with("desk.pathway.why", &[("reason", reason)]) }</p>
                }
                { for appointment.into_iter().chain(due).map(|text| html! { <p key={text.to_string()}>{ text }</p> }) }
                if let Some(dispute) = &action.dispute {
                    <Discussion
                        dispute={dispute.clone()}
                        title={title.clone()}
                        on_lost={on_lost.clone()}
                    />
                }
            </div>
        </Card>
    }
}

fn source_key(action: &ClientAction) -> &'static str {
    match (&action.title, action.source) {
        (None, _) => "desk.pathway.private.text",
        (_, ActionSource::Suggested) => "desk.pathway.source.suggested",
        (_, ActionSource::Own) => "desk.pathway.source.own",
        (_, ActionSource::Referent) => "desk.pathway.source.referent",
    }
}

const fn status_key(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::Planned => "pathway.status.planned",
        ActionStatus::UnderWay => "pathway.status.under-way",
        ActionStatus::Stuck => "pathway.status.stuck",
        ActionStatus::Done => "pathway.status.done",
        ActionStatus::Stopped => "pathway.status.stopped",
        ActionStatus::Cancelled => "pathway.status.cancelled",
    }
}
