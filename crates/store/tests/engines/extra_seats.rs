//! Places beyond the plan, and drafts that go.

use crate::places::{NOW, Place, on_both_engines, person_id, read, staff_id, write};
use crate::workshops::{at, book, cancel, join, latest, new_booking, slot, slot_id, status, told, with};
use domain::workshops::{BookingRefusal, BookingStatus, SlotState};
use store::{NewBooking, Seat, Slot, SlotChanged};

on_both_engines! {
    a_place_beyond_the_plan_is_one_persons_and_goes_with_them,
    a_draft_goes_and_what_was_published_stays,
}

const DAY_S: i64 = 86_400;

async fn a_place_beyond_the_plan_is_one_persons_and_goes_with_them(place: Place) {
    let store = with(&place, vec![slot("s", 10 * DAY_S, 1), slot("other", 10 * DAY_S, 1)]).await;
    let extra = async |who: &'static str, now: domain::time::Timestamp| {
        let (slot, who) = (slot_id("s"), person_id(who));
        let booking = NewBooking { booked_by: Some(staff_id("claire")), ..new_booking() };
        write!(store, |tx| tx.add_extra_seat(&slot, &who, booking, "Fauteuil", at(now)))
    };
    let seats = async || {
        let s = slot_id("s");
        let slot = read!(store, |tx| tx.find_slot(&s)).unwrap();
        (slot.capacity, slot.n_extra, slot.n_booked, slot.n_held, slot.n_waiting)
    };
    assert_eq!(extra("ana", NOW).await, Seat::PlaceFree);
    book(&store, "s", "ana", NOW).await;
    for who in ["ben", "cleo", "dan"] {
        join(&store, "s", who, NOW).await;
    }
    let s = slot_id("s");
    let waiters = read!(store, |tx| tx.list_waiters(&s));
    assert_eq!(waiters.iter().map(|one| one.first_name.as_str()).collect::<Vec<_>>(), ["ben", "cleo", "dan"]);
    assert_eq!(extra("cleo", NOW).await, Seat::Done);
    assert_eq!(extra("cleo", NOW).await, Seat::Done, "twice is once");
    assert_eq!(extra("ana", NOW).await, Seat::Done, "she has one");
    assert_eq!((status(&store, "cleo").await, seats().await), (BookingStatus::Booked, (2, 1, 2, 0, 2)));
    assert_eq!(latest(&store, "cleo").await.booked_by.as_deref(), Some("Claire Martin"));
    // Also for someone who did not wait; not for one who is expected elsewhere.
    book(&store, "other", "eve", NOW).await;
    assert_eq!(extra("eve", NOW).await, Seat::Refused(BookingRefusal::Clash));
    // The place goes with her: nobody is offered it.
    assert_eq!(cancel(&store, "s", "cleo", NOW).await, Seat::Done);
    assert_eq!(seats().await, (1, 0, 1, 0, 2));
    // An ordinary place goes to the next, who keeps to it when one means to give them another.
    cancel(&store, "s", "ana", NOW).await;
    assert_eq!(seats().await, (1, 0, 0, 1, 1));
    assert_eq!(extra("ben", NOW).await, Seat::Done);
    assert_eq!(seats().await, (1, 0, 1, 0, 1));
    let mut told = told(&place).await;
    told.sort();
    assert_eq!(told, ["booked-for-you ben", "booked-for-you cleo", "place-offered ben"]);
    assert_eq!(extra("dan", NOW.plus_s(10 * DAY_S)).await, Seat::Refused(BookingRefusal::Begun));
}

async fn a_draft_goes_and_what_was_published_stays(place: Place) {
    let draft = Slot { state: SlotState::Draft, ..slot("draft", DAY_S, 1) };
    let store = with(&place, vec![draft, slot("s", DAY_S, 1)]).await;
    let remove = async |id: &'static str| {
        let id = slot_id(id);
        write!(store, |tx| tx.remove_draft(&id))
    };
    assert_eq!(remove("draft").await, SlotChanged::Done);
    assert_eq!(remove("draft").await, SlotChanged::NoSlot);
    assert_eq!(remove("s").await, SlotChanged::Fixed);
    let s = slot_id("s");
    assert_eq!(read!(store, |tx| tx.find_slot(&s)).map(|slot| slot.n_extra), Some(0));
}
