//! Who waits for a place, in turn, and the rare act of giving one beyond the plan (W3, W4).

use super::state::Stage;
use crate::api::{ApiError, Call};
use crate::desk::place::Place;
use crate::desk::writing::{Act, run};
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Field, Heading, Link, LiveRegion, More, Soft, focus_field};
use contract::ErrorCode;
use contract::staff::StaffRole;
use contract::workshops::staff::{ADD_EXTRA_SEAT, AddExtraSeat, AttendanceList, StaffSlot, WaiterView};
use domain::ids::SlotId;
use domain::workshops::read_message;
use yew::prelude::*;

/// Where focus goes when someone has left the list.
const WAITING: &str = "waiting";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct WaitingProps {
    pub list: std::rc::Rc<AttendanceList>,
    pub stage: Stage,
    pub role: StaffRole,
    pub on_lost: Callback<()>,
    pub again: Callback<()>,
}

#[component]
pub(super) fn Waiting(props: &WaitingProps) -> Html {
    use_language();
    let said = use_state_eq(AttrValue::default);
    let slot = &props.list.slot;
    // Groups and talks of a month have no more places than were planned.
    let can_add = props.role == StaffRole::Coordinator && props.stage == Stage::Open && slot.month.is_none();
    let on_given = {
        let (said, again) = (said.setter(), props.again.clone());
        Callback::from(move |name: String| {
            said.set(t_with("desk.slot.extra.said", &[("name", &name)]));
            again.emit(());
            focus_field(WAITING);
        })
    };
    let one = |waiter: &WaiterView| {
        let name = full_name(waiter);
        let words = html! { <bdi>{ name }</bdi> };
        html! {
            <li key={waiter.person.to_string()} class="mt-attendance__one">
                <p class="mt-attendance__name">
                    if props.role == StaffRole::Referent {
                        <Link href={Place::Person(waiter.person.clone()).href()}>{ words }</Link>
                    } else {
                        { words }
                    }
                </p>
                <Soft>{ standing(waiter, slot) }</Soft>
                if can_add && waiter.rank.is_some() {
                    <ExtraSeat
                        slot={slot.id.clone()}
                        waiter={waiter.clone()}
                        on_lost={props.on_lost.clone()}
                        on_given={on_given.clone()}
                    />
                }
            </li>
        }
    };
    html! {
        <section class="mt-stack mt-on-screen" id={WAITING} tabindex="-1">
            <LiveRegion text={(*said).clone()} />
            if !props.list.waiting.is_empty() {
                <Heading key="heading">{ t("desk.slot.waiting") }</Heading>
                <ul key="list" class="mt-attendance">{ for props.list.waiting.iter().map(one) }</ul>
            }
        </section>
    }
}

fn full_name(waiter: &WaiterView) -> String {
    [&waiter.first_name, " ", &waiter.last_name].concat()
}

fn standing(waiter: &WaiterView, slot: &StaffSlot) -> AttrValue {
    match (waiter.offer_until, waiter.rank) {
        (Some(until), _) => {
            let (day, time) = i18n::moment_in(until, slot.when.zone.as_str());
            t_with("desk.slot.waiting.offered", &[("date", &day), ("time", &time)])
        }
        (None, None | Some(1)) => t("desk.slot.waiting.next"),
        (None, Some(rank)) => t_with("desk.slot.waiting.rank", &[("rank", &i18n::number(rank))]),
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ExtraSeatProps {
    slot: SlotId,
    waiter: WaiterView,
    on_lost: Callback<()>,
    /// With the name of who has the place.
    on_given: Callback<String>,
}

#[component]
fn ExtraSeat(props: &ExtraSeatProps) -> Html {
    let language = use_language();
    let reason = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let act = use_state_eq(Act::default);
    let name = full_name(&props.waiter);
    let id = ["extra-", props.waiter.person.as_str()].concat();
    let onsubmit = {
        let (reason, problem, act, id) = (reason.clone(), problem.setter(), act.clone(), id.clone());
        let (slot, person, name) = (props.slot.clone(), props.waiter.person.clone(), name.clone());
        let (on_lost, on_given, code) = (props.on_lost.clone(), props.on_given.clone(), language.code);
        move |event: SubmitEvent| {
            event.prevent_default();
            let wrong = read_message(&reason).is_none().then_some("desk.slot.extra.missing");
            problem.set(wrong);
            if wrong.is_some() {
                focus_field(&id);
                return;
            }
            let call = Call::new(&ADD_EXTRA_SEAT).path(&[slot.as_str()]).query("language", &code);
            let call = call.body(&AddExtraSeat { person: person.clone(), reason: reason.to_string() });
            let (on_given, name) = (on_given.clone(), name.clone());
            run(&act, call, &on_lost, Callback::from(move |_: StaffSlot| on_given.emit(name.clone())));
        }
    };
    let on_input = {
        let reason = reason.setter();
        Callback::from(move |text| reason.set(text))
    };
    let error = match &*act {
        _ if problem.is_some() => problem.map(t),
        Act::Failed(error) => Some(refusal(error, &name)),
        _ => None,
    };
    html! {
        <More label={t("desk.slot.extra")}>
            <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                <p>{ t_with("desk.slot.extra.text", &[("name", &name)]) }</p>
                <Field
                    {id}
                    label={t("desk.slot.extra.reason")}
                    hint={t("desk.slot.extra.hint")}
                    value={(*reason).clone()}
                    {on_input}
                    max_length="300"
                    {error}
                />
                <div class="mt-cluster">
                    <Button submit={true} waiting={act.is_under_way()}>{ t("desk.slot.extra.send") }</Button>
                </div>
            </form>
        </More>
    }
}

/// The words of a refusal are written to the person: these say it to whoever gives the place.
fn refusal(error: &ApiError, name: &str) -> AttrValue {
    match error.code() {
        Some(ErrorCode::BookingClash) => t_with("desk.slot.extra.clash", &[("name", name)]),
        Some(ErrorCode::BookingBegun | ErrorCode::BookingCancelled) => t("desk.book.gone"),
        _ => t(&error.text_key()),
    }
}
