//! Whom one has to call: those who get no messages, and those whom none has reached. One touch a call.

use super::place::Place;
use super::reading::use_reading;
use super::writing::{Act, run_only};
use crate::api::Call;
use crate::app::shell::Failure;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{
    Button, Card, Gap, Lead, Link, LinkButton, LiveRegion, Notice, NoticeKind, Skeleton, Soft, Stack, Title,
};
use contract::messages::staff::{CallList, CallView, LIST_CALLS, MARK_CALLED, MarkCalled};
use contract::staff::StaffRole;
use domain::messages::MessageKind;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CallsPageProps {
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn CallsPage(props: &CallsPageProps) -> Html {
    let language = use_language();
    let reading = use_reading::<CallList, _>(language.code, props.on_lost.clone(), |language| {
        Call::new(&LIST_CALLS).query("language", language)
    });
    let said = use_state_eq(AttrValue::default);
    let content = match &reading.answer {
        None => html! { <Skeleton label={t("shell.loading")} lines={6} /> },
        Some(Err(error)) => html! { <Failure error={error.clone()} on_retry={reading.again.clone()} /> },
        Some(Ok(list)) if list.calls.is_empty() => html! { <Card><p>{ t("desk.calls.none") }</p></Card> },
        Some(Ok(list)) => {
            let on_done = {
                let (said, again) = (said.setter(), reading.again.clone());
                Callback::from(move |name: String| {
                    said.set(t_with("desk.calls.said", &[("name", &name)]));
                    again.emit(());
                    // The button that was pressed is about to go.
                    crate::ui::focus_title();
                })
            };
            let one = |call: &CallView| {
                html! {
                    <One
                        key={key_of(call)}
                        call={call.clone()}
                        role={props.role}
                        on_lost={props.on_lost.clone()}
                        on_done={on_done.clone()}
                    />
                }
            };
            html! {
                <>
                    <Lead>{ t("desk.calls.lead") }</Lead>
                    <ul class="mt-stack">{ for list.calls.iter().map(one) }</ul>
                </>
            }
        }
    };
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.calls.title") }</Title>
            <LiveRegion text={(*said).clone()} />
            <div class="mt-stack">{ content }</div>
        </Stack>
    }
}

fn key_of(call: &CallView) -> String {
    [call.kind.as_str(), ".", call.reference.as_str()].concat()
}

#[derive(Debug, PartialEq, Properties)]
struct OneProps {
    call: CallView,
    role: StaffRole,
    on_lost: Callback<()>,
    /// With the name of who was called.
    on_done: Callback<String>,
}

#[component]
fn One(props: &OneProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let call = &props.call;
    let name = [&call.first_name, " ", &call.last_name].concat();
    let on_press = {
        let (act, on_lost, on_done, name) =
            (act.clone(), props.on_lost.clone(), props.on_done.clone(), name.clone());
        let body = MarkCalled { kind: call.kind, reference: call.reference.clone() };
        move |_| {
            let (on_done, name) = (on_done.clone(), name.clone());
            let on_answer = Callback::from(move |()| on_done.emit(name.clone()));
            run_only(&act, Call::new(&MARK_CALLED).body(&body), &on_lost, on_answer);
        }
    };
    let words = html! { <bdi>{ name.clone() }</bdi> };
    html! {
        <li class="mt-card mt-stack mt-stack--tight">
            <p class="mt-attendance__name">
                if props.role == StaffRole::Referent {
                    <Link href={Place::Person(call.person.clone()).href()}>{ words }</Link>
                } else {
                    { words }
                }
            </p>
            <p>{ what(call) }</p>
            if let Some(until) = &call.until {
                <p><strong>{ t_with("desk.calls.until", &[("day", &i18n::weekday_of_day(until.day)), ("time", &until.time.to_string())]) }</strong></p>
            }
            <div class="mt-cluster">
                if let Some(phone) = &call.phone {
                    <LinkButton key="call" icon="phone" href={device::phone_href(phone)}>{ phone.replace(' ', "\u{a0}") }</LinkButton>
                } else {
                    <Soft key="none">{ t("desk.calls.no-phone") }</Soft>
                }
                <Button
                    key="done"
                    icon="check"
                    describes={[" : ", &name].concat()}
                    waiting={act.is_under_way()}
                    on_click={on_press}
                >
                    { t("desk.calls.done") }
                </Button>
            </div>
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
        </li>
    }
}

/// What to say.
fn what(call: &CallView) -> AttrValue {
    let key = match call.kind {
        MessageKind::PlaceOffered => "desk.calls.place-offered",
        MessageKind::SlotCancelled | MessageKind::ForumCancelled => "desk.calls.slot-cancelled",
        MessageKind::MonthProposed => "desk.calls.month-proposed",
        MessageKind::RightsAnswered => "desk.calls.rights-answered",
        MessageKind::BookedForYou => "desk.calls.booked-for-you",
        MessageKind::NewReferent => "desk.calls.new-referent",
        MessageKind::MeetingFixed => "desk.calls.meeting-fixed",
        MessageKind::MeetingMoved => "desk.calls.meeting-moved",
        MessageKind::MeetingCalledOff => "desk.calls.meeting-called-off",
        // Nobody calls for these.
        MessageKind::MeetingReminder
        | MessageKind::ReminderDayBefore
        | MessageKind::ReminderSoon
        | MessageKind::OneTimeCode => "desk.calls.reminder",
    };
    let hours = [("from", call.when.from.to_string()), ("to", call.when.to.to_string())];
    let hours = t_with("desk.slots.hours", &[("from", &hours[0].1), ("to", &hours[1].1)]);
    let day = i18n::weekday_of_day(call.when.day);
    t_with(key, &[("title", &call.title), ("day", &day), ("hours", &hours)])
}
