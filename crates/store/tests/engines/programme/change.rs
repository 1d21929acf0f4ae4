//! What staff do with a month: a draft changes whole, what is published keeps its dates, and whoever is concerned is told.

use super::{
    DAY_S, OPENS_AT, book, company, dating, day, month, month_id, part, propose, talks, told, with_draft,
    with_month,
};
use crate::places::{NOW, Place, on_both_engines, person_id, read, staff_id, write};
use crate::workshops::{at, slot, slot_id};
use domain::ids::{BookingId, CompanyId, ReferenceId};
use domain::messages::{MessageKind, is_over};
use domain::time::Timestamp;
use domain::workshops::{BookingRefusal, BookingStatus, SlotState, Span, Zone};
use store::{Company, Matter, Message, MonthChange, MonthChanged, OfMonth, Seat, Slot, Store};

on_both_engines! {
    a_draft_changes_whole_and_what_is_published_stays_where_it_is,
    a_published_month_gets_another_theme_and_other_places,
    a_company_that_does_not_come_tells_those_who_had_a_talk,
    a_proposal_is_told_once_and_while_it_waits_for_an_answer,
}

async fn a_draft_changes_whole_and_what_is_published_stays_where_it_is(place: Place) {
    let store = with_draft(&place).await;
    let later = Span { from: dating().from.plus_s(DAY_S), to: dating().to.plus_s(DAY_S) };
    let change = MonthChange {
        theme: "Propreté".to_owned(),
        venue: "ailleurs".parse().unwrap(),
        zone: Zone::Paris,
        dating: later,
        max_talks: 3,
    };
    let by = staff_id("claire");
    let set = async |version: u64, venue: &str| {
        let (change, by) = (MonthChange { venue: venue.parse().unwrap(), ..change.clone() }, by.clone());
        write!(store, |tx| tx.change_month(
            (&month_id(), version),
            &change,
            |companies| {
                assert_eq!(companies.len(), 2);
                vec![day("f", 7)]
            },
            &by,
            at(NOW)
        ))
    };
    assert_eq!(set(7, "ailleurs").await, MonthChanged::Stale);
    assert_eq!(set(1, "ailleurs").await, MonthChanged::Done);
    let kept = read!(store, |tx| tx.find_month(&month_id())).unwrap();
    assert_eq!((kept.theme.as_str(), kept.dating, kept.max_talks, kept.version), ("Propreté", later, 3, 2));
    let slots = read!(store, |tx| tx.list_month_slots(&month_id()));
    assert_eq!(slots.iter().map(|slot| slot.id.as_str()).collect::<Vec<_>>(), ["f"]);
    let remove = async |id: &str| {
        let id = CompanyId::new(id).unwrap();
        write!(store, |tx| tx.remove_company(&month_id(), &id))
    };
    assert_eq!(remove("x").await, MonthChanged::Done);
    assert_eq!(remove("x").await, MonthChanged::Done, "it is as staff want it");
    write!(store, |tx| tx.publish_month(&month_id(), OPENS_AT, NOW));
    assert_eq!(set(3, "ici").await, MonthChanged::Fixed);
    assert_eq!(remove("y").await, MonthChanged::Fixed);
    // A company that comes late is there at once.
    let late =
        write!(store, |tx| tx.insert_company(&company("z"), |_| talks("z", 0), &staff_id("claire"), NOW));
    assert_eq!(late, MonthChanged::Done);
    assert_eq!(book(&store, "z0", "ana", OPENS_AT).await, Seat::Done);
}

/// Changes the published month so that its days `d` and `e` have so many places in so many groups.
async fn resize(store: &Store, version: u64, plan: [(u64, u64); 2], now: Timestamp) -> MonthChanged {
    let change = MonthChange {
        theme: "Propreté".to_owned(),
        venue: month().venue,
        zone: Zone::Paris,
        dating: dating(),
        max_talks: 9,
    };
    let planned = |(id, n_days): (&str, i64), (capacity, n_groups): (u64, u64)| {
        let slot = part(Slot { capacity, ..slot(id, n_days * DAY_S, 1) }, None, (0, n_groups));
        let of_month = slot.of_month.map(|of| OfMonth { label: "Propreté".to_owned(), ..of });
        Slot { of_month, ..slot }
    };
    let by = staff_id("claire");
    // In any order, under names of their own.
    let slots = move |_: &[Company]| vec![planned(("new-e", 9), plan[1]), planned(("new-d", 8), plan[0])];
    write!(store, |tx| tx.change_month((&month_id(), version), &change, slots, &by, at(now)))
}

