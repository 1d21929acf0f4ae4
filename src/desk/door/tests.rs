use super::state::{Door, Event, Kept, Said, Sight, Unsent, Watch};
use crate::api::ApiError;
use crate::app::camera::decode::decode;
use contract::forum::door::{DoorEntry, DoorList, DoorNews, DoorTicket, EntryCount, MAX_AT_ONCE};
use contract::workshops::When;
use domain::forum::{Arrival, CODE_CHARS, Sign, TicketCode, TicketDigest};
use domain::ids::{DoorId, ForumId, WalkInId};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::{Span, Zone};
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

const HALF_HOUR_S: i64 = 1800;
/// The server's opening hour; the device's clock is five minutes behind.
const OPEN: Timestamp = Timestamp(1_800_000_000_000);
const BEHIND_S: i64 = 300;

fn code(n: u8) -> TicketCode {
    TicketCode::from_numbers([n; CODE_CHARS])
}

fn forum() -> ForumId {
    ForumId::new("f").unwrap()
}

fn id(text: &str) -> DoorId {
    DoorId::new(text).unwrap()
}

/// What the device's clock shows so long after opening.
fn device(after_s: i64) -> Timestamp {
    OPEN.plus_s(after_s - BEHIND_S)
}

fn ticket(n: u8, entry: u32, arrival: Option<Arrival>) -> DoorTicket {
    DoorTicket { digest: TicketDigest::of(&forum(), &code(n)), entry, arrival }
}

/// Two half-hours, ticket 1 for the first, 2 for the second, 3 in since a minute at another door.
fn list() -> DoorList {
    let time = |hour| TimeOfDay::new(hour, 0).unwrap();
    let entry = |number: u32| {
        let starts_at = OPEN.plus_s(i64::from(number) * HALF_HOUR_S);
        let ends_at = starts_at.plus_s(HALF_HOUR_S);
        DoorEntry { number, from: time(9), to: time(10), starts_at, ends_at, n_kept: 2, n_walk_ins: 1 }
    };
    let when = When {
        day: Date::new(2027, 1, 15).unwrap(),
        from: time(9),
        to: time(10),
        zone: Zone::Paris,
        starts_at: OPEN,
        ends_at: OPEN.plus_s(2 * HALF_HOUR_S),
    };
    let known = Arrival { at: OPEN.plus_s(-60), door: id("south") };
    DoorList {
        forum: forum(),
        name: String::new(),
        venue_name: String::new(),
        when,
        entries: vec![entry(0), entry(1)],
        tickets: vec![ticket(1, 0, None), ticket(2, 1, None), ticket(3, 0, Some(known))],
        now: OPEN,
    }
}

fn door() -> Door {
    Door::new(Kept::new(id("north"), list(), device(0)), Unsent::default())
}

fn show(door: &Door, n: u8, after_s: i64) -> Door {
    door.after(Event::Seen(Sight::Ticket(code(n)), device(after_s)))
}

fn said(door: &Door) -> Said {
    door.shown.clone().unwrap().said
}

fn news(tickets: Vec<DoorTicket>, walk_ins: Vec<EntryCount>) -> Box<DoorNews> {
    Box::new(DoorNews { tickets, walk_ins, now: OPEN.plus_s(99) })
}

#[test]
fn a_ticket_is_welcome_once_and_its_instant_is_the_servers() {
    let door = show(&door(), 1, 30);
    assert_eq!(said(&door), Said::Sign(Sign::Welcome));
    assert_eq!(door.unsent.scans[0].at, OPEN.plus_s(30), "the device's clock is behind");
    let again = show(&door, 1, 90);
    assert_eq!(said(&again), Said::Sign(Sign::Already { at: OPEN.plus_s(30), is_here: true }));
    assert_eq!(again.unsent.len(), 1);
    assert_eq!(again.shown.unwrap().turn, 2, "the same words again are said again");
}

#[test]
fn what_another_door_has_seen_is_known_from_the_list() {
    let door = show(&door(), 3, 30);
    assert_eq!(said(&door), Said::Sign(Sign::Already { at: OPEN.plus_s(-60), is_here: false }));
    assert!(door.unsent.is_empty());
}

