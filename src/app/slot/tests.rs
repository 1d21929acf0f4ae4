use super::*;
use contract::workshops::{OwnBooking, When};
use domain::ids::{SlotId, VenueId, WorkshopId};
use domain::time::{Date, TimeOfDay};
use domain::workshops::Zone;

fn slot(own: Option<BookingStatus>, refusal: Option<BookingRefusal>) -> SlotView {
    let when = When {
        day: Date::new(2026, 12, 8).unwrap(),
        from: TimeOfDay::new(9, 15).unwrap(),
        to: TimeOfDay::new(9, 55).unwrap(),
        zone: Zone::Paris,
        starts_at: Timestamp(1000),
        ends_at: Timestamp(2000),
    };
    let own = own.map(|status| OwnBooking {
        status,
        rank: (status == BookingStatus::Waiting).then_some(3),
        offer_until: (status == BookingStatus::Offered).then_some(Timestamp(500)),
        booked_by: None,
        changed_at: Timestamp(0),
    });
    SlotView {
        id: SlotId::new("w1").unwrap(),
        workshop: WorkshopId::new("cv").unwrap(),
        title: "Mon CV prêt".to_owned(),
        outcome: "Un CV".to_owned(),
        venue: VenueId::new("centre").unwrap(),
        venue_name: "Centre".to_owned(),
        when,
        duration_min: 40,
        n_places: 5,
        n_free: 2,
        n_waiting: 0,
        childcare: false,
        school_hours: true,
        state: SlotState::Published,
        message: None,
        own,
        refusal,
        clash: None,
        open_until: Timestamp(1000),
        of_month: None,
    }
}

#[test]
fn each_way_to_stand_is_told_apart() {
    use BookingRefusal::{Begun, Clash, Full};
    use BookingStatus::{Booked, CancelledByMe, Expired, Offered, Waiting};
    let of = |own, refusal| Standing::of(&slot(own, refusal));
    assert_eq!(of(None, None), Standing::Free(2));
    assert_eq!(of(None, Some(Full)), Standing::Full);
    assert_eq!(of(None, Some(Clash)), Standing::Clash);
    assert_eq!(of(None, Some(Begun)), Standing::Begun(false));
    assert_eq!(of(Some(Booked), None), Standing::Booked);
    assert_eq!(of(Some(Booked), Some(Begun)), Standing::Begun(true));
    assert_eq!(of(Some(Waiting), Some(Full)), Standing::Waiting(3));
    // An offer that clashes stays an offer: it can still be left to the next.
    assert_eq!(of(Some(Offered), Some(Clash)), Standing::Offered(Timestamp(500)));
    assert_eq!(of(Some(Expired), Some(Full)), Standing::Full);
    assert_eq!(of(Some(CancelledByMe), None), Standing::Free(2));
}

#[test]
fn a_cancelled_slot_is_that_whatever_one_had() {
    let cancelled =
        SlotView { state: SlotState::Cancelled, ..slot(Some(BookingStatus::CancelledByService), None) };
    assert_eq!(Standing::of(&cancelled), Standing::Cancelled);
    assert!(is_own(&cancelled));
}

#[test]
fn what_was_given_back_is_no_longer_ones_own() {
    assert!(!is_own(&slot(Some(BookingStatus::CancelledByMe), None)));
    assert!(!is_own(&slot(Some(BookingStatus::Expired), None)));
    assert!(is_own(&slot(Some(BookingStatus::Waiting), Some(BookingRefusal::Full))));
}
