//! Months one step at a time: who may have a day or a talk, and how groups fill. What many at once leave behind is in `crowd`.

mod change;
mod crowd;
mod documents;

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use crate::workshops::{at, new_booking, slot, slot_id};
use domain::ids::{BookingId, CompanyId, MonthId, ReferenceId};
use domain::programme::{CompanySheet, EmploymentKind, Invitation, MonthState};
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus, SlotState, Span, Zone};
use sqlx::{AnyConnection, Connection, Executor, Row};
use store::{Company, Month, MonthChanged, NewBooking, OfMonth, Seat, Slot, SlotChanged, Store};

on_both_engines! {
    a_month_is_made_published_and_cancelled,
    a_part_of_a_month_has_no_place_beyond_the_plan_and_goes_with_it,
    a_day_is_for_who_is_invited_and_one_a_month,
    a_no_stays_a_no,
    participants_choose_first,
    a_break_stands_between_two_talks,
    groups_are_filled_evenly,
}

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// When talks open to everyone.
const OPENS_AT: Timestamp = Timestamp(NOW.0 + 48 * HOUR_S * 1000);

const N_TALKS: usize = 12;

fn month_id() -> MonthId {
    MonthId::new("m").unwrap()
}

fn dating() -> Span {
    Span { from: NOW.plus_s(20 * DAY_S), to: NOW.plus_s(20 * DAY_S + 4 * HOUR_S) }
}

fn month() -> Month {
    Month {
        id: month_id(),
        theme: "Bâtiment".to_owned(),
        state: MonthState::Draft,
        message: None,
        venue: "ici".parse().unwrap(),
        zone: Zone::Paris,
        dating: dating(),
        opens_at: None,
        max_talks: 4,
        version: 1,
    }
}

fn part(of: Slot, company: Option<&str>, (break_min, n_groups): (u64, u64)) -> Slot {
    let label = company.unwrap_or("Bâtiment").to_owned();
    let company = company.map(|id| CompanyId::new(id).unwrap());
    Slot { of_month: Some(OfMonth { month: month_id(), company, label, break_min, n_groups }), ..of }
}

/// A preparation day of 12 places in 3 groups.
fn day(id: &str, n_days: i64) -> Slot {
    part(slot(id, n_days * DAY_S, 12), None, (0, 3))
}

/// The talks of a company from so many minutes after the beginning: 12 minutes each, one every 17.
fn talks(company: &'static str, after_min: i64) -> Vec<Slot> {
    let talk = |nth: usize| {
        let from = dating().from.plus_s((after_min + 17 * i64::try_from(nth).unwrap()) * MINUTE_S);
        let span = Span { from, to: from.plus_s(12 * MINUTE_S) };
        part(Slot { span, ..slot(&format!("{company}{nth}"), DAY_S, 1) }, Some(company), (5, 0))
    };
    (0..N_TALKS).map(talk).collect()
}

fn company(id: &str) -> Company {
    let sheet = CompanySheet {
        name: id.to_owned(),
        sector_naf: String::new(),
        jobs_rome: vec!["F1602".to_owned()],
        place: "Ici".to_owned(),
        access: "Bus 4".to_owned(),
        contract: EmploymentKind::Permanent,
        soft_skills: String::new(),
        licence_required: false,
        beginners_welcome: true,
        n_jobs: 1,
    };
    Company { id: CompanyId::new(id).unwrap(), month_id: month_id(), sheet, message: None }
}

/// A store with people and a draft of a month: days `d` and `e`, companies `x` and `y`.
async fn with_draft(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    for name in ["ana", "ben", "cleo", "dan", "eve"] {
        write!(store, |tx| tx.insert_person(&person(name, name, "Essai", Some("claire"))));
    }
    write!(store, |tx| tx.insert_month(&month(), vec![day("d", 8), day("e", 9)], &staff_id("claire"), NOW));
    for (name, after_min) in [("x", 0), ("y", 4)] {
        let done = write!(store, |tx| tx.insert_company(
            &company(name),
            |_| talks(name, after_min),
            &staff_id("claire"),
            NOW
        ));
        assert_eq!(done, MonthChanged::Done);
    }
    store
}

