use super::state::{Errand, Event, Room, Standing, State, room, standing};
use crate::api::ApiError;
use contract::forum::{EntryView, ForumView, TicketView};
use contract::workshops::{VenueView, When};
use contract::{ErrorCode, Problem};
use domain::forum::{CODE_CHARS, TicketCode, TicketRefusal, TicketStatus};
use domain::ids::ForumId;
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{SlotState, Zone};
use std::rc::Rc;

const NOW: Timestamp = Timestamp(0);

fn entry(number: u32, n_free: u32) -> EntryView {
    let time = TimeOfDay::new(9, 0).unwrap();
    let starts_at = NOW.plus_s(60 + i64::from(number) * 1800);
    let refusal = (n_free == 0).then_some(TicketRefusal::Full);
    EntryView { number, from: time, to: time, starts_at, ends_at: starts_at.plus_s(1800), n_free, refusal }
}

/// Half-hours with so many tickets left, and the person's own.
fn forum(free: &[u32], own: Option<u32>) -> ForumView {
    let time = TimeOfDay::new(9, 0).unwrap();
    let entries: Vec<EntryView> = (0..).zip(free).map(|(number, n_free)| entry(number, *n_free)).collect();
    let when = When {
        day: Date::new(2027, 1, 15).unwrap(),
        from: time,
        to: time,
        zone: Zone::Paris,
        starts_at: entries[0].starts_at,
        ends_at: entries[entries.len() - 1].ends_at,
    };
    let ticket = own.map(|entry| TicketView {
        entry,
        code: TicketCode::from_numbers([7; CODE_CHARS]),
        qr: vec![],
        status: TicketStatus::Held,
        arrived_at: None,
    });
    ForumView {
        id: ForumId::new("f").unwrap(),
        name: String::new(),
        venue: VenueView { name: String::new(), address: String::new(), access: String::new() },
        when,
        state: SlotState::Published,
        message: None,
        entries,
        ticket,
        about: String::new(),
        at_door: String::new(),
        without_ticket: String::new(),
    }
}

fn refused(code: ErrorCode) -> ApiError {
    ApiError::Problem(Rc::new(Problem {
        kind: String::new(),
        title: String::new(),
        status: 409,
        code,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    }))
}

/// On screen, after these.
fn after(first: ForumView, events: impl IntoIterator<Item = Event>) -> State {
    let first = State::default().after(Event::Read(Rc::new(first)));
    events.into_iter().fold(first, |state, event| state.after(event))
}

#[test]
fn a_press_takes_what_is_chosen_once() {
    let state = after(forum(&[50, 50], None), [Event::Pressed]);
    assert!(state.lacks_choice && state.errand.is_none());
    let state = state.after(Event::Chosen(1)).after(Event::Pressed).after(Event::Pressed);
    assert_eq!((state.errand, state.n_errands, state.lacks_choice), (Some(Errand::Take(1)), 1, false));
    let state = state.after(Event::Answered(Box::new(forum(&[50, 49], Some(1)))));
    assert_eq!((state.done, state.n_ends), (Some((Errand::Take(1), false)), 1));
    assert_eq!(standing(state.forum.as_ref().unwrap(), state.is_changing, NOW), Standing::Ticket);
}

#[test]
fn a_change_is_told_from_a_first_ticket_and_can_be_left() {
    let own = || after(forum(&[50, 50], Some(0)), [Event::Changing(true), Event::Chosen(1)]);
    let stays = own().after(Event::Changing(false));
    assert_eq!((stays.chosen, stays.is_changing, stays.n_ends), (None, false, 2));
    let changed = own().after(Event::Pressed).after(Event::Answered(Box::new(forum(&[50, 49], Some(1)))));
    assert_eq!((changed.done, changed.is_changing), (Some((Errand::Take(1), true)), false));
}

#[test]
fn a_full_half_hour_offers_the_next_and_asks_nobody() {
    let state = after(forum(&[9, 0, 0, 4], None), [Event::Chosen(1), Event::Pressed]);
    assert_eq!((state.errand, state.full_choice().map(|entry| entry.number)), (None, Some(1)));
    assert_eq!(state.instead(1, NOW).map(|entry| entry.number), Some(3));
    let state = state.after(Event::Chosen(3));
    assert_eq!(state.full_choice(), None);
    // It filled up between looking and pressing: what is read afterwards says so beside the choice.
    let state = state.after(Event::Pressed).after(Event::Failed(refused(ErrorCode::ForumFull)));
    let state = state.after(Event::Read(Rc::new(forum(&[9, 0, 0, 0], None))));
    assert_eq!((state.chosen, state.instead(3, NOW).map(|entry| entry.number)), (Some(3), Some(0)));
    assert!(state.full_choice().is_some() && State::is_said_by_choice(&state.failed.unwrap().1));
}

#[test]
fn ones_own_half_hour_is_never_offered_in_place_of_another() {
    let state = after(forum(&[9, 0, 9], Some(2)), [Event::Changing(true), Event::Chosen(1)]);
    assert_eq!(state.instead(1, NOW).map(|entry| entry.number), Some(0));
}

#[test]
fn a_lost_answer_is_told_by_what_is_read_then() {
    let lost = after(forum(&[9], None), [Event::Chosen(0), Event::Pressed, Event::Failed(ApiError::Timeout)]);
    let told = lost.after(Event::Read(Rc::new(forum(&[8], Some(0)))));
    assert_eq!((told.done, told.failed.clone()), (Some((Errand::Take(0), false)), None));
    let not = lost.after(Event::Read(Rc::new(forum(&[9], None))));
    assert!(not.done.is_none() && not.failed.is_some());
    let given_back = told.after(Event::Read(Rc::new(forum(&[9], None))));
    assert_eq!(given_back.done, None, "a confirmation that is no longer true is none");
}

#[test]
fn a_ticket_is_given_back_after_one_question() {
    let asked = after(forum(&[9], Some(0)), [Event::Asking(true)]);
    assert!(asked.is_asking && asked.errand.is_none());
    let state = asked.after(Event::GiveBack);
    assert_eq!((state.errand, state.is_asking), (Some(Errand::GiveBack), false));
    let state = state.after(Event::Answered(Box::new(forum(&[10], None))));
    assert_eq!(state.done, Some((Errand::GiveBack, true)));
}

#[test]
fn how_one_stands_is_one_thing() {
    let later = NOW.plus_s(100_000);
    let cancelled = ForumView { state: SlotState::Cancelled, ..forum(&[1], Some(0)) };
    for (forum, is_changing, now, expected) in [
        (forum(&[1], None), false, NOW, Standing::Choosing),
        (forum(&[0, 0], None), false, NOW, Standing::NoneLeft),
        (forum(&[1], None), false, later, Standing::Over),
        (forum(&[1, 1], Some(0)), false, NOW, Standing::Ticket),
        (forum(&[1, 1], Some(0)), false, later, Standing::Ticket),
        (forum(&[1, 1], Some(0)), true, NOW, Standing::Choosing),
        (forum(&[1, 0], Some(0)), true, NOW, Standing::NoneLeft),
        (cancelled, false, NOW, Standing::Cancelled),
    ] {
        assert_eq!(standing(&forum, is_changing, now), expected);
    }
    assert_eq!(
        [entry(0, 40), entry(0, 39), entry(0, 0)].map(|e| room(&e)),
        [Room::Plenty, Room::Few(39), Room::Full]
    );
}
