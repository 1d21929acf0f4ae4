//! The pathway on paper: one A4 page to put on the fridge or into a folder. It stands in the page and only a printer
//! shows it, so that what is printed is what was read.

use super::dates::appointment_text;
use super::meetings::when_words as meeting_words;
use super::state::status_key;
use crate::api::use_session;
use crate::app::slot::when_words;
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::mark;
use contract::meetings::MeetingView;
use contract::pathway::{ActionView, FollowUpView, HoursView, PathwayView};
use contract::workshops::SlotView;
use domain::pathway::{PhaseState, PhaseView, StepState, StepView};
use domain::time::Timestamp;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PrintedProps {
    pub view: std::rc::Rc<PathwayView>,
}

#[component]
pub(super) fn Printed(props: &PrintedProps) -> Html {
    use_language();
    let session = use_session();
    let name = session.person().map(|me| me.first_name.clone()).unwrap_or_default();
    let view = &props.view;
    let open = view.actions.iter().filter(|action| action.status.is_open());
    let closed = view.actions.iter().filter(|action| !action.status.is_open());
    html! {
        <section class="mt-printed">
            <header class="mt-printed__head">
                { mark() }
                <div>
                    <p class="mt-printed__title">{ t("pathway.title") }</p>
                    <p>{ t_with("pathway.printed.of", &[("name", &name), ("date", &i18n::date(now()))]) }</p>
                </div>
            </header>
            <ol class="mt-printed__phases">{ for (1_u8..).zip(&view.phases).map(|(n, one)| phase(n, one)) }</ol>
            <div class="mt-printed__columns">
                <div>
                    <h2 class="mt-printed__heading">{ t("pathway.actions") }</h2>
                    <ul class="mt-printed__list">
                        { for open.map(action) }
                        { for closed.map(action) }
                    </ul>
                    <p hidden={!view.actions.is_empty()}>{ t("pathway.actions.none") }</p>
                </div>
                <div>
                    <h2 class="mt-printed__heading">{ t("pathway.who") }</h2>
                    <ul class="mt-printed__list">{ for view.team.iter().map(member) }{ for service() }</ul>
                    <h2 class="mt-printed__heading">{ t("pathway.hours.title") }</h2>
                    { hours(&view.hours) }
                    <div hidden={view.meetings.is_empty()}>
                        <h2 class="mt-printed__heading">{ t("pathway.meetings") }</h2>
                        <ul class="mt-printed__list">{ for view.meetings.iter().map(meeting) }</ul>
                    </div>
                    <div hidden={view.workshops.is_empty()}>
                        <h2 class="mt-printed__heading">{ t("pathway.workshops") }</h2>
                        <ul class="mt-printed__list">{ for view.workshops.iter().map(workshop) }</ul>
                    </div>
                </div>
            </div>
            <footer class="mt-printed__foot">
                <p>{ t("pathway.printed.notes") }</p>
                <div class="mt-printed__lines"></div>
                <p>{ t("pathway.printed.foot") }</p>
            </footer>
        </section>
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

fn phase(number: u8, phase: &PhaseView) -> Html {
    let (class, said) = match phase.state {
        PhaseState::Past => ("mt-printed__phase mt-printed__phase--past", t("pathway.done")),
        PhaseState::Current => ("mt-printed__phase mt-printed__phase--now", t("pathway.here")),
        PhaseState::Coming => ("mt-printed__phase", t("pathway.ahead")),
    };
    html! {
        <li {class} key={phase.id.to_string()}>
            <p class="mt-printed__number">{ i18n::number(u32::from(number)) }</p>
            <p class="mt-printed__name">{ phase.title.clone() }</p>
            <p class="mt-printed__said">{ said }</p>
            <ul>{ for phase.steps.iter().map(step) }</ul>
        </li>
    }
}

fn step(step: &StepView) -> Html {
    let class = match step.state {
        StepState::Done => "mt-printed__step mt-printed__step--done",
        StepState::Now => "mt-printed__step mt-printed__step--now",
        StepState::Coming | StepState::Passed => "mt-printed__step",
    };
    html! { <li {class} key={step.id.to_string()}>{ step.title.clone() }</li> }
}

fn action(action: &ActionView) -> Html {
    let class = if action.status.is_open() {
        "mt-printed__action"
    } else {
        "mt-printed__action mt-printed__action--over"
    };
    let due = action.due.map(|day| t_with("pathway.due", &[("date", &i18n::date_of_day(day))]));
    let dates = action.appointment.as_ref().map(appointment_text).into_iter().chain(due);
    let by = action.sheet.as_ref().map(|sheet| t_with("pathway.by", &[("by", &sheet.by)]));
    let steps =
        action.sheet.as_ref().filter(|_| action.status.is_open()).map(|sheet| sheet.steps.join(" · "));
    html! {
        <li {class} key={action.id.to_string()}>
            <p class="mt-printed__what">{ action.title.clone() }</p>
            <p>{ t(status_key(action.status)) }</p>
            { for dates.map(|text| html! { <p class="mt-printed__date" key={text.to_string()}>{ text }</p> }) }
            { for steps.map(|text| html! { <p key="steps">{ text }</p> }) }
            { for by.map(|text| html! { <p key="by">{ text }</p> }) }
        </li>
    }
}

fn workshop(slot: &SlotView) -> Html {
    html! {
        <li key={slot.id.to_string()}>
            <p class="mt-printed__what">{ slot.title.clone() }</p>
            <p class="mt-printed__date">{ when_words(slot) }</p>
            <p>{ slot.venue_name.clone() }</p>
        </li>
    }
}

/// Without what it is about: others may see the paper.
fn meeting(meeting: &MeetingView) -> Html {
    let is_off = meeting.called_off.is_some();
    html! {
        <li key={meeting.id.to_string()}>
            <p class="mt-printed__what">{ t_with("pathway.meeting.with", &[("name", &meeting.with.name)]) }</p>
            <p class="mt-printed__date">{ meeting_words(meeting) }</p>
            <p hidden={!is_off}>{ t("pathway.meeting.off") }</p>
        </li>
    }
}

fn member(one: &FollowUpView) -> Html {
    html! {
        <li key={one.title.clone()}>
            <p class="mt-printed__said">{ one.title.clone() }</p>
            if let Some(contact) = &one.contact {
                <p class="mt-printed__what">{ contact.name.clone() }</p>
                <p>{ contact.phone.clone() }</p>
                <p>{ contact.place.clone() }</p>
            } else {
                <p>{ t("pathway.team.nobody") }</p>
            }
        </li>
    }
}

fn service() -> Option<Html> {
    let service = device::service();
    let (name, phone) = (service.name?, service.phone?);
    Some(html! {
        <li key="service">
            <p class="mt-printed__what">{ name }</p>
            <p>{ phone }</p>
        </li>
    })
}

fn hours(hours: &HoursView) -> Html {
    match &hours.agreement {
        None => html! { <p>{ t("pathway.hours.none") }</p> },
        Some(agreement) => html! {
            <div>
                <p class="mt-printed__what">{ t_n("pathway.hours.weekly", u32::from(agreement.weekly_hours)) }</p>
                if let Some(reason) = &agreement.reason {
                    <p>{ t_with("pathway.hours.adapted", &[("reason", reason)]) }</p>
                }
            </div>
        },
    }
}