/// The same, published: `ana` and `ben` are invited.
async fn with_month(place: &Place) -> Store {
    let store = with_draft(place).await;
    assert_eq!(write!(store, |tx| tx.publish_month(&month_id(), OPENS_AT, NOW)), MonthChanged::Done);
    for who in ["ana", "ben"] {
        propose(&store, who).await;
    }
    store
}

async fn propose(store: &Store, who: &'static str) -> Invitation {
    let proposal = ReferenceId::new(format!("proposal-{who}")).unwrap();
    write!(store, |tx| tx.propose_month((&month_id(), &person_id(who)), &proposal, &staff_id("claire"), NOW))
}

/// A booking whose name says of whom and what, so that none is made twice by mistake.
async fn book(store: &Store, slot: &str, who: &str, now: Timestamp) -> Seat {
    let booking =
        NewBooking { id: BookingId::new(format!("b-{slot}-{who}-{}", now.0)).unwrap(), booked_by: None };
    let (slot, who) = (slot_id(slot), person_id(who));
    write!(store, |tx| tx.take_seat(&slot, &who, booking, at(now)))
}

async fn cancel(store: &Store, slot: &str, who: &str) -> Seat {
    let (slot, who) = (slot_id(slot), person_id(who));
    write!(store, |tx| tx.cancel_booking(&slot, &who, None, at(NOW)))
}

async fn told(place: &Place) -> Vec<String> {
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    let rows =
        connection.fetch_all("SELECT kind, person_id FROM outbox ORDER BY person_id, kind").await.unwrap();
    rows.iter().map(|row| format!("{} {}", row.get::<String, _>(0), row.get::<String, _>(1))).collect()
}

async fn a_month_is_made_published_and_cancelled(place: Place) {
    let store = with_draft(&place).await;
    assert_eq!(book(&store, "d", "ana", NOW).await, Seat::NoSlot, "nobody sees a draft");
    let alone = write!(store, |tx| tx.publish_slot(&slot_id("d"), NOW));
    assert_eq!(alone, SlotChanged::Fixed, "a day is published with its month");
    assert_eq!(read!(store, |tx| tx.list_slots(NOW, 100)), [], "the list of workshops is without them");
    let publish = async |now| write!(store, |tx| tx.publish_month(&month_id(), OPENS_AT, now));
    assert_eq!(publish(NOW.plus_s(8 * DAY_S)).await, MonthChanged::Begun);
    assert_eq!(publish(NOW).await, MonthChanged::Done);
    assert_eq!(publish(NOW.plus_s(1)).await, MonthChanged::Done, "twice is once");
    let kept = read!(store, |tx| tx.find_month(&month_id())).unwrap();
    assert_eq!((kept.state, kept.opens_at, kept.version), (MonthState::Published, Some(OPENS_AT), 2));
    propose(&store, "ana").await;
    for slot in ["d", "x0", "x1"] {
        assert_eq!(book(&store, slot, "ana", NOW).await, Seat::Done);
    }
    assert_eq!(book(&store, "x2", "ben", OPENS_AT).await, Seat::Done);
    assert_eq!(read!(store, |tx| tx.count_told(&month_id(), NOW)), 2);
    let cancel = async |now| write!(store, |tx| tx.cancel_month(&month_id(), "Salle fermée.", now));
    assert_eq!(cancel(dating().from).await, MonthChanged::Begun);
    // The first day has been: who was there stays there.
    let after_first_day = NOW.plus_s(8 * DAY_S + HOUR_S);
    assert_eq!(cancel(after_first_day).await, MonthChanged::Done);
    assert_eq!(cancel(after_first_day).await, MonthChanged::Done, "twice is once");
    let cancelled = ["month-proposed ana", "slot-cancelled ana", "slot-cancelled ben"];
    assert_eq!(told(&place).await, cancelled, "each once");
    let slots = read!(store, |tx| tx.list_month_slots(&month_id()));
    let is_so = |id: &str, state, n_booked| {
        slots.iter().any(|slot| slot.id.as_str() == id && slot.state == state && slot.n_booked == n_booked)
    };
    assert!(is_so("d", SlotState::Published, 1) && is_so("x0", SlotState::Cancelled, 0));
    let bookings = read!(store, |tx| tx.list_bookings(&person_id("ana"), NOW));
    let n_cancelled = bookings.iter().filter(|one| one.status == BookingStatus::CancelledByService).count();
    assert_eq!((bookings.len(), n_cancelled), (3, 2));
    assert_eq!(book(&store, "x5", "eve", OPENS_AT).await, Seat::Refused(BookingRefusal::Cancelled));
    assert_eq!(publish(NOW).await, MonthChanged::Fixed);
}

