//! What happened to an action: who changed what, and when.

use super::dates::appointment_text;
use super::state::status_key;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::More;
use contract::pathway::{ActionView, By, ChangeKind, ChangeView};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct HistoryProps {
    pub action: ActionView,
}

#[component]
pub(super) fn History(props: &HistoryProps) -> Html {
    use_language();
    let action = &props.action;
    html! {
        <More label={t("pathway.history")} describes={t_with("pathway.act.for", &[("title", &action.title)])}>
            <ol class="mt-stack mt-stack--tight">{ for action.history.iter().map(line) }</ol>
        </More>
    }
}

fn line(change: &ChangeView) -> Html {
    let who = match (change.by, &change.who) {
        (By::Me, _) => t("pathway.by.me"),
        (By::Staff, Some(name)) => AttrValue::from(name.clone()),
        (By::Staff, None) => t("pathway.by.staff"),
        (By::Service, _) => t("pathway.by.service"),
    };
    let status = t(status_key(change.status));
    let what = match change.kind {
        ChangeKind::Added => t("pathway.change.added"),
        ChangeKind::Recorded | ChangeKind::Said => match &change.reason {
            Some(reason) => t_with("pathway.change.because", &[("status", &status), ("reason", reason)]),
            None => status,
        },
        ChangeKind::Dated => dates(change),
        ChangeKind::Undone => t_with("pathway.change.undone", &[("status", &status)]),
    };
    let when = t_with("pathway.change.when", &[("date", &i18n::date(change.at)), ("who", &who)]);
    html! {
        <li key={change.at.as_ms().to_string()}>
            <p>{ what }</p>
            <p class="mt-small mt-soft">{ when }</p>
        </li>
    }
}

fn dates(change: &ChangeView) -> AttrValue {
    match (&change.appointment, change.due) {
        (Some(appointment), _) => appointment_text(appointment),
        (None, Some(day)) => t_with("pathway.due", &[("date", &i18n::date_of_day(day))]),
        (None, None) => t("pathway.change.no-date"),
    }
}