#[test]
fn at_another_hour_whoever_stands_there_decides() {
    let asked = show(&door(), 2, 30);
    let span = Span { from: OPEN.plus_s(HALF_HOUR_S), to: OPEN.plus_s(2 * HALF_HOUR_S) };
    assert_eq!((said(&asked), asked.unsent.len()), (Said::Sign(Sign::OtherHour(span)), 0));
    let sent_away = asked.after(Event::Decided(false, device(31)));
    assert_eq!((said(&sent_away), sent_away.unsent.len()), (Said::NotNow, 0));
    assert_eq!(said(&show(&sent_away, 2, 1800)), Said::Sign(Sign::Welcome));
    let let_in = asked.after(Event::Decided(true, device(31)));
    assert_eq!((said(&let_in), let_in.unsent.len()), (Said::LetIn, 1));
    assert_eq!(let_in.after(Event::Decided(true, device(32))), let_in, "a second touch decides nothing");
}

#[test]
fn an_unknown_ticket_asks_for_a_newer_list_and_is_said_again_by_it() {
    let door = show(&door(), 4, 30);
    assert_eq!((said(&door), door.wants_list), (Said::Sign(Sign::Unknown), true));
    let mut newer = list();
    newer.tickets.push(ticket(4, 0, None));
    let door = door.after(Event::Listed(Box::new(newer), device(33)));
    assert_eq!((said(&door), door.unsent.len(), door.wants_list), (Said::Sign(Sign::Welcome), 1, false));
    let still = show(&door, 5, 40).after(Event::Listed(Box::new(list()), device(41)));
    assert_eq!(
        (said(&still), still.wants_list),
        (Said::Sign(Sign::Unknown), false),
        "not asked for again and again"
    );
    assert_eq!(said(&door.after(Event::Seen(Sight::Foreign, device(50)))), Said::Foreign);
}

#[test]
fn a_welcome_that_comes_too_late_is_taken_back() {
    let door = show(&door(), 1, 30);
    let (sent, body) = door.to_send().unwrap();
    assert_eq!((body.scans.len(), body.since), (1, Some(OPEN)));
    let earlier = Arrival { at: OPEN.plus_s(10), door: id("south") };
    let door = door.after(Event::Heard(sent, news(vec![ticket(1, 0, Some(earlier))], vec![])));
    assert_eq!(said(&door), Said::Sign(Sign::Already { at: OPEN.plus_s(10), is_here: false }));
    assert!(door.unsent.is_empty() && door.to_send().is_none());
    assert_eq!(door.kept.heard_until, OPEN.plus_s(99));
}

#[test]
fn what_was_sent_is_known_still_after_the_page_is_opened_again() {
    let door = show(&door(), 1, 30);
    let (sent, _) = door.to_send().unwrap();
    let own = Arrival { at: OPEN.plus_s(30), door: id("north") };
    let door = door.after(Event::Heard(sent, news(vec![ticket(1, 0, Some(own))], vec![])));
    assert_eq!(said(&door), Said::Sign(Sign::Welcome), "one's own scan takes nothing back");
    let reopened = Door::new((*door.kept).clone(), door.unsent.clone());
    assert_eq!(
        said(&show(&reopened, 1, 60)),
        Said::Sign(Sign::Already { at: OPEN.plus_s(30), is_here: true })
    );
    let kept: Kept = serde_json::from_str(&serde_json::to_string(&*door.kept).unwrap()).unwrap();
    assert_eq!(kept, *door.kept);
}

#[test]
fn what_is_unsent_survives_the_page_and_a_failure() {
    let door = show(&door(), 1, 30).after(Event::WalkIn(WalkInId::new("w1").unwrap(), device(40)));
    let failed = door.after(Event::Asking).after(Event::Failed(ApiError::Offline));
    assert_eq!((failed.unsent.len(), failed.is_asking), (2, false));
    let unsent: Unsent = serde_json::from_str(&serde_json::to_string(&failed.unsent).unwrap()).unwrap();
    let reopened = Door::new((*failed.kept).clone(), unsent);
    assert_eq!(reopened.to_send(), door.to_send());
    assert_eq!(
        said(&show(&reopened, 1, 60)),
        Said::Sign(Sign::Already { at: OPEN.plus_s(30), is_here: true })
    );
}

#[test]
fn people_without_a_ticket_are_counted_against_the_half_hour_that_is_now() {
    let walk_in = |door: &Door, n: u32, after_s: i64| {
        door.after(Event::WalkIn(WalkInId::new(format!("w{n}")).unwrap(), device(after_s)))
    };
    let door = walk_in(&walk_in(&walk_in(&door(), 1, -500), 2, 30), 3, HALF_HOUR_S);
    let counts =
        |door: &Door| door.kept.list.entries.iter().map(|one| door.n_walk_ins(one)).collect::<Vec<_>>();
    assert_eq!((said(&door), counts(&door)), (Said::WalkIn, vec![3, 2]));
    let (sent, _) = door.to_send().unwrap();
    let heard = vec![EntryCount { entry: 0, n: 7 }];
    let door = walk_in(&door, 4, HALF_HOUR_S).after(Event::Heard(sent, news(vec![], heard)));
    assert_eq!(counts(&door), [7, 1], "of the server and of one's own since");
}

