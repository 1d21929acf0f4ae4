//! The attendance list on paper: it stands in the page and only a printer shows it.

use super::people::{full_name, status_word};
use super::{day_words, hours_words};
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::mark;
use contract::workshops::staff::{AttendeeView, StaffSlot};
use domain::workshops::BookingStatus;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct RollProps {
    pub slot: StaffSlot,
    pub people: Vec<AttendeeView>,
}

#[component]
pub(super) fn Roll(props: &RollProps) -> Html {
    use_language();
    let slot = &props.slot;
    let n_people = u32::try_from(props.people.len()).unwrap_or(u32::MAX);
    let when = t_with("desk.roll.when", &[("day", &day_words(slot.when.day)), ("hours", &hours_words(slot))]);
    html! {
        <section class="mt-roll">
            <header class="mt-roll__head">
                { mark() }
                <div>
                    <p class="mt-roll__kind">{ t("desk.roll.title") }</p>
                    <h2 class="mt-roll__title">{ slot.title.clone() }</h2>
                    <p>{ when }</p>
                    <p>{ slot.venue_name.clone() }</p>
                </div>
            </header>
            <table class="mt-roll__table">
                <thead>
                    <tr>
                        <th scope="col">{ t("desk.roll.name") }</th>
                        <th scope="col">{ t("desk.roll.came") }</th>
                        <th scope="col">{ t("desk.roll.signature") }</th>
                    </tr>
                </thead>
                <tbody>{ for props.people.iter().map(line) }</tbody>
            </table>
            <footer class="mt-roll__foot">
                <p>{ t_n("desk.roll.lines", n_people) }{ " " }{ t_with("desk.roll.printed", &[("date", &i18n::date(device::now()))]) }</p>
                <p>{ t("desk.roll.foot") }</p>
            </footer>
        </section>
    }
}

fn line(person: &AttendeeView) -> Html {
    let is_noted = person.status != BookingStatus::Booked;
    html! {
        <tr key={person.person.to_string()}>
            <th scope="row"><bdi>{ full_name(person) }</bdi></th>
            <td>
                if is_noted {
                    { t(&["desk.attendance.", status_word(person.status)].concat()) }
                } else {
                    <span class="mt-roll__box"></span>
                }
            </td>
            <td></td>
        </tr>
    }
}
