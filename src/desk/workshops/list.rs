//! The slots as a table: those to come, or those of the last weeks.

use super::state::{listed, stage};
use super::{day_words, drawn, hours_words, places_words, stage_tag, use_slots};
use crate::desk::place::Place;
use crate::device;
use crate::i18n::{t, t_n, use_language};
use crate::ui::{ButtonKind, Card, Gap, Link, LinkButton, Stack, Title};
use contract::staff::StaffRole;
use contract::workshops::staff::{StaffSlot, StaffSlotList};
use domain::time::Timestamp;
use domain::workshops::SlotState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ListPageProps {
    pub is_past: bool,
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn ListPage(props: &ListPageProps) -> Html {
    let language = use_language();
    let reading = use_slots(language.code, props.on_lost.clone());
    let can_make = props.role == StaffRole::Coordinator && !props.is_past;
    let title = if props.is_past { "desk.slots.past.title" } else { "desk.slots.title" };
    html! {
        <Stack gap={Gap::Wide}>
            if props.is_past {
                <p><Link href={Place::Workshops.href()}>{ t("desk.slots.back") }</Link></p>
            }
            <div class="mt-slots-head">
                <Title>{ t(title) }</Title>
                if can_make {
                    <LinkButton kind={ButtonKind::Primary} href={Place::NewSlot.href()}>{ t("desk.slots.new") }</LinkButton>
                }
            </div>
            <div>{ drawn(&reading, |list| content(list, props)) }</div>
            if !props.is_past {
                <p><Link href={Place::PastWorkshops.href()}>{ t("desk.slots.past") }</Link></p>
            }
        </Stack>
    }
}

fn content(list: &StaffSlotList, props: &ListPageProps) -> Html {
    let now = device::now();
    let slots = listed(&list.slots, props.is_past, now);
    if slots.is_empty() {
        let (title, text) = match (props.is_past, props.role) {
            (true, _) => ("desk.slots.past.none", "desk.slots.past.none.text"),
            (false, StaffRole::Coordinator) => ("desk.slots.none", "desk.slots.none.make"),
            (false, StaffRole::Referent) => ("desk.slots.none", "desk.slots.none.wait"),
        };
        return html! { <Card title={t(title)}><p>{ t(text) }</p></Card> };
    }
    table(&slots, if props.is_past { "desk.slots.past.title" } else { "desk.slots.title" }, now)
}

/// A narrow window shows each row as a card, and a table that is not drawn as one has to say its roles.
fn table(slots: &[&StaffSlot], caption: &'static str, now: Timestamp) -> Html {
    let head = ["day", "when", "workshop", "venue", "places", "wait", "state"];
    let column = |name: &&str| {
        let words = t(&["desk.slots.column.", name].concat());
        html! { <th key={name.to_string()} scope="col" role="columnheader">{ words }</th> }
    };
    // i18n: desk.slots.column.*
    html! {
        <div class="mt-slots-frame">
            <table class="mt-slots" role="table">
                <caption class="mt-visually-hidden">{ t(caption) }</caption>
                <thead role="rowgroup"><tr role="row">{ for head.iter().map(column) }</tr></thead>
                <tbody role="rowgroup">{ for slots.iter().map(|slot| row(slot, now)) }</tbody>
            </table>
        </div>
    }
}

fn row(slot: &StaffSlot, now: Timestamp) -> Html {
    let day = day_words(slot.when.day);
    let describes = [", ", &day].concat();
    let waiting =
        if slot.n_waiting > 0 { t_n("desk.slots.waiting", slot.n_waiting) } else { AttrValue::default() };
    // The places of a cancelled slot have been given back: they say nothing.
    let is_cancelled = slot.state == SlotState::Cancelled;
    let places = if is_cancelled { AttrValue::default() } else { places_words(slot) };
    html! {
        <tr class="mt-slots__row" role="row" key={slot.id.to_string()}>
            <td class="mt-slots__fixed" role="cell">{ day }</td>
            <td class="mt-slots__fixed mt-slots__hours" role="cell">{ hours_words(slot) }</td>
            <th class="mt-slots__name" scope="row" role="rowheader">
                <Link href={Place::Slot(slot.id.clone()).href()} {describes}>{ slot.title.clone() }</Link>
            </th>
            <td role="cell">{ slot.venue_name.clone() }</td>
            <td class="mt-slots__fixed" role="cell">{ places }</td>
            <td class="mt-slots__fixed" role="cell">{ waiting }</td>
            <td role="cell">{ stage_tag(stage(slot, now)) }</td>
        </tr>
    }
}