async fn a_published_month_gets_another_theme_and_other_places(place: Place) {
    let store = with_month(&place).await;
    for who in ["cleo", "dan"] {
        propose(&store, who).await;
    }
    assert_eq!(book(&store, "d", "ana", NOW).await, Seat::Done);
    assert_eq!(book(&store, "d", "ben", NOW).await, Seat::Done);
    assert_eq!(resize(&store, 1, [(2, 1), (12, 3)], NOW).await, MonthChanged::Stale);
    assert_eq!(resize(&store, 2, [(1, 1), (30, 6)], NOW).await, MonthChanged::BelowTaken);
    let day = async |id: &str| {
        let slots = read!(store, |tx| tx.list_month_slots(&month_id()));
        slots.into_iter().find(|slot| slot.id.as_str() == id).unwrap()
    };
    assert_eq!(day("e").await.capacity, 12, "one day that cannot be leaves the other as it was");
    assert_eq!(resize(&store, 2, [(2, 1), (30, 6)], NOW).await, MonthChanged::Done);
    let kept = read!(store, |tx| tx.find_month(&month_id())).unwrap();
    assert_eq!((kept.theme.as_str(), kept.version, kept.max_talks), ("Propreté", 3, 4), "turns do not move");
    let (d, e) = (day("d").await, day("e").await);
    assert_eq!((d.capacity, d.n_booked, d.label()), (2, 2, "Propreté"));
    assert_eq!(
        (d.of_month.unwrap().n_groups, e.of_month.unwrap().n_groups),
        (3, 6),
        "a group that is there stays"
    );
    // Who waits gets the place that comes.
    let (slot, cleo, id) = (slot_id("d"), person_id("cleo"), BookingId::new("b-waiting").unwrap());
    assert_eq!(write!(store, |tx| tx.join_waitlist(&slot, &cleo, &id, at(NOW))), Seat::Done);
    assert_eq!(resize(&store, 3, [(3, 1), (30, 6)], NOW).await, MonthChanged::Done);
    let d = day("d").await;
    assert_eq!((d.n_booked, d.n_held, d.n_waiting), (2, 1, 0));
    assert_eq!(
        resize(&store, 4, [(2, 1), (30, 6)], NOW).await,
        MonthChanged::BelowTaken,
        "an offer holds its place"
    );
    let begun = NOW.plus_s(8 * DAY_S);
    assert_eq!(resize(&store, 4, [(9, 3), (30, 6)], begun).await, MonthChanged::Begun);
}

async fn a_company_that_does_not_come_tells_those_who_had_a_talk(place: Place) {
    let store = with_month(&place).await;
    for (slot, who) in [("x0", "ana"), ("x2", "ben"), ("y3", "ben")] {
        assert_eq!(book(&store, slot, who, OPENS_AT).await, Seat::Done);
    }
    let withdraw = async |id: &str, message: &'static str, now| {
        let id = CompanyId::new(id).unwrap();
        write!(store, |tx| tx.withdraw_company(&month_id(), &id, message, now))
    };
    assert_eq!(withdraw("z", "Non.", NOW).await, MonthChanged::NoMonth);
    assert_eq!(withdraw("x", "Non.", dating().from).await, MonthChanged::Begun);
    assert_eq!(withdraw("x", "Elle recrute plus tard.", NOW).await, MonthChanged::Done);
    assert_eq!(withdraw("x", "Autre.", NOW).await, MonthChanged::Done, "twice is once");
    let companies = read!(store, |tx| tx.list_companies(&month_id()));
    let said: Vec<_> = companies.iter().map(|one| (one.id.as_str(), one.message.as_deref())).collect();
    assert_eq!(said, [("x", Some("Elle recrute plus tard.")), ("y", None)]);
    let told = told(&place).await;
    let told: Vec<_> = told.iter().filter(|line| line.starts_with("slot-cancelled")).collect();
    assert_eq!(told, ["slot-cancelled ana", "slot-cancelled ben"]);
    let slots = read!(store, |tx| tx.list_month_slots(&month_id()));
    for slot in slots {
        let is_of_x = slot.id.as_str().starts_with('x');
        assert_eq!(slot.state == SlotState::Cancelled, is_of_x, "{}", slot.id);
    }
    assert_eq!(book(&store, "x5", "eve", OPENS_AT).await, Seat::Refused(BookingRefusal::Cancelled));
    assert_eq!(book(&store, "y5", "eve", OPENS_AT).await, Seat::Done, "the others come");
    let ben = read!(store, |tx| tx.list_bookings(&person_id("ben"), NOW));
    assert_eq!(ben.iter().filter(|one| one.status == BookingStatus::Booked).count(), 1);
}

async fn a_proposal_is_told_once_and_while_it_waits_for_an_answer(place: Place) {
    let store = with_month(&place).await;
    propose(&store, "ana").await;
    assert_eq!(told(&place).await, ["month-proposed ana", "month-proposed ben"]);
    let message = |who: &str| Message {
        kind: MessageKind::MonthProposed,
        reference: ReferenceId::new(format!("proposal-{who}")).unwrap(),
    };
    let claim = async |who: &str, n: i64| {
        let (message, now) = (message(who), NOW.plus_s(n * 100));
        let claimed = write!(store, |tx| tx.claim_message(&message, now, now.plus_s(60)));
        claimed.unwrap().about.unwrap()
    };
    let about = claim("ana", 1).await;
    assert_eq!((about.matter, about.span), (Matter::Month("Bâtiment".to_owned()), dating()));
    assert!(!is_over(MessageKind::MonthProposed, about.occasion, NOW));
    // Whoever has answered needs no message any more.
    assert_eq!(book(&store, "d", "ana", NOW).await, Seat::Done);
    write!(store, |tx| tx.decline_month(&month_id(), &person_id("ben"), NOW));
    for (who, n) in [("ana", 2), ("ben", 2)] {
        assert!(is_over(MessageKind::MonthProposed, claim(who, n).await.occasion, NOW), "{who}");
    }
    propose(&store, "dan").await;
    write!(store, |tx| tx.cancel_month(&month_id(), "Salle fermée.", NOW));
    assert!(is_over(MessageKind::MonthProposed, claim("dan", 1).await.occasion, NOW));
    propose(&store, "ben").await;
    assert_eq!(told(&place).await.iter().filter(|line| line.starts_with("month-proposed")).count(), 3);
}
