//! Cancelling a slot: who is told stands there before one confirms, and the message in one's own words.

use super::state::{message_problem, n_taken, n_told};
use super::{day_words, drawn_slot, hours_words, use_slots};
use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::writing::{Act, run};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Field, Gap, Lead, Link, LinkButton, Notice, NoticeKind, Soft, Stack, Title,
    focus_field,
};
use contract::workshops::staff::{CANCEL_SLOT, CancelSlot, StaffSlot};
use domain::ids::SlotId;
use domain::workshops::SlotState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CancelPageProps {
    pub id: SlotId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn CancelPage(props: &CancelPageProps) -> Html {
    let language = use_language();
    let reading = use_slots(language.code, props.on_lost.clone());
    let back = Place::Slot(props.id.clone()).href();
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={back}>{ t("desk.slot.back") }</Link></p>
            <Title>{ t("desk.slot.cancel.title") }</Title>
            <div>{ drawn_slot(&reading, &props.id, |_, slot| html! { <Cancel slot={slot.clone()} on_lost={props.on_lost.clone()} /> }) }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct CancelProps {
    slot: StaffSlot,
    on_lost: Callback<()>,
}

#[component]
fn Cancel(props: &CancelProps) -> Html {
    let language = use_language();
    let message = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let act = use_state_eq(Act::default);
    let slot = &props.slot;
    let what = t_with(
        "desk.slot.cancel.what",
        &[
            ("title", &slot.title),
            ("day", &day_words(slot.when.day)),
            ("hours", &hours_words(slot)),
            ("venue", &slot.venue_name),
        ],
    );
    let onsubmit = {
        let (message, problem, act) = (message.clone(), problem.setter(), act.clone());
        let (id, on_lost, code) = (slot.id.clone(), props.on_lost.clone(), language.code);
        move |event: SubmitEvent| {
            event.prevent_default();
            let wrong = message_problem(&message);
            problem.set(wrong);
            if wrong.is_some() {
                focus_field("slot-message");
                return;
            }
            let call = Call::new(&CANCEL_SLOT).path(&[id.as_str()]).query("language", &code);
            let call = call.body(&CancelSlot { message: message.to_string() });
            run(&act, call, &on_lost, Callback::from(|slot: StaffSlot| place::open(&Place::Slot(slot.id))));
        }
    };
    let on_input = {
        let message = message.setter();
        Callback::from(move |text| message.set(text))
    };
    let send = if n_told(slot) > 0 {
        t_n("desk.slot.cancel.send", n_told(slot))
    } else {
        t("desk.slot.cancel.send-none")
    };
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <Lead>{ what }</Lead>
            { told(slot) }
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Field
                id="slot-message"
                label={t("desk.slot.cancel.message")}
                hint={t("desk.slot.cancel.hint")}
                value={(*message).clone()}
                {on_input}
                max_length="300"
                error={problem.map(t)}
            />
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ send }</Button>
                <LinkButton kind={ButtonKind::Plain} href={Place::Slot(slot.id.clone()).href()}>{ t("desk.slot.cancel.not") }</LinkButton>
            </div>
        </form>
    }
}

fn told(slot: &StaffSlot) -> Html {
    if slot.state == SlotState::Draft {
        return html! { <Soft>{ t("desk.slot.cancel.draft") }</Soft> };
    }
    if n_told(slot) == 0 {
        return html! { <Soft>{ t("desk.slot.cancel.nobody") }</Soft> };
    }
    let detail = t_with(
        "desk.slot.cancel.who",
        &[("taken", &i18n::number(n_taken(slot))), ("waiting", &i18n::number(slot.n_waiting))],
    );
    html! {
        <Notice kind={NoticeKind::Warm} icon="users-round" title={t_n("desk.slot.cancel.told", n_told(slot))}><p>{ detail }</p></Notice>
    }
}
