//! Who has a place, and who came: one touch a person, and another corrects it (W16).

use super::roll::Roll;
use super::state::Stage;
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Button, Heading, Link, LiveRegion, Notice, NoticeKind, Soft};
use contract::staff::StaffRole;
use contract::workshops::staff::{AttendanceList, AttendeeView, RECORD_ATTENDANCE, RecordAttendance};
use domain::ids::SlotId;
use domain::workshops::{Attendance, BookingStatus};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct PeopleProps {
    pub list: std::rc::Rc<AttendanceList>,
    pub stage: Stage,
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn People(props: &PeopleProps) -> Html {
    use_language();
    // What was noted here, over what was read: reading again would be slower than the next touch.
    let noted = use_state_eq(Vec::<AttendeeView>::new);
    let said = use_state_eq(AttrValue::default);
    let on_noted = {
        let (noted, said) = (noted.clone(), said.setter());
        Callback::from(move |person: AttendeeView| {
            let status = t(&["desk.attendance.", status_word(person.status)].concat());
            said.set(t_with("desk.attendance.said", &[("name", &full_name(&person)), ("status", &status)]));
            let others = noted.iter().filter(|other| other.person != person.person).cloned();
            noted.set(others.chain([person.clone()]).collect());
        })
    };
    let current = |person: &AttendeeView| {
        noted.iter().find(|other| other.person == person.person).unwrap_or(person).clone()
    };
    let people: Vec<AttendeeView> = props.list.people.iter().map(current).collect();
    let is_begun = props.stage == Stage::Begun;
    let one = |person: &AttendeeView| {
        html! {
            <Attendee
                key={person.person.to_string()}
                person={person.clone()}
                slot={is_begun.then(|| props.list.slot.id.clone())}
                role={props.role}
                on_lost={props.on_lost.clone()}
                on_noted={on_noted.clone()}
            />
        }
    };
    let print = |_| {
        // A browser that cannot print says so itself.
        let _ = device::window().print();
    };
    html! {
        <section class="mt-stack">
            <div class="mt-slots-head mt-on-screen">
                <Heading>{ t(if is_begun { "desk.attendance.title" } else { "desk.slot.people" }) }</Heading>
                if !people.is_empty() {
                    <Button icon="file-text" on_click={print}>{ t("desk.slot.print") }</Button>
                }
            </div>
            <div class="mt-stack mt-on-screen">
                { intro(props, people.len()) }
                <ul class="mt-attendance" hidden={people.is_empty()}>{ for people.iter().map(one) }</ul>
                <LiveRegion text={(*said).clone()} />
            </div>
            <Roll slot={props.list.slot.clone()} {people} />
        </section>
    }
}

/// How many, and what to do; a référent sees those they follow.
fn intro(props: &PeopleProps, n_seen: usize) -> Html {
    let text = match (props.stage, n_seen) {
        (Stage::Cancelled, _) => t("desk.slot.people.cancelled"),
        (Stage::Draft, _) => t("desk.slot.people.draft"),
        (Stage::Begun, 1..) => t("desk.attendance.how"),
        (_, 0) if props.role == StaffRole::Referent => t("desk.slot.people.none-of-mine"),
        (_, 0) => t("desk.slot.people.none"),
        (Stage::Open, n) => {
            let count = match props.role {
                StaffRole::Coordinator => "desk.slot.people.count",
                StaffRole::Referent => "desk.slot.people.mine-count",
            };
            t_n(count, u32::try_from(n).unwrap_or(u32::MAX))
        }
    };
    html! {
        <div>
            <p>{ text }</p>
            if props.role == StaffRole::Referent && n_seen > 0 {
                <Soft>{ t("desk.slot.people.mine") }</Soft>
            }
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct AttendeeProps {
    person: AttendeeView,
    /// Once it has begun.
    slot: Option<SlotId>,
    role: StaffRole,
    on_lost: Callback<()>,
    on_noted: Callback<AttendeeView>,
}

#[component]
fn Attendee(props: &AttendeeProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let person = &props.person;
    let name = full_name(person);
    let words = html! { <bdi>{ name.clone() }</bdi> };
    let on_press = {
        let (act, slot, id) = (act.clone(), props.slot.clone(), person.person.clone());
        let (on_lost, on_noted) = (props.on_lost.clone(), props.on_noted.clone());
        Callback::from(move |attendance: Attendance| {
            let Some(slot) = &slot else { return };
            let body = RecordAttendance { person: id.clone(), attendance };
            run(
                &act,
                Call::new(&RECORD_ATTENDANCE).path(&[slot.as_str()]).body(&body),
                &on_lost,
                on_noted.clone(),
            );
        })
    };
    let choice = |attendance: Attendance| {
        let status = BookingStatus::from(attendance);
        let (on_press, pressed) = (on_press.clone(), person.status == status);
        html! {
            <Button
                key={status_word(status)}
                {pressed}
                icon={pressed.then_some("check")}
                describes={[" : ", &name].concat()}
                on_click={move |_| on_press.emit(attendance)}
            >
                { t(&["desk.attendance.", status_word(status)].concat()) }
            </Button>
        }
    };
    let failed = match &*act {
        Act::Failed(error) => Some(t(&error.text_key())),
        _ => None,
    };
    html! {
        <li class="mt-attendance__one">
            <p class="mt-attendance__name">
                if props.role == StaffRole::Referent {
                    <Link href={Place::Person(person.person.clone()).href()}>{ words }</Link>
                } else {
                    { words }
                }
            </p>
            <div class="mt-cluster">
                if props.slot.is_some() {
                    { for [Attendance::Attended, Attendance::Excused, Attendance::Absent].into_iter().map(choice) }
                }
            </div>
            <div role="status">
                if let Some(failed) = failed {
                    <Notice kind={NoticeKind::Attention}><p>{ failed }</p></Notice>
                }
            </div>
        </li>
    }
}

pub(super) fn full_name(person: &AttendeeView) -> String {
    [&person.first_name, " ", &person.last_name].concat()
}

// i18n: desk.attendance.*
pub(super) const fn status_word(status: BookingStatus) -> &'static str {
    match status {
        BookingStatus::Attended => "attended",
        BookingStatus::Excused => "excused",
        BookingStatus::Absent => "absent",
        _ => "booked",
    }
}
