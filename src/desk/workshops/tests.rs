use super::state::{FormEvent, SlotField, SlotForm, Stage, has_free_place, listed, n_told, stage};
use crate::desk::typed::message_problem;
use contract::workshops::When;
use contract::workshops::staff::{StaffSlot, WorkshopChoice};
use domain::ids::{SlotId, VenueId, WorkshopId};
use domain::time::Timestamp;
use domain::workshops::{SlotState, Zone};
use yew::AttrValue;

fn slot(id: &str, starts_at: i64, state: SlotState) -> StaffSlot {
    StaffSlot {
        id: SlotId::new(id).unwrap(),
        workshop: WorkshopId::new("cv").unwrap(),
        title: "CV".to_owned(),
        venue: VenueId::new("mediatheque").unwrap(),
        venue_name: "Médiathèque".to_owned(),
        when: When {
            day: "2026-12-08".parse().unwrap(),
            from: "23:40".parse().unwrap(),
            to: "00:20".parse().unwrap(),
            zone: Zone::Paris,
            starts_at: Timestamp(starts_at),
            ends_at: Timestamp(starts_at + 40),
        },
        duration_min: 40,
        capacity: 5,
        n_extra: 0,
        n_booked: 3,
        n_held: 1,
        n_waiting: 0,
        childcare: true,
        school_hours: false,
        state,
        message: None,
        month: None,
        version: 1,
    }
}

fn typed(form: &SlotForm, rows: &[(SlotField, &'static str)]) -> SlotForm {
    let type_one = |form: SlotForm, (field, text): &(SlotField, &'static str)| {
        form.after(FormEvent::Typed(*field, AttrValue::from(*text)))
    };
    rows.iter().fold(form.clone(), type_one)
}

fn choice(id: &str, duration_min: u16, places: u16) -> FormEvent {
    FormEvent::Chosen(WorkshopChoice {
        id: WorkshopId::new(id).unwrap(),
        title: id.to_owned(),
        duration_min,
        places,
    })
}

#[test]
fn a_slot_is_open_until_it_begins() {
    let open = slot("s", 100, SlotState::Published);
    assert_eq!(stage(&open, Timestamp(99)), Stage::Open);
    assert_eq!(stage(&open, Timestamp(100)), Stage::Begun);
    assert_eq!(stage(&slot("s", 100, SlotState::Draft), Timestamp(200)), Stage::Draft);
    assert_eq!(stage(&slot("s", 100, SlotState::Cancelled), Timestamp(200)), Stage::Cancelled);
}

#[test]
fn a_place_is_free_for_someone_only_when_nobody_waits_for_it() {
    let now = Timestamp(0);
    let open = slot("s", 100, SlotState::Published);
    assert!(has_free_place(&open, now));
    assert!(!has_free_place(&StaffSlot { n_held: 2, ..open.clone() }, now));
    assert!(!has_free_place(&StaffSlot { n_waiting: 1, ..open.clone() }, now));
    assert!(!has_free_place(&open, Timestamp(100)));
    assert!(!has_free_place(&slot("s", 100, SlotState::Draft), now));
    assert_eq!(n_told(&StaffSlot { n_waiting: 2, ..open }), 6);
}

#[test]
fn what_has_ended_is_past_and_the_latest_comes_first() {
    let slots: Vec<StaffSlot> = [("b", 200), ("a", 100), ("d", 400), ("c", 300)]
        .map(|(id, at)| slot(id, at, SlotState::Published))
        .into();
    let ids = |is_past| {
        listed(&slots, is_past, Timestamp(240)).iter().map(|slot| slot.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(ids(false), ["c", "d"]);
    assert_eq!(ids(true), ["b", "a"]);
    assert_eq!(listed(&slots, false, Timestamp(239)).len(), 3, "what is under way is not past");
}

#[test]
fn all_that_is_missing_is_said_at_once_and_what_is_typed_stays() {
    let form =
        typed(&SlotForm::default(), &[(SlotField::Duration, "deux heures"), (SlotField::Places, "1001")]);
    let form = form.after(FormEvent::Pressed);
    let wrong: Vec<SlotField> = form.problems.iter().map(|(field, _)| *field).collect();
    let all = [
        SlotField::Workshop,
        SlotField::Venue,
        SlotField::Day,
        SlotField::Time,
        SlotField::Duration,
        SlotField::Places,
    ];
    assert_eq!(wrong, all);
    assert_eq!((form.duration.as_str(), form.n_attempts), ("deux heures", 1));
}

#[test]
fn a_slot_as_it_is_reads_as_itself_and_a_copy_lacks_its_day() {
    let slot = slot("s", 100, SlotState::Draft);
    let body = SlotForm::of(&slot).read().unwrap();
    assert_eq!((body.workshop, body.day, body.time), (slot.workshop.clone(), slot.when.day, slot.when.from));
    assert_eq!((body.duration_min, body.capacity, body.childcare), (40, 5, true));
    let copy = SlotForm::copy_of(&slot);
    assert_eq!(copy.read().unwrap_err(), [(SlotField::Day, "desk.slot.day.missing")]);
    assert!(typed(&copy, &[(SlotField::Day, "2026-12-09")]).read().is_ok());
}

#[test]
fn a_workshop_brings_its_usual_length_and_places_over_nothing_that_was_typed() {
    let form = SlotForm::default().after(choice("cv", 40, 5));
    assert_eq!((form.duration.as_str(), form.places.as_str()), ("40", "5"));
    let form = typed(&form, &[(SlotField::Places, "7")]).after(choice("photo", 90, 12));
    assert_eq!((form.workshop.as_str(), form.duration.as_str(), form.places.as_str()), ("photo", "90", "7"));
}

#[test]
fn the_end_is_said_once_start_and_length_are_known() {
    let end = |time, duration| {
        typed(&SlotForm::default(), &[(SlotField::Time, time), (SlotField::Duration, duration)])
            .ends_at()
            .map(|end| end.to_string())
    };
    assert_eq!(end("09:15", "40").as_deref(), Some("09:55"));
    assert_eq!(end("23:40", "40").as_deref(), Some("00:20"));
    assert_eq!(end("", "40"), None);
    assert_eq!(end("09:15", "4"), None);
}

#[test]
fn a_refusal_of_the_server_stands_beside_its_field_until_the_next_press() {
    let form = SlotForm::of(&slot("s", 100, SlotState::Published));
    let form = form.after(FormEvent::Refused(SlotField::Places, "error.slot.below-taken"));
    assert_eq!(form.problem(SlotField::Places), Some("error.slot.below-taken"));
    assert_eq!(form.after(FormEvent::Pressed).problems, []);
}

#[test]
fn a_message_has_words() {
    assert_eq!(message_problem("L’animatrice est malade."), None);
    assert_eq!(message_problem("  "), Some("error.slot.message-refused"));
}