async fn a_part_of_a_month_has_no_place_beyond_the_plan_and_goes_with_it(place: Place) {
    let store = with_draft(&place).await;
    assert_eq!(write!(store, |tx| tx.remove_draft(&slot_id("d"))), SlotChanged::Fixed);
    assert_eq!(write!(store, |tx| tx.publish_month(&month_id(), OPENS_AT, NOW)), MonthChanged::Done);
    let (slot, ana) = (slot_id("x0"), person_id("ana"));
    let given = write!(store, |tx| tx.add_extra_seat(&slot, &ana, new_booking(), "Fauteuil", at(NOW)));
    assert_eq!(given, Seat::NoSlot);
}

async fn a_day_is_for_who_is_invited_and_one_a_month(place: Place) {
    let store = with_month(&place).await;
    assert_eq!(book(&store, "d", "cleo", NOW).await, Seat::Refused(BookingRefusal::NotInvited));
    let wait = async |who: &str, id: &str| {
        let (who, id) = (person_id(who), BookingId::new(id).unwrap());
        write!(store, |tx| tx.join_waitlist(&slot_id("d"), &who, &id, at(NOW)))
    };
    assert_eq!(wait("cleo", "w1").await, Seat::Refused(BookingRefusal::NotInvited));
    let asked = write!(store, |tx| tx.ask_for_month(&month_id(), &person_id("cleo"), NOW));
    assert_eq!(asked, Invitation::Asked);
    assert_eq!(book(&store, "d", "cleo", NOW).await, Seat::Refused(BookingRefusal::NotInvited));
    assert_eq!(propose(&store, "cleo").await, Invitation::Proposed);
    assert_eq!(book(&store, "d", "cleo", NOW).await, Seat::Done);
    assert_eq!(book(&store, "d", "cleo", NOW).await, Seat::Done, "twice is once");
    assert_eq!(book(&store, "e", "cleo", NOW).await, Seat::Refused(BookingRefusal::OtherDay));
    assert_eq!(cancel(&store, "d", "cleo").await, Seat::Done);
    assert_eq!(book(&store, "e", "cleo", NOW).await, Seat::Done);
}