#[test]
fn a_long_absence_is_sent_in_parts() {
    let mut door = door();
    for n in 0..=MAX_AT_ONCE {
        door = door.after(Event::WalkIn(WalkInId::new(format!("w{n}")).unwrap(), device(30)));
    }
    let (sent, body) = door.to_send().unwrap();
    assert_eq!(body.walk_ins.len(), MAX_AT_ONCE);
    assert_eq!(door.after(Event::Heard(sent, news(vec![], vec![]))).unsent.len(), 1);
}

#[test]
fn a_code_that_stays_before_the_camera_is_seen_once() {
    let mut watch = Watch::default();
    let text = || Some(code(1).qr_text());
    assert_eq!(watch.look(text()), Some(Sight::Ticket(code(1))));
    for n in 0..60 {
        let seen = if n % 4 == 0 { text() } else { None };
        assert_eq!(watch.look(seen), None, "{n}: a hand that trembles");
    }
    for _ in 0..20 {
        assert_eq!(watch.look(None), None);
    }
    assert_eq!(watch.look(text()), Some(Sight::Ticket(code(1))), "it went and came back");
    assert_eq!(watch.look(Some("https://x".to_owned())), Some(Sight::Foreign));
    assert_eq!(watch.look(text()), Some(Sight::Ticket(code(1))));
}

#[test]
fn a_picture_without_a_code_says_nothing() {
    assert_eq!(decode(64, 64, &[255; 64 * 64 * 4]), None);
    assert_eq!(decode(64, 64, &[]), None);
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

/// As the server draws it.
fn modules(code: &TicketCode) -> Vec<bool> {
    let qr: QRCode = QRBuilder::new(code.qr_text()).ecl(ECL::H).build().unwrap();
    (0..qr.size).flat_map(|y| (0..qr.size).map(move |x| (x, y))).map(|(x, y)| qr[y][x].value()).collect()
}

/// What the door reads in it: its reader and the one who draws are by different authors.
fn read_photo(photo: &Photo, code: &TicketCode) -> Option<String> {
    let code = modules(code);
    let size = code.len().isqrt();
    let (sin, cos) = photo.turned_deg.to_radians().sin_cos();
    let ink = |x: usize, y: usize| {
        // From the pixel back to the paper.
        let (dx, dy) = (x as f64 + 0.3 - SIDE as f64 / 2.0, y as f64 + 0.4 - SIDE as f64 / 2.0);
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
                let around: Vec<f64> = near(y)
                    .flat_map(|y| near(x).map(move |x| (x, y)))
                    .map(|(x, y)| picture[y * SIDE + x])
                    .collect();
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
    decode(SIDE, SIDE, &pixels.iter().flat_map(|luma| [*luma, *luma, *luma, u8::MAX]).collect::<Vec<_>>())
}

#[test]
fn a_ticket_is_read_from_a_poor_photo_by_another_library() {
    let photo = |turned_deg, scale, n_blurs, light, dark, noise| Photo {
        turned_deg,
        scale,
        n_blurs,
        light,
        dark,
        noise,
    };
    let photos = [
        photo(0.0, 12.0, 0, 255.0, 0.0, 0.0),
        photo(17.0, 10.0, 2, 200.0, 60.0, 20.0),
        photo(-143.0, 10.0, 2, 150.0, 70.0, 12.0),
        photo(45.0, 14.0, 4, 200.0, 70.0, 25.0),
        photo(90.0, 14.0, 4, 160.0, 80.0, 12.0),
    ];
    // A camera looks again and again: nearly every look must do, and none may read another code.
    for (at, photo) in photos.iter().enumerate() {
        let codes = (0..8).map(|n| TicketCode::from_numbers([n, 31 - n, 3, n / 2, 11, 29]));
        let read: Vec<_> = codes.map(|code| (read_photo(photo, &code), code.qr_text())).collect();
        assert!(
            read.iter().all(|(text, code)| text.as_ref().is_none_or(|text| text == code)),
            "photo {at}: {read:?}"
        );
        assert!(read.iter().filter(|(text, _)| text.is_some()).count() >= 7, "photo {at}: {read:?}");
    }
}

#[test]
fn a_lens_cap_shows_nothing() {
    let dark = Photo { turned_deg: 0.0, scale: 10.0, n_blurs: 0, light: 20.0, dark: 20.0, noise: 5.0 };
    assert_eq!(read_photo(&dark, &TicketCode::from_numbers([1; CODE_CHARS])), None);
}
