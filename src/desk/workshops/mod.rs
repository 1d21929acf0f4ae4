//! Workshops at the desk: the slots, one of them with who comes, making and changing one, booking for a person (W1, W3, W9, W16).
//!
//! A référent sees the list and who comes of those they follow; a coordinator makes, publishes, changes and cancels.

mod booking;
mod cancel;
mod draft;
mod form;
mod list;
mod people;
mod roll;
mod slot;
pub mod state;
mod waiting;

pub(super) use booking::BookingSection;

use super::place::Place;
use super::purpose::Purpose;
use super::reading::{Reading, drawn, use_reading};
use super::words::{day_words, span_words};
use crate::api::Call;
use crate::i18n::{self, t, t_n};
use crate::ui::{Fact, Facts, Tag, TagKind};
use cancel::CancelPage;
use contract::staff::StaffRole;
use contract::workshops::staff::{LIST_STAFF_SLOTS, StaffSlot, StaffSlotList};
use domain::ids::SlotId;
use domain::workshops::SlotState;
use form::FormPage;
use list::ListPage;
use slot::SlotPage;
use state::{Stage, n_taken};
use yew::prelude::*;

/// The page of a place of the workshops.
pub(super) fn page(place: &Place, role: StaffRole, on_lost: Callback<()>) -> Html {
    let form = |purpose: Purpose<SlotId>| html! { <FormPage key={place.to_string()} {purpose} on_lost={on_lost.clone()} /> };
    // What only a coordinator may do is not there for others, as the server says too.
    let can_make = role == StaffRole::Coordinator;
    match place {
        Place::Slot(id) => html! { <SlotPage key={place.to_string()} id={id.clone()} {role} {on_lost} /> },
        Place::NewSlot if can_make => form(Purpose::New),
        Place::CopySlot(id) if can_make => form(Purpose::Copy(id.clone())),
        Place::ChangeSlot(id) if can_make => form(Purpose::Change(id.clone())),
        Place::CancelSlot(id) if can_make => {
            html! { <CancelPage key={place.to_string()} id={id.clone()} {on_lost} /> }
        }
        _ => {
            let is_past = *place == Place::PastWorkshops;
            html! { <ListPage key={place.to_string()} {is_past} {role} {on_lost} /> }
        }
    }
}

#[hook]
fn use_slots(language: AttrValue, on_lost: Callback<()>) -> Reading<StaffSlotList> {
    use_reading(language, on_lost, |language| Call::new(&LIST_STAFF_SLOTS).query("language", language))
}

/// One slot of the list, or that it is not there.
fn drawn_slot(
    reading: &Reading<StaffSlotList>,
    id: &SlotId,
    content: impl FnOnce(&StaffSlotList, &StaffSlot) -> Html,
) -> Html {
    drawn(reading, |list| match list.slots.iter().find(|slot| slot.id == *id) {
        Some(slot) => content(list, slot),
        None => html! { <p>{ t("desk.slot.gone") }</p> },
    })
}

fn hours_words(slot: &StaffSlot) -> AttrValue {
    span_words(slot.when.from, slot.when.to)
}

/// "3 prises sur 8", or that none is left.
pub(super) fn places_words(slot: &StaffSlot) -> AttrValue {
    if n_taken(slot) >= slot.capacity && slot.capacity > 0 {
        return t_n("desk.slots.full", slot.capacity);
    }
    let taken = t_n("desk.slots.taken", n_taken(slot));
    i18n::fill(&taken, &[("capacity", &i18n::number(slot.capacity))]).into()
}

fn stage_tag(stage: Stage) -> Html {
    let (kind, icon, key) = match stage {
        Stage::Draft => (TagKind::Warm, None, "desk.slots.draft"),
        Stage::Open => (TagKind::Success, Some("check"), "desk.slots.published"),
        Stage::Begun => (TagKind::Plain, None, "desk.slots.begun"),
        Stage::Cancelled => (TagKind::Plain, Some("x"), "desk.slots.cancelled"),
    };
    html! { <Tag {kind} {icon}>{ t(key) }</Tag> }
}

/// When, where, how many.
fn slot_facts(slot: &StaffSlot) -> Html {
    let childcare = if slot.childcare { "desk.slot.childcare.yes" } else { "desk.slot.childcare.no" };
    html! {
        <Facts>
            <Fact key="day" icon="calendar">{ day_words(slot.when.day) }</Fact>
            <Fact key="hours" icon="clock">{ hours_words(slot) }</Fact>
            <Fact key="venue" icon="map-pin">{ slot.venue_name.clone() }</Fact>
            if slot.state != SlotState::Cancelled {
                <Fact key="places" icon="users-round">{ places(slot) }</Fact>
            }
            <Fact key="childcare" icon="baby">{ t(childcare) }</Fact>
        </Facts>
    }
}

/// Places taken, and who comes next.
fn places(slot: &StaffSlot) -> Html {
    html! {
        <>
            <span class="mt-slot__line">{ places_words(slot) }</span>
            if slot.n_extra > 0 {
                <span class="mt-slot__line mt-soft">{ t_n("desk.slots.extra", slot.n_extra) }</span>
            }
            if slot.n_held > 0 {
                <span class="mt-slot__line mt-soft">{ t_n("desk.slots.held", slot.n_held) }</span>
            }
            if slot.n_waiting > 0 {
                <span class="mt-slot__line mt-soft">{ t_n("desk.slots.waiting", slot.n_waiting) }</span>
            }
        </>
    }
}

#[cfg(test)]
mod tests;