async fn a_no_stays_a_no(place: Place) {
    let store = with_month(&place).await;
    let known = async |who: &'static str| {
        let known = read!(store, |tx| tx.find_invitation(&month_id(), &person_id(who)));
        known.map(|known| (known.status, known.proposed_by))
    };
    let by = || Some("Claire Martin".to_owned());
    assert_eq!(known("cleo").await, None);
    assert_eq!(known("ana").await, Some((Invitation::Proposed, by())));
    write!(store, |tx| tx.decline_month(&month_id(), &person_id("ana"), NOW));
    assert_eq!(propose(&store, "ana").await, Invitation::Declined);
    assert_eq!(book(&store, "d", "ana", NOW).await, Seat::Refused(BookingRefusal::NotInvited));
    // Only she takes it back, and nobody has to agree again.
    let again = write!(store, |tx| tx.ask_for_month(&month_id(), &person_id("ana"), NOW));
    assert_eq!((again, known("ana").await), (Invitation::Proposed, Some((Invitation::Proposed, by()))));
    write!(store, |tx| tx.ask_for_month(&month_id(), &person_id("dan"), NOW));
    write!(store, |tx| tx.decline_month(&month_id(), &person_id("dan"), NOW));
    let asked = write!(store, |tx| tx.ask_for_month(&month_id(), &person_id("dan"), NOW));
    assert_eq!((asked, known("dan").await), (Invitation::Asked, Some((Invitation::Asked, None))));
    let names: Vec<String> =
        read!(store, |tx| tx.list_invited(&month_id())).into_iter().map(|one| one.first_name).collect();
    assert_eq!(names, ["ana", "ben", "dan"]);
}

async fn participants_choose_first(place: Place) {
    let store = with_month(&place).await;
    let early = Timestamp(OPENS_AT.0 - 1);
    assert_eq!(book(&store, "x0", "ana", early).await, Seat::Refused(BookingRefusal::NotYet), "invited only");
    let waiting = BookingId::new("w").unwrap();
    let wait = write!(store, |tx| tx.join_waitlist(&slot_id("x0"), &person_id("eve"), &waiting, at(early)));
    assert_eq!(wait, Seat::Refused(BookingRefusal::NotYet));
    assert_eq!(book(&store, "d", "ana", early).await, Seat::Done);
    assert_eq!(book(&store, "x0", "ana", early).await, Seat::Done);
    assert_eq!(book(&store, "x1", "eve", early).await, Seat::Refused(BookingRefusal::NotYet));
    assert_eq!(book(&store, "x1", "eve", OPENS_AT).await, Seat::Done);
    assert_eq!(book(&store, "x0", "eve", OPENS_AT).await, Seat::Refused(BookingRefusal::Full));
}

async fn a_break_stands_between_two_talks(place: Place) {
    let store = with_month(&place).await;
    // x0 is 0 to 12, and busy until 17; y0 is 4 to 16, y1 21 to 33; x1 is 17 to 29.
    assert_eq!(book(&store, "x0", "eve", OPENS_AT).await, Seat::Done);
    assert_eq!(book(&store, "y0", "eve", OPENS_AT).await, Seat::Refused(BookingRefusal::Clash));
    assert_eq!(book(&store, "x1", "eve", OPENS_AT).await, Seat::Done, "the break is over when it begins");
    assert_eq!(book(&store, "y1", "eve", OPENS_AT).await, Seat::Refused(BookingRefusal::Clash));
    // Before one that is booked there is a break too: y3 is 55 to 67, busy until 72; x4 begins at 68.
    assert_eq!(book(&store, "x4", "eve", OPENS_AT).await, Seat::Done);
    assert_eq!(book(&store, "y3", "eve", OPENS_AT).await, Seat::Refused(BookingRefusal::Clash));
}

async fn groups_are_filled_evenly(place: Place) {
    let store = with_month(&place).await;
    for who in ["cleo", "dan", "eve"] {
        propose(&store, who).await;
    }
    let group = async |who: &'static str| {
        let list = read!(store, |tx| tx.list_attendees(&slot_id("d")));
        list.into_iter().find(|one| one.person_id == person_id(who)).and_then(|one| one.group)
    };
    for (who, expected) in [("ana", 1), ("ben", 2), ("cleo", 3), ("dan", 1)] {
        book(&store, "d", who, NOW).await;
        assert_eq!(group(who).await, Some(expected), "{who}");
    }
    cancel(&store, "d", "ben").await;
    book(&store, "d", "eve", NOW).await;
    assert_eq!((group("eve").await, group("ana").await), (Some(2), Some(1)), "nobody moves");
    let own = read!(store, |tx| tx.list_bookings(&person_id("eve"), NOW));
    assert_eq!(own[0].group, Some(2));
}
