//! Meetings with whoever follows the person: when, where, with whom, and a way to say that one cannot come. No reason is asked.

use super::said::said;
use super::state::{Errand, Event, Part, State};
use crate::app::shell::phone_row;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Heading, More, Notice, Row, Rows, Soft};
use contract::meetings::MeetingView;
use contract::session::Setting;
use domain::meetings::MeetingPlace;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct MeetingsProps {
    pub meetings: Vec<MeetingView>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Meetings(props: &MeetingsProps) -> Html {
    use_language();
    let MeetingsProps { meetings, state } = props;
    html! {
        <div class="mt-stack" hidden={meetings.is_empty()}>
            <Heading id="meetings">{ t("pathway.meetings") }</Heading>
            { for meetings.iter().map(|meeting| one(meeting, state)) }
        </div>
    }
}

fn one(meeting: &MeetingView, state: &UseReducerHandle<State>) -> Html {
    let part = Part::Meeting(meeting.id.clone());
    html! {
        <section class="mt-card mt-stack" key={meeting.id.to_string()} id={part.id()} tabindex="-1">
            <Heading level={3}>{ when_words(meeting) }</Heading>
            <div role="status">{ said(state, &part) }</div>
            { standing(meeting) }
            <Rows calm={true}>
                <Row key="with" icon="user-round" name={t_with("pathway.meeting.with", &[("name", &meeting.with.name)])} />
                { where_row(meeting) }
            </Rows>
            { about(meeting) }
            { answer(meeting, &part, state) }
        </section>
    }
}

/// "lundi 23 novembre 2026, 09:00 – 09:30"
pub(super) fn when_words(meeting: &MeetingView) -> AttrValue {
    let (day, time) = (i18n::weekday_of_day(meeting.from.day), meeting.from.time.to_string());
    t_with("pathway.meeting.when", &[("day", &day), ("from", &time), ("to", &meeting.to.to_string())])
}

fn standing(meeting: &MeetingView) -> Html {
    match (&meeting.called_off, meeting.cannot_come_at) {
        (Some(off), _) => html! {
            <Notice title={t("pathway.meeting.off")}>
                <p>{ off.words.clone().map_or_else(|| t("pathway.meeting.off.nothing"), AttrValue::from) }</p>
            </Notice>
        },
        (None, Some(_)) => html! {
            <Notice title={t("pathway.meeting.cannot")}>
                <p>{ t_with("pathway.meeting.cannot.then", &[("name", &meeting.with.name)]) }</p>
            </Notice>
        },
        (None, None) => html! { <span></span> },
    }
}

/// The place; by phone, the number from which one is called.
fn where_row(meeting: &MeetingView) -> Html {
    match &meeting.place {
        Some(MeetingPlace::Office) => {
            let name = t("pathway.meeting.office");
            html! { <Row key="where" icon="map-pin" {name} more={meeting.with.place.clone()} /> }
        }
        Some(MeetingPlace::Elsewhere(words)) => {
            html! { <Row key="where" icon="map-pin" name={words.clone()} /> }
        }
        Some(MeetingPlace::Phone) => {
            let more = t_with("pathway.meeting.phone.who", &[("name", &meeting.with.name)]);
            html! { <Row key="where" icon="phone" name={t("pathway.meeting.phone")} {more} /> }
        }
        // In a preview, for who may not know it.
        None => html! { <Row key="where" icon="lock" name={t("pathway.meeting.untold")} /> },
    }
}

/// At a kiosk others may read along: there it is behind its name.
fn about(meeting: &MeetingView) -> Html {
    let Some(about) = &meeting.about else { return html! { <span></span> } };
    if device::setting() == Setting::Kiosk {
        return html! { <More label={t("pathway.meeting.about.show")}><p>{ about.clone() }</p></More> };
    }
    html! { <p>{ t_with("pathway.meeting.about", &[("about", about)]) }</p> }
}

fn answer(meeting: &MeetingView, part: &Part, state: &UseReducerHandle<State>) -> Html {
    let button = |can_come: bool, key: &'static str| {
        let dispatch = state.dispatcher();
        let errand = Errand::Meet { meeting: meeting.id.clone(), version: meeting.version, can_come };
        let describes = [" : ", &when_words(meeting)].concat();
        let on_click = move |_| dispatch.dispatch(Event::Asked(errand.clone()));
        html! { <Button {key} {describes} waiting={state.is_waiting(part)} {on_click}>{ t(key) }</Button> }
    };
    html! {
        <div class="mt-stack">
            if meeting.may_answer && meeting.cannot_come_at.is_none() {
                <div key="cannot" class="mt-stack mt-stack--tight">
                    <div class="mt-cluster">{ button(false, "pathway.meeting.say-cannot") }</div>
                    <Soft>{ t("pathway.meeting.no-reason") }</Soft>
                </div>
            } else if meeting.may_answer {
                <div key="can" class="mt-cluster">{ button(true, "pathway.meeting.say-can") }</div>
            }
            if !meeting.with.phone.is_empty() && meeting.called_off.is_none() {
                <Rows key="call" calm={true}>{ phone_row(&meeting.with.name, &meeting.with.phone, None) }</Rows>
            }
        </div>
    }
}
