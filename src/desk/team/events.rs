//! What was done with accounts, by whom, latest first.

use crate::i18n::{self, t, t_with, use_language};
use crate::ui::More;
use contract::accounts::{StaffEventKind, StaffEventView};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct EventsProps {
    pub events: Vec<StaffEventView>,
}

#[component]
pub(super) fn Events(props: &EventsProps) -> Html {
    use_language();
    html! {
        <More label={t("desk.team.events")}>
            <ul class="mt-stack mt-stack--tight">
                { for props.events.iter().enumerate().map(|(n, event)| html! { <li key={n}>{ line(event) }</li> }) }
            </ul>
        </More>
    }
}

fn line(event: &StaffEventView) -> AttrValue {
    let what = match event.kind {
        StaffEventKind::Added => "desk.team.event.added",
        StaffEventKind::Code => "desk.team.event.code",
        StaffEventKind::SetUp => "desk.team.event.set-up",
        StaffEventKind::Changed => "desk.team.event.changed",
        StaffEventKind::Promoted => "desk.team.event.promoted",
        StaffEventKind::Demoted => "desk.team.event.demoted",
        StaffEventKind::Closed => "desk.team.event.closed",
        StaffEventKind::Reopened => "desk.team.event.reopened",
        StaffEventKind::Searched if event.by == event.whose => "desk.team.event.searched-all",
        StaffEventKind::Searched => "desk.team.event.searched",
    };
    let values = [
        ("day", i18n::date(event.at)),
        ("time", i18n::time(event.at).to_string()),
        ("by", event.by.clone()),
        ("whose", event.whose.clone()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    t_with(what, &values)
}
