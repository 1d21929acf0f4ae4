//! The meetings with a person: those to come, those that wait for an answer, and the form for another.

mod call_off;
mod form;
mod state;
#[cfg(test)]
mod tests;

use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Card, CardKind, Heading, More, Notice, NoticeKind, Tag, TagKind, focus_field};
use call_off::CallOff;
use contract::meetings::{ClientMeeting, MeetingView};
use domain::ids::PersonId;
use domain::meetings::MeetingPlace;
use domain::time::Date;
use form::PlanForm;
use yew::prelude::*;

/// Where focus goes when the pressed button has gone.
const SECTION: &str = "meetings";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct MeetingsProps {
    pub id: PersonId,
    pub first_name: String,
    /// As they were read.
    pub meetings: Vec<ClientMeeting>,
    /// Day of the last one that is over.
    pub last: Option<Date>,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn Meetings(props: &MeetingsProps) -> Html {
    use_language();
    // Answers to what was done here: reading the whole page again would be another look at the file.
    let changed = use_state(Vec::<ClientMeeting>::new);
    let said = use_state_eq(|| None::<&'static str>);
    let done = |key: &'static str| {
        let (changed, said) = (changed.clone(), said.setter());
        Callback::from(move |meeting: ClientMeeting| {
            let kept = changed.iter().filter(|other| other.meeting.id != meeting.meeting.id).cloned();
            changed.set(kept.chain([meeting.clone()]).collect());
            said.set(Some(key));
            focus_field(SECTION);
        })
    };
    let meetings = merged(&props.meetings, &changed);
    let one = |found: &ClientMeeting| {
        let (moved, off) = (done("desk.meeting.moved"), done("desk.meeting.off.done"));
        card(found, props, moved, off)
    };
    html! {
        <section class="mt-stack">
            <div id={SECTION} tabindex="-1"><Heading>{ t("desk.meeting.title") }</Heading></div>
            <div role="status">
                if let Some(key) = *said {
                    <Notice kind={NoticeKind::Success}><p>{ t_with(key, &[("name", &props.first_name)]) }</p></Notice>
                }
            </div>
            if let Some(day) = props.last {
                <p key="last">{ t_with("desk.meeting.last", &[("day", &i18n::weekday_of_day(day))]) }</p>
            }
            if meetings.is_empty() {
                <p key="none">{ t("desk.meeting.none") }</p>
            }
            <div class="mt-stack">{ for meetings.iter().map(one) }</div>
            <div key="new" class="mt-card mt-on-screen">
                <More label={t("desk.meeting.fix")}>
                    <PlanForm
                        person={props.id.clone()}
                        first_name={props.first_name.clone()}
                        on_lost={props.on_lost.clone()}
                        on_done={done("desk.meeting.fixed")}
                    />
                </More>
            </div>
        </section>
    }
}

/// As they are now, by start.
fn merged(read: &[ClientMeeting], changed: &[ClientMeeting]) -> Vec<ClientMeeting> {
    let is_changed = |one: &&ClientMeeting| changed.iter().any(|other| other.meeting.id == one.meeting.id);
    let unchanged = read.iter().filter(|one| !is_changed(one));
    let mut all: Vec<ClientMeeting> = unchanged.chain(changed).cloned().collect();
    all.sort_by_key(|one| one.meeting.from.at);
    all
}

fn card(
    found: &ClientMeeting,
    props: &MeetingsProps,
    on_moved: Callback<ClientMeeting>,
    on_off: Callback<ClientMeeting>,
) -> Html {
    let meeting = &found.meeting;
    let title = when(meeting);
    let kind = if meeting.called_off.is_some() { CardKind::Plain } else { CardKind::Warm };
    let describes = [" : ", &title].concat();
    html! {
        <Card key={meeting.id.to_string()} {kind} level={3} {title}>
            { standing(meeting, &props.first_name) }
            <p>{ t_with("desk.meeting.with", &[("name", &meeting.with.name)]) }{ " · " }{ place(meeting) }</p>
            if let Some(about) = &meeting.about {
                <p key="about">{ t_with("desk.meeting.about.shown", &[("about", about)]) }</p>
            }
            if found.may_change {
                <div key={meeting.version.to_string()} class="mt-on-screen mt-stack mt-stack--tight">
                    <More label={t("desk.meeting.move")} describes={describes.clone()}>
                        <PlanForm
                            person={props.id.clone()}
                            first_name={props.first_name.clone()}
                            meeting={meeting.clone()}
                            on_lost={props.on_lost.clone()}
                            on_done={on_moved}
                        />
                    </More>
                    <More label={t("desk.meeting.off")} {describes}>
                        <CallOff
                            meeting={meeting.clone()}
                            first_name={props.first_name.clone()}
                            on_lost={props.on_lost.clone()}
                            on_done={on_off}
                        />
                    </More>
                </div>
            }
        </Card>
    }
}

/// "lundi 23 novembre 2026, 09:00 – 09:30"
fn when(meeting: &MeetingView) -> AttrValue {
    let (from, to) = (meeting.from.time.to_string(), meeting.to.to_string());
    let hours = t_with("desk.slots.hours", &[("from", &from), ("to", &to)]);
    [&i18n::weekday_of_day(meeting.from.day), ", ", hours.as_str()].concat().into()
}

fn place(meeting: &MeetingView) -> AttrValue {
    match &meeting.place {
        None => t("desk.meeting.place.untold"),
        Some(MeetingPlace::Office) => {
            t_with("desk.meeting.place.office.of", &[("place", &meeting.with.place)])
        }
        Some(MeetingPlace::Phone) => t("desk.meeting.place.phone"),
        Some(MeetingPlace::Elsewhere(words)) => words.clone().into(),
    }
}

fn standing(meeting: &MeetingView, first_name: &str) -> Html {
    match (&meeting.called_off, meeting.cannot_come_at) {
        (Some(off), _) => html! {
            <div class="mt-stack mt-stack--tight">
                <p><Tag>{ t("desk.meeting.called-off") }</Tag></p>
                if let Some(words) = &off.words {
                    <p>{ words.clone() }</p>
                }
            </div>
        },
        (None, Some(at)) => html! {
            <div class="mt-stack mt-stack--tight">
                <p><Tag kind={TagKind::Attention}>{ t("desk.tag.cannot-come") }</Tag></p>
                <p>{ t_with("desk.meeting.cannot-come", &[("name", first_name), ("date", &i18n::date(at))]) }</p>
            </div>
        },
        (None, None) => html! { <span></span> },
    }
}
