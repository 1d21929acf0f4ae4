//! A month of workshops: free, nearly full, full with people who wait, cancelled, and one that is a draft.

use super::maker::Maker;
use crate::venue;
use contract::pathway::AppointmentAt;
use domain::ids::{BookingId, PersonId, SlotId, StaffId, VenueId, WorkshopId};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{OfferTerms, SlotState, Span};
use store::{Moment, NewBooking, Person, Slot, SlotChange, Tx};

const DAY_S: i64 = 86_400;

/// What happens with a slot: how many of the crowd have a place and how many wait, then who of the demonstration.
struct Row {
    workshop: &'static str,
    venue: &'static str,
    n_days: i64,
    at: (u8, u8),
    capacity: u64,
    childcare: bool,
    n_booked: usize,
    n_waiting: usize,
    end: End,
}

/// What becomes of a slot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    /// Sylvie has a place.
    WithSylvie,
    /// Karim waits behind the others.
    WithKarim,
    Cancelled,
    Draft,
}

macro_rules! rows {
    ($($workshop:literal at $venue:literal, $n_days:literal days, $at:expr, $capacity:literal places, $childcare:literal,
       $n_booked:literal + $n_waiting:literal, $end:ident;)+) => {
        &[$(Row {
            workshop: $workshop, venue: $venue, n_days: $n_days, at: $at, capacity: $capacity, childcare: $childcare,
            n_booked: $n_booked, n_waiting: $n_waiting, end: End::$end,
        }),+]
    };
}

/// A workshop or venue that the content does not have is left out.
const ROWS: &[Row] = rows! {
    "numerique" at "mediatheque", 2 days, (9, 30), 8 places, false, 3 + 0, Open;
    "cv" at "centre-ville", 3 days, (9, 15), 5 places, true, 4 + 0, Open;
    "metiers" at "centre-ville", 4 days, (10, 0), 5 places, false, 2 + 0, Open;
    "info-collective" at "centre-ville", 5 days, (14, 0), 30 places, false, 6 + 0, Open;
    "photo" at "maison-des-familles", 6 days, (13, 30), 5 places, true, 3 + 0, WithSylvie;
    "simulation-entretien" at "centre-ville", 7 days, (10, 55), 5 places, false, 5 + 2, WithKarim;
    "coaching" at "maison-des-familles", 8 days, (9, 15), 5 places, true, 3 + 0, Cancelled;
    "cv" at "mediatheque", 10 days, (14, 15), 5 places, false, 1 + 0, Open;
    "contrats-aides" at "centre-ville", 11 days, (11, 40), 5 places, false, 0 + 0, Open;
    "entretien-individuel" at "centre-ville", 12 days, (9, 0), 1 places, false, 1 + 0, Open;
    "simulation-entretien" at "maison-des-familles", 14 days, (9, 15), 5 places, true, 0 + 0, Open;
    "numerique" at "mediatheque", 16 days, (17, 30), 8 places, false, 2 + 0, Open;
    "coaching" at "centre-ville", 18 days, (10, 0), 5 places, true, 1 + 0, Open;
    "info-collective" at "centre-ville", 23 days, (18, 0), 30 places, false, 0 + 0, Open;
    "cv" at "centre-ville", 25 days, (9, 15), 5 places, false, 0 + 0, Draft;
};

/// Who has the other places: as many as the fullest slot needs.
const CROWD: [&str; 7] = ["Alix", "Camille", "Eden", "Lou", "Maé", "Noa", "Sacha"];

/// As the coordinator of the demonstration wrote it.
const MESSAGE: &str = "L’animatrice est malade. Une autre date viendra la semaine prochaine.";

