use super::qr::modules;
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
    assert_eq!((state.done.clone(), state.n_ends), (Some((Errand::Take(1), false)), 1));
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
    assert_eq!((told.done.clone(), told.failed.clone()), (Some((Errand::Take(0), false)), None));
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
    assert_eq!([entry(0, 40), entry(0, 39), entry(0, 0)].map(|e| room(&e)), [Room::Plenty, Room::Few(39), Room::Full]);
}

/// A photo of a ticket: turned, from a distance, out of focus, in poor light, with a noisy sensor.
struct Photo {
    turned_deg: f64,
    /// Pixels for each module.
    scale: f64,
    /// How often each pixel is mixed with its neighbours.
    n_blurs: usize,
    /// What white and black look like.
    light: f64,
    dark: f64,
    /// How far a pixel may be off.
    noise: f64,
}

const SIDE: usize = 480;

/// What a reader by other authors reads in it.
fn read_photo(photo: &Photo, code: &TicketCode) -> Option<String> {
    let code = modules(code);
    let size = code.len().isqrt();
    let (sin, cos) = photo.turned_deg.to_radians().sin_cos();
    let ink = |x: usize, y: usize| {
        // From the pixel back to the paper.
        let (dx, dy) = (x as f64 - SIDE as f64 / 2.0, y as f64 - SIDE as f64 / 2.0);
        let at = |along: f64| along / photo.scale + size as f64 / 2.0;
        let (u, v) = (at(dx * cos + dy * sin), at(dy * cos - dx * sin));
        let is_inside = u >= 0.0 && v >= 0.0 && (u as usize) < size && (v as usize) < size;
        let is_dark = is_inside && code[v as usize * size + u as usize];
        // The lamp stands at one side.
        let lamp = 1.0 - 0.25 * x as f64 / SIDE as f64;
        lamp * if is_dark { photo.dark } else { photo.light }
    };
    let mut picture: Vec<f64> = (0..SIDE * SIDE).map(|at| ink(at % SIDE, at / SIDE)).collect();
    for _ in 0..photo.n_blurs {
        picture = (0..SIDE * SIDE)
            .map(|at| {
                let (x, y) = (at % SIDE, at / SIDE);
                let near = |from: usize| from.saturating_sub(1)..=(from + 1).min(SIDE - 1);
                let around: Vec<f64> = near(y).flat_map(|y| near(x).map(move |x| (x, y))).map(|(x, y)| picture[y * SIDE + x]).collect();
                around.iter().sum::<f64>() / around.len() as f64
            })
            .collect();
    }
    let mut chance = 1u64;
    let pixels: Vec<u8> = picture
        .into_iter()
        .map(|luma| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let off = ((chance >> 33) % 2001) as f64 / 1000.0 - 1.0;
            (luma + off * photo.noise).clamp(0.0, 255.0) as u8
        })
        .collect();
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(SIDE, SIDE, |x, y| pixels[y * SIDE + x]);
    prepared.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

#[test]
fn a_ticket_is_read_from_a_poor_photo_by_another_library() {
    let photo = |turned_deg, scale, n_blurs, light, dark, noise| Photo { turned_deg, scale, n_blurs, light, dark, noise };
    let photos = [
        photo(0.0, 12.0, 0, 255.0, 0.0, 0.0),
        photo(17.0, 10.0, 2, 200.0, 60.0, 20.0),
        photo(-143.0, 8.0, 2, 150.0, 70.0, 15.0),
        photo(45.0, 6.0, 1, 230.0, 90.0, 25.0),
        photo(90.0, 14.0, 6, 120.0, 60.0, 10.0),
    ];
    for n in [0, 7, 19, 31] {
        let code = TicketCode::from_numbers([n, 31 - n, 3, n / 2, 11, 29]);
        for (at, photo) in photos.iter().enumerate() {
            assert_eq!(read_photo(photo, &code).as_deref(), Some(code.qr_text().as_str()), "photo {at} of {n}");
        }
    }
}

#[test]
fn the_code_is_the_smallest_there_is_and_a_lens_cap_shows_nothing() {
    assert_eq!(modules(&TicketCode::from_numbers([1; CODE_CHARS])).len(), 21 * 21);
    let dark = Photo { turned_deg: 0.0, scale: 10.0, n_blurs: 0, light: 20.0, dark: 20.0, noise: 5.0 };
    assert_eq!(read_photo(&dark, &TicketCode::from_numbers([1; CODE_CHARS])), None);
}
