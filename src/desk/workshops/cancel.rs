//! Cancelling a slot: who is told stands there before one confirms, and the message in one's own words.

use super::state::{n_taken, n_told};
use super::{day_words, drawn_slot, hours_words, use_slots};
use crate::api::Call;
use crate::desk::cancel::CancelForm;
use crate::desk::place::{self, Place};
use crate::desk::writing::run;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{Gap, Link, Notice, NoticeKind, Soft, Stack, Title};
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
    let on_send = {
        let (id, on_lost, code) = (slot.id.clone(), props.on_lost.clone(), language.code);
        Callback::from(move |(message, act): (AttrValue, _)| {
            let call = Call::new(&CANCEL_SLOT).path(&[id.as_str()]).query("language", &code);
            let call = call.body(&CancelSlot { message: message.to_string() });
            run(&act, call, &on_lost, Callback::from(|slot: StaffSlot| place::open(&Place::Slot(slot.id))));
        })
    };
    let send = if n_told(slot) > 0 {
        t_n("desk.slot.cancel.send", n_told(slot))
    } else {
        t("desk.slot.cancel.send-none")
    };
    html! {
        <CancelForm
            {what}
            told={told(slot)}
            labels={(send, t("desk.slot.cancel.not"))}
            back={Place::Slot(slot.id.clone()).href()}
            {on_send}
        />
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