/// Everything to write.
pub struct Month {
    slots: Vec<(Slot, &'static Row)>,
    /// People who have places and no part in the demonstration otherwise.
    crowd: Vec<Person>,
    ids: Vec<BookingId>,
    made_by: StaffId,
    now: Timestamp,
}

/// Who of the demonstration has a place or waits.
pub struct Cast {
    pub sylvie: PersonId,
    pub karim: PersonId,
}

impl Month {
    pub fn make(made_by: &StaffId, maker: &mut Maker<'_>) -> Self {
        let crowd = CROWD.iter().map(|first_name| {
            let person = maker.person_called((*first_name).to_owned(), "Imaginaire".to_owned(), made_by);
            Person { referent_id: None, ..person }
        });
        let crowd = crowd.collect();
        let n_bookings: usize = ROWS.iter().map(|row| row.n_booked + row.n_waiting + 1).sum();
        let ids = (0..n_bookings).map(|_| BookingId::new(maker.id("b")).expect("BUG: a made-up id is one"));
        let ids = ids.collect();
        let slots = ROWS.iter().filter_map(|row| Some((make_slot(row, maker)?, row))).collect();
        Self { slots, crowd, ids, made_by: made_by.clone(), now: maker.now }
    }

    /// Who has places.
    pub fn crowd(&self) -> Vec<PersonId> {
        self.crowd.iter().map(|person| person.id.clone()).collect()
    }

    /// # Errors
    /// When the store fails.
    pub async fn play(self, tx: &mut Tx, cast: &Cast) -> Result<(), store::Error> {
        let before = self.now.plus_s(-3 * DAY_S);
        let moment = Moment { now: before, terms: OfferTerms::default() };
        for person in &self.crowd {
            tx.insert_person(person).await?;
        }
        let mut ids = self.ids.into_iter();
        let mut id = || ids.next().expect("BUG: an id was made for each booking");
        for (slot, row) in &self.slots {
            tx.insert_slot(slot, &self.made_by, before.plus_s(-7 * DAY_S)).await?;
            let mut bookers: Vec<&PersonId> =
                self.crowd.iter().take(row.n_booked).map(|one| &one.id).collect();
            bookers.extend((row.end == End::WithSylvie).then_some(&cast.sylvie));
            for person in bookers {
                let booking = NewBooking { id: id(), booked_by: None };
                tx.take_seat(&slot.id, person, booking, moment).await?;
            }
            let others = self.crowd.iter().skip(row.n_booked).take(row.n_waiting);
            let mut waiting: Vec<&PersonId> = others.map(|one| &one.id).collect();
            waiting.extend((row.end == End::WithKarim).then_some(&cast.karim));
            for person in waiting {
                tx.join_waitlist(&slot.id, person, &id(), moment).await?;
            }
            if row.end == End::Cancelled {
                tx.cancel_slot(&slot.id, MESSAGE, self.now.plus_s(-DAY_S)).await?;
            }
        }
        Ok(())
    }
}

/// So many days from now, or the Monday after that weekend.
pub fn workday(now: Timestamp, n_days: i64) -> Date {
    let planned = venue::today(now.plus_s(n_days * DAY_S));
    let days_to_wait = match (planned.days_since_1970() + 3).rem_euclid(7) {
        5 => 2,
        6 => 1,
        _ => 0,
    };
    venue::today(now.plus_s((n_days + days_to_wait) * DAY_S))
}

fn make_slot(row: &Row, maker: &mut Maker<'_>) -> Option<Slot> {
    let id = SlotId::new(maker.id("w")).expect("BUG: a made-up id is an identifier");
    let workshops = maker.library.workshops("");
    let (workshop, venue) = (WorkshopId::new(row.workshop).ok()?, VenueId::new(row.venue).ok()?);
    let (kind, zone) = (workshops.kind(&workshop)?, workshops.venue(&venue)?.zone);
    let day = workday(maker.now, row.n_days);
    let time = TimeOfDay::new(row.at.0, row.at.1).ok()?;
    let from = venue::instant_in(AppointmentAt { day, time }, zone)?;
    let span = Span { from, to: from.plus_s(i64::from(kind.duration_min) * 60) };
    let (capacity, childcare) = (row.capacity, row.childcare);
    let state = if row.end == End::Draft { SlotState::Draft } else { SlotState::Published };
    let change = SlotChange { workshop, venue, zone, span, capacity, childcare };
    Some(Slot { state, ..Slot::draft(id, change) })
}
