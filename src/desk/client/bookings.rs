//! The workshops to come at which the person has a place, is offered one, or waits for one.

use crate::desk::place::Place;
use crate::i18n::{self, t, t_with};
use crate::ui::{Card, Heading, Row, Rows};
use contract::client::{ClientBooking, ClientSummary};
use domain::workshops::BookingStatus;
use yew::prelude::*;

pub(super) fn bookings(summary: &ClientSummary) -> Html {
    html! {
        <section key="bookings" class="mt-stack">
            <Heading>{ t("desk.client.bookings") }</Heading>
            if summary.bookings.is_empty() {
                <Card key="none"><p>{ t("desk.client.bookings.none") }</p></Card>
            } else {
                <Rows key="rows">{ for summary.bookings.iter().map(row) }</Rows>
            }
        </section>
    }
}

fn row(booking: &ClientBooking) -> Html {
    let (from, to) = (booking.when.from.to_string(), booking.when.to.to_string());
    let hours = t_with("desk.slots.hours", &[("from", &from), ("to", &to)]);
    let day = i18n::weekday_of_day(booking.when.day);
    let more = [&standing(booking), " · ", &day, ", ", &hours, " · ", &booking.venue_name].concat();
    html! {
        <Row
            key={booking.slot.to_string()}
            icon="calendar"
            name={booking.title.clone()}
            {more}
            href={Place::Slot(booking.slot.clone()).href()}
        />
    }
}

fn standing(booking: &ClientBooking) -> AttrValue {
    match booking.status {
        BookingStatus::Waiting => {
            let rank = i18n::number(booking.rank.unwrap_or(1));
            t_with("desk.client.waiting", &[("rank", &rank)])
        }
        BookingStatus::Offered => t("desk.client.offered"),
        _ => t("desk.client.booked"),
    }
}
