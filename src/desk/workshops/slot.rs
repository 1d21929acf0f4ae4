//! One slot: when and where, who comes, and what can be done with it now.

use super::draft::DeleteDraft;
use super::people::People;
use super::slot_facts;
use super::stage_tag;
use super::state::{Stage, stage};
use super::waiting::Waiting;
use crate::api::Call;
use crate::app::shell::Failure;
use crate::desk::place::Place;
use crate::desk::reading::use_reading;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Gap, Link, LinkButton, Notice, NoticeKind, Skeleton, Stack, Title, focus_title,
};
use contract::staff::StaffRole;
use contract::workshops::staff::{AttendanceList, GET_ATTENDANCE, PUBLISH_SLOT, StaffSlot};
use domain::ids::SlotId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct SlotPageProps {
    pub id: SlotId,
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn SlotPage(props: &SlotPageProps) -> Html {
    let language = use_language();
    let reading = use_reading::<AttendanceList, _>(
        (props.id.clone(), language.code),
        props.on_lost.clone(),
        |(id, language)| Call::new(&GET_ATTENDANCE).path(&[id.as_str()]).query("language", language),
    );
    // A preparation day belongs to its month.
    let month =
        reading.answer.as_ref().and_then(|read| read.as_ref().ok()).and_then(|list| list.slot.month.clone());
    let back = match month {
        Some(id) => (Place::Month(id), "desk.month.back"),
        None => (Place::Workshops, "desk.slots.back"),
    };
    let (title, content) = match &reading.answer {
        None => (t("desk.slot.page"), html! { <Skeleton label={t("shell.loading")} lines={6} /> }),
        Some(Err(error)) => {
            let failure = html! { <Failure error={error.clone()} on_retry={reading.again} /> };
            (t("desk.slot.page"), failure)
        }
        Some(Ok(list)) => {
            let content = html! { <Content list={list.clone()} role={props.role} on_lost={props.on_lost.clone()} again={reading.again} /> };
            (list.slot.title.clone().into(), content)
        }
    };
    html! {
        <Stack gap={Gap::Wide}>
            <p class="mt-on-screen"><Link href={back.0.href()}>{ t(back.1) }</Link></p>
            <Title>{ title }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ContentProps {
    list: std::rc::Rc<AttendanceList>,
    role: StaffRole,
    on_lost: Callback<()>,
    again: Callback<()>,
}

#[component]
fn Content(props: &ContentProps) -> Html {
    let language = use_language();
    let act = use_state_eq(Act::default);
    let slot = &props.list.slot;
    let stage = stage(slot, device::now());
    let on_publish = {
        let (act, id, on_lost, again) =
            (act.clone(), slot.id.clone(), props.on_lost.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            let call = Call::new(&PUBLISH_SLOT).path(&[id.as_str()]).query("language", &language.code);
            let again = again.clone();
            run(
                &act,
                call,
                &on_lost,
                Callback::from(move |_: StaffSlot| {
                    again.emit(());
                    // The button that was pressed is about to go.
                    focus_title();
                }),
            );
        })
    };
    html! {
        <div class="mt-slot">
            <div class="mt-stack mt-slot__aside mt-on-screen">
                <div>{ stage_tag(stage) }</div>
                <div role="status">
                    if matches!(*act, Act::Done | Act::Failed(_)) {
                        { act.said("desk.slot.published") }
                    }
                </div>
                { note(slot, stage) }
                { slot_facts(slot) }
                if props.role == StaffRole::Coordinator && slot.month.is_none() {
                    { acts(slot, stage, act.is_under_way(), on_publish) }
                }
                if props.role == StaffRole::Coordinator && stage == Stage::Draft {
                    <DeleteDraft key="delete" id={slot.id.clone()} on_lost={props.on_lost.clone()} />
                }
            </div>
            <div class="mt-stack mt-stack--wide">
                <People
                    list={props.list.clone()}
                    {stage}
                    role={props.role}
                    on_lost={props.on_lost.clone()}
                />
                <Waiting
                    list={props.list.clone()}
                    {stage}
                    role={props.role}
                    on_lost={props.on_lost.clone()}
                    again={props.again.clone()}
                />
            </div>
        </div>
    }
}

/// What one has to know before anything else.
fn note(slot: &StaffSlot, stage: Stage) -> Html {
    match (stage, &slot.message) {
        (Stage::Draft, _) => {
            html! { <Notice kind={NoticeKind::Warm} icon="eye"><p>{ t("desk.slot.draft.note") }</p></Notice> }
        }
        (Stage::Cancelled, Some(message)) => {
            html! { <Notice><p>{ t_with("desk.slot.cancelled.note", &[("message", message)]) }</p></Notice> }
        }
        _ => html! { <div></div> },
    }
}

fn acts(slot: &StaffSlot, stage: Stage, waiting: bool, on_publish: Callback<MouseEvent>) -> Html {
    let id = &slot.id;
    let link = |to: Place, kind: ButtonKind, icon: Option<&'static str>, key: &'static str| {
        html! { <LinkButton key={key} {kind} {icon} href={to.href()}>{ t(key) }</LinkButton> }
    };
    let can_change = matches!(stage, Stage::Draft | Stage::Open);
    html! {
        <div class="mt-cluster">
            if stage == Stage::Draft {
                <Button key="publish" kind={ButtonKind::Primary} {waiting} on_click={on_publish}>{ t("desk.slot.publish") }</Button>
            }
            if can_change {
                { link(Place::ChangeSlot(id.clone()), ButtonKind::Quiet, Some("pencil"), "desk.slot.change") }
            }
            if stage != Stage::Draft {
                { link(Place::CopySlot(id.clone()), ButtonKind::Quiet, None, "desk.slot.copy") }
            }
            if can_change {
                { link(Place::CancelSlot(id.clone()), ButtonKind::Plain, None, "desk.slot.cancel") }
            }
        </div>
    }
}
