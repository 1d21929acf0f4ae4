//! A place for a person, on their page (W9): they are told and can refuse it.

use super::state::{has_free_place, listed, n_taken};
use super::{day_words, drawn, hours_words, use_slots};
use crate::api::{ApiError, Call};
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{Button, Heading, List, More, Notice, NoticeKind};
use contract::ErrorCode;
use contract::workshops::staff::{BOOK_FOR_CLIENT, BookForClient, StaffSlot, StaffSlotList};
use domain::ids::{PersonId, SlotId};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct BookingSectionProps {
    pub id: PersonId,
    pub first_name: String,
    pub on_lost: Callback<()>,
}

/// A section of the page about a person.
#[component]
pub(in crate::desk) fn BookingSection(props: &BookingSectionProps) -> Html {
    let language = use_language();
    let reading = use_slots(language.code, props.on_lost.clone());
    let form = |list: &StaffSlotList| {
        html! {
            <BookingForm
                id={props.id.clone()}
                first_name={props.first_name.clone()}
                list={list.clone()}
                on_lost={props.on_lost.clone()}
                again={reading.again.clone()}
            />
        }
    };
    html! {
        <section class="mt-stack">
            <Heading>{ t("desk.slots.title") }</Heading>
            { drawn(&reading, form) }
        </section>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct BookingFormProps {
    id: PersonId,
    first_name: String,
    list: StaffSlotList,
    on_lost: Callback<()>,
    again: Callback<()>,
}

#[component]
fn BookingForm(props: &BookingFormProps) -> Html {
    let language = use_language();
    let chosen = use_state_eq(AttrValue::default);
    let is_missing = use_state_eq(|| false);
    let booked = use_state_eq(|| None::<StaffSlot>);
    let act = use_state_eq(Act::default);
    let now = device::now();
    let free: Vec<&StaffSlot> =
        listed(&props.list.slots, false, now).into_iter().filter(|slot| has_free_place(slot, now)).collect();
    let onsubmit = {
        let (chosen, is_missing, booked, act) =
            (chosen.clone(), is_missing.setter(), booked.setter(), act.clone());
        let (id, code) = (props.id.clone(), language.code);
        let (on_lost, again) = (props.on_lost.clone(), props.again.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let slot = SlotId::new(chosen.as_str());
            is_missing.set(slot.is_err());
            booked.set(None);
            let Ok(slot) = slot else { return };
            let call = Call::new(&BOOK_FOR_CLIENT).path(&[id.as_str()]).query("language", &code);
            let (chosen, booked, again) = (chosen.setter(), booked.clone(), again.clone());
            let on_booked = Callback::from(move |slot: StaffSlot| {
                chosen.set(AttrValue::default());
                booked.set(Some(slot));
                again.emit(());
            });
            run(&act, call.body(&BookForClient { slot }), &on_lost, on_booked);
        }
    };
    let on_change = {
        let chosen = chosen.setter();
        Callback::from(move |id| chosen.set(id))
    };
    let options = core::iter::once((AttrValue::default(), t("desk.slot.choose")));
    let options = options.chain(free.iter().map(|slot| (slot.id.to_string().into(), option_words(slot))));
    let error = match &*act {
        _ if *is_missing => Some(t("desk.book.missing")),
        Act::Failed(error) => Some(refusal(error, &props.first_name)),
        _ => None,
    };
    html! {
        <div class="mt-card mt-stack">
            <div role="status">
                if let Some(slot) = &*booked {
                    <Notice kind={NoticeKind::Success}><p>{ done(slot, &props.first_name) }</p></Notice>
                }
            </div>
            if free.is_empty() {
                <p key="none">{ t("desk.book.none") }</p>
            } else {
                <More key="book" label={t("desk.book")}>
                    <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                        <p>{ t_with("desk.book.text", &[("name", &props.first_name)]) }</p>
                        <List
                            id="book-slot"
                            label={t("desk.book.slot")}
                            options={options.collect::<Vec<_>>()}
                            value={(*chosen).clone()}
                            {on_change}
                            {error}
                        />
                        <div class="mt-cluster">
                            <Button submit={true} waiting={act.is_under_way()}>{ t("desk.book.send") }</Button>
                        </div>
                    </form>
                </More>
            }
        </div>
    }
}

fn option_words(slot: &StaffSlot) -> AttrValue {
    let n_free = slot.capacity.saturating_sub(n_taken(slot));
    let (day, hours) = (day_words(slot.when.day), hours_words(slot));
    let values =
        [("title", slot.title.as_str()), ("day", &day), ("hours", &hours), ("venue", &slot.venue_name)];
    i18n::fill(&t_n("desk.book.option", n_free), &values).into()
}

fn done(slot: &StaffSlot, name: &str) -> AttrValue {
    let (day, hours) = (day_words(slot.when.day), hours_words(slot));
    t_with("desk.book.done", &[("name", name), ("title", &slot.title), ("day", &day), ("hours", &hours)])
}

/// The words of a refusal are written to the person: these say it to whoever books for them.
fn refusal(error: &ApiError, name: &str) -> AttrValue {
    match error.code() {
        Some(ErrorCode::BookingFull) => t("desk.book.full"),
        Some(ErrorCode::BookingClash) => t_with("desk.book.clash", &[("name", name)]),
        Some(ErrorCode::BookingBegun | ErrorCode::BookingCancelled) => t("desk.book.gone"),
        _ => t(&error.text_key()),
    }
}
