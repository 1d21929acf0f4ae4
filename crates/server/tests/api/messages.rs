//! What people are told: through a real gateway on the loopback, by the link of an offer, by whoever has to call.

use crate::gateway::Gateway;
use crate::harness::{Ask, Browser, Reply, World, content, settings};
use crate::sharing::{id_of, summary};
use crate::staff::desk;
use crate::workshops::{act, find, free_two_places, full, own};
use contract::access::LIST_ACCESSES;
use contract::messages::staff::{CallList, LIST_CALLS, MARK_CALLED};
use contract::messages::{
    ACCEPT_OFFER_BY_LINK, DECLINE_OFFER_BY_LINK, GET_REACH, OfferView, SAVE_REACH, VIEW_OFFER_BY_LINK,
};
use contract::workshops::staff::{BOOK_FOR_CLIENT, CANCEL_SLOT};
use contract::workshops::{BOOK_SEAT, CANCEL_BOOKING, LIST_BOOKINGS, SlotView};
use domain::messages::{Channel, MessageKind, OfferState};
use domain::workshops::BookingStatus;
use serde_json::{Value, json};
use server::Settings;
use server::messages::remind;
use server::messages::sender::send_due;
use server::static_files::Site;
use server::workshops::sweep::sweep;

const DAY_S: i64 = 86_400;
const ORIGIN: &str = "http://localhost:8080";

pub async fn with_gateway() -> (World, Gateway) {
    let gateway = Gateway::start().await;
    let settings =
        Settings { channels: gateway.channels(), public_origin: Some(ORIGIN.to_owned()), ..settings() };
    (World::with(content(), Site::none(), settings).await, gateway)
}

pub async fn wants_sms(browser: &mut Browser, phone: &str) {
    browser.ask(Ask::to(&SAVE_REACH).body(json!({ "phone": phone, "told_by": "sms" }))).await.is(204);
}

/// Karim, who waits for the practice interview, is offered a place of it; the two before him are not asked to wait.
async fn with_an_offer() -> (World, Gateway, Browser, SlotView) {
    let (world, gateway) = with_gateway().await;
    let mut karim = world.signed_in("draft").await;
    wants_sms(&mut karim, "06 12 34 56 78").await;
    let slot = full(&mut karim).await;
    free_two_places(&world, slot.id.as_str()).await;
    world.pass_s(DAY_S);
    sweep(&world.state).await.unwrap();
    (world, gateway, karim, slot)
}

/// What stands in the link of the only message that arrived.
fn token(gateway: &Gateway) -> String {
    let received = gateway.received();
    assert_eq!(received.len(), 1, "{received:?}");
    let text = received[0]["text"].as_str().unwrap().to_owned();
    text.split(&format!("{ORIGIN}/o/")).nth(1).unwrap().to_owned()
}

fn link(endpoint: &'static contract::Endpoint, token: &str) -> Ask {
    Ask::to(endpoint).body(json!({ "token": token }))
}

fn view(reply: &Reply) -> OfferView {
    serde_json::from_str(&reply.is(200).text).unwrap()
}

#[tokio::test]
async fn an_offer_arrives_once_and_is_accepted_by_its_link() {
    let (world, gateway, _, slot) = with_an_offer().await;
    assert_eq!(send_due(&world.state).await, Ok(1), "those without a number are called");
    assert_eq!(send_due(&world.state).await, Ok(0));
    let received = gateway.received();
    assert_eq!((received.len(), received[0]["to"].as_str()), (1, Some("+33612345678")));
    let text = received[0]["text"].as_str().unwrap();
    assert!(text.starts_with("Main Tendue : une place est libre pour vous."), "{text}");
    assert!(!text.contains(&slot.title), "never what it is about");
    let token = token(&gateway);
    assert_eq!(token.len(), 26, "130 bits");

    let mut stranger = world.browser();
    let seen = stranger.ask(link(&VIEW_OFFER_BY_LINK, &token)).await;
    let shown = view(&seen);
    let offered = shown.slot.as_ref().unwrap();
    assert_eq!((shown.state, &offered.title), (OfferState::Open, &slot.title));
    assert_eq!((offered.when, offered.offer_until), (slot.when, world.now().plus_s(DAY_S)));
    assert!(!seen.text.contains("Karim"), "{}", seen.text);
    assert_eq!(
        view(&stranger.ask(link(&VIEW_OFFER_BY_LINK, &token)).await),
        shown,
        "looking changes nothing"
    );
    for _ in 0..2 {
        let taken = view(&stranger.ask(link(&ACCEPT_OFFER_BY_LINK, &token)).await);
        assert_eq!((taken.state, &taken.slot), (OfferState::Taken, &shown.slot));
    }
    // Good for that one act: it gives nothing back, and opens nothing.
    let taken = view(&stranger.ask(link(&DECLINE_OFFER_BY_LINK, &token)).await);
    assert_eq!(taken.state, OfferState::Taken);
    assert!(stranger.cookies.is_empty());
    stranger.get(&LIST_BOOKINGS).await.refuses(401, "session.needed");
    let mut karim = world.signed_in("draft").await;
    let booked = find(&mut karim, "simulation-entretien", |one| one.id == slot.id).await;
    assert_eq!(own(&booked).0, BookingStatus::Booked);
}

#[tokio::test]
async fn a_repeated_answer_has_one_effect_and_one_reply() {
    let (world, gateway, ..) = with_an_offer().await;
    send_due(&world.state).await.unwrap();
    let ask = link(&DECLINE_OFFER_BY_LINK, &token(&gateway));
    let mut stranger = world.browser();
    let left = view(&stranger.ask(ask.clone()).await);
    assert_eq!(
        (left.state, &left.slot),
        (OfferState::Left, &None),
        "what it was for is nobody's business now"
    );
    assert_eq!(view(&stranger.ask(ask.clone()).await), left);
    let late = view(&stranger.ask(link(&ACCEPT_OFFER_BY_LINK, &token(&gateway))).await);
    assert_eq!(late.state, OfferState::Left);
    stranger.ask(ask.clone().without("idempotency-key")).await.refuses(400, "idempotency.key-missing");
    stranger.ask(ask.without("x-main-tendue")).await.refuses(403, "request.foreign");
}

#[tokio::test]
async fn a_link_says_what_its_offer_has_become() {
    let (world, gateway, _, slot) = with_an_offer().await;
    send_due(&world.state).await.unwrap();
    let (token, mut stranger) = (token(&gateway), world.browser());
    world.pass_s(DAY_S);
    // Also before the sweep has come by.
    let expired = OfferView { state: OfferState::Expired, slot: None };
    assert_eq!(view(&stranger.ask(link(&VIEW_OFFER_BY_LINK, &token)).await), expired);
    assert_eq!(view(&stranger.ask(link(&ACCEPT_OFFER_BY_LINK, &token)).await), expired);
    sweep(&world.state).await.unwrap();
    assert_eq!(view(&stranger.ask(link(&VIEW_OFFER_BY_LINK, &token)).await), expired);
    let ahead_s = (slot.when.starts_at.as_ms() - world.now().as_ms()) / 1000;
    world.pass_s(ahead_s);
    assert_eq!(view(&stranger.ask(link(&VIEW_OFFER_BY_LINK, &token)).await).state, OfferState::Begun);
}

#[tokio::test]
async fn a_link_of_what_is_cancelled_says_so() {
    let (world, gateway, _, slot) = with_an_offer().await;
    send_due(&world.state).await.unwrap();
    let mut paul = desk(&world, "coordinator").await;
    let cancel = Ask::to(&CANCEL_SLOT).at(&[slot.id.as_str()]).body(json!({ "message": "Fermé." }));
    paul.ask(cancel).await.is(200);
    let token = token(&gateway);
    let seen = view(&world.browser().ask(link(&ACCEPT_OFFER_BY_LINK, &token)).await);
    assert_eq!(seen.state, OfferState::Cancelled);
    assert_eq!(send_due(&world.state).await, Ok(1), "they are told");
    let told = gateway.received()[1]["text"].as_str().unwrap().to_owned();
    assert!(told.contains("n'a pas lieu") && !told.contains("/o/") && !told.contains("Fermé"), "{told}");
}

#[tokio::test]
async fn a_wrong_link_and_an_unknown_one_look_the_same() {
    let (world, gateway, ..) = with_an_offer().await;
    send_due(&world.state).await.unwrap();
    let right = token(&gateway);
    let mut bodies = Vec::new();
    for endpoint in [&VIEW_OFFER_BY_LINK, &ACCEPT_OFFER_BY_LINK, &DECLINE_OFFER_BY_LINK] {
        for wrong in
            ["", "x", "../staff", &right[1..], &right.to_uppercase(), &"0".repeat(26), &"0".repeat(9000)]
        {
            let reply = world.browser().ask(link(endpoint, wrong)).await;
            reply.refuses(404, "not-found");
            bodies.push(reply.text);
        }
        world.browser().ask(Ask::to(endpoint).body(json!({}))).await.refuses(400, "request.malformed");
        let text = Ask::to(endpoint).text("{}".to_owned());
        world.browser().ask(text).await.refuses(415, "request.media-type");
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1);
}

#[tokio::test]
async fn a_link_does_not_put_anyone_at_two_places() {
    let (world, gateway, _, slot) = with_an_offer().await;
    send_due(&world.state).await.unwrap();
    let mut karim = world.signed_in("draft").await;
    let mut paul = desk(&world, "coordinator").await;
    let body = json!({
        "workshop": "cv", "venue": "mediatheque", "day": slot.when.day, "time": slot.when.from, "duration_min": 30,
        "capacity": 2,
    });
    let clashing = crate::slots::published(&mut paul, body).await;
    act(&mut karim, Ask::to(&BOOK_SEAT).at(&[clashing.id.as_str()])).await;
    let token = token(&gateway);
    world.browser().ask(link(&ACCEPT_OFFER_BY_LINK, &token)).await.refuses(409, "booking.clash");
    assert_eq!(view(&world.browser().ask(link(&VIEW_OFFER_BY_LINK, &token)).await).state, OfferState::Open);
}

#[tokio::test]
async fn a_gateway_that_is_away_gets_the_same_message_again() {
    let (world, gateway, ..) = with_an_offer().await;
    gateway.answer_with(&[503, 401, 200]);
    let mut n_sent = 0;
    for wait_s in [0, 4, 1, 9, 1, 0] {
        world.pass_s(wait_s);
        n_sent += send_due(&world.state).await.unwrap();
    }
    let received = gateway.received();
    assert_eq!((n_sent, received.len()), (1, 3), "after 5 seconds, then 10");
    assert!(received.iter().all(|one| *one == received[0]), "the same text under the same key");
}

#[tokio::test]
async fn what_is_over_is_not_sent() {
    let (world, gateway, mut karim, slot) = with_an_offer().await;
    gateway.answer_with(&[503]);
    assert_eq!(send_due(&world.state).await, Ok(0));
    karim.cookies = world.signed_in("draft").await.cookies;
    act(&mut karim, Ask::to(&contract::workshops::DECLINE_OFFER).at(&[slot.id.as_str()])).await;
    world.pass_s(600);
    assert_eq!(send_due(&world.state).await, Ok(0));
    assert_eq!(gateway.received().len(), 1);
}

async fn calls(desk: &mut Browser) -> CallList {
    serde_json::from_str(&desk.get(&LIST_CALLS).await.is(200).text).unwrap()
}

#[tokio::test]
async fn whom_no_message_reaches_is_on_the_list_of_calls_until_ticked() {
    let (world, gateway) = with_gateway().await;
    let mut nadia = world.signed_in("new").await;
    wants_sms(&mut nadia, "06 12 34 56 78").await;
    let slot = find(&mut nadia, "cv", |slot| slot.n_free > 1).await;
    let mut claire = desk(&world, "referent").await;
    assert_eq!(calls(&mut claire).await.calls, []);
    let id = id_of(&mut claire, "Nadia").await;
    let book = Ask::to(&BOOK_FOR_CLIENT).at(&[&id]).body(json!({ "slot": slot.id }));
    claire.ask(book).await.is(201);
    // The gateway knows better than the digits: this number gets nothing.
    gateway.answer_with(&[422]);
    assert_eq!(send_due(&world.state).await, Ok(0));
    let list = calls(&mut claire).await;
    let call = &list.calls[0];
    assert_eq!(
        (list.calls.len(), call.kind, call.first_name.as_str()),
        (1, MessageKind::BookedForYou, "Nadia")
    );
    assert_eq!((call.phone.as_deref(), &call.title, call.until), (Some("06 12 34 56 78"), &slot.title, None));
    let mut adviser = desk(&world, "employment").await;
    assert_eq!(calls(&mut adviser).await.calls, [], "only those one follows");
    world.pass_s(30);
    let mut paul = desk(&world, "coordinator").await;
    assert!(calls(&mut paul).await.calls.contains(call), "a coordinator sees everybody");

    let mark = |body: Value| Ask::to(&MARK_CALLED).body(body);
    let body = json!({ "kind": call.kind, "reference": call.reference });
    adviser.ask(mark(body.clone())).await.refuses(404, "not-found");
    let nothing = json!({ "kind": call.kind, "reference": "nothing" });
    claire.ask(mark(nothing)).await.refuses(404, "not-found");
    claire.ask(mark(json!({ "kind": "unknown", "reference": "x" }))).await.refuses(400, "request.malformed");
    claire.ask(mark(body.clone())).await.is(204);
    claire.ask(mark(body)).await.is(204);
    assert_eq!(calls(&mut claire).await.calls, []);
    world.browser().get(&LIST_CALLS).await.refuses(401, "session.needed");
    let looks = nadia.get(&LIST_ACCESSES).await.json();
    assert_eq!(looks["accesses"][0]["operation"], "markCalled", "the person reads who did");
}

#[tokio::test]
async fn a_call_that_is_no_longer_needed_is_off_the_list() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let slot = find(&mut nadia, "cv", |slot| slot.n_free > 1).await;
    let mut claire = desk(&world, "referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    let book = Ask::to(&BOOK_FOR_CLIENT).at(&[&id]).body(json!({ "slot": slot.id }));
    claire.ask(book).await.is(201);
    assert_eq!(send_due(&world.state).await, Ok(0), "no channel is set up");
    let list = calls(&mut claire).await;
    assert_eq!((list.calls.len(), &list.calls[0].phone), (1, &None));
    act(&mut nadia, Ask::to(&CANCEL_BOOKING).at(&[slot.id.as_str()]).body(json!({}))).await;
    assert_eq!(calls(&mut claire).await.calls, []);
}

#[tokio::test]
async fn a_reminder_leaves_once_by_day_and_not_for_a_place_given_back() {
    let (world, gateway) = with_gateway().await;
    let mut people = Vec::new();
    for (point, phone) in [("new", "06 12 34 56 78"), ("sent", "07 12 34 56 78")] {
        let mut browser = world.signed_in(point).await;
        wants_sms(&mut browser, phone).await;
        people.push(browser);
    }
    let mut paul = desk(&world, "coordinator").await;
    let body = json!({
        "workshop": "cv", "venue": "mediatheque", "day": "2027-01-15", "time": "09:30", "duration_min": 60, "capacity": 5,
    });
    let slot = crate::slots::published(&mut paul, body).await;
    for browser in &mut people {
        act(browser, Ask::to(&BOOK_SEAT).at(&[slot.id.as_str()])).await;
    }
    // The morning before, in Paris: 10:00 is 9:00 in UTC.
    let day_before_s = (slot.when.starts_at.as_ms() - world.now().as_ms()) / 1000 - DAY_S + 1800;
    world.pass_s(day_before_s - 1);
    assert_eq!(remind::sweep(&world.state).await, Ok(0));
    world.pass_s(1);
    assert_eq!(remind::sweep(&world.state).await, Ok(2));
    assert_eq!(remind::sweep(&world.state).await, Ok(0));
    // One gives the place back before anything leaves; the gateway is away until the night.
    let mut nadia = world.signed_in("new").await;
    act(&mut nadia, Ask::to(&CANCEL_BOOKING).at(&[slot.id.as_str()]).body(json!({}))).await;
    gateway.answer_with(&[503]);
    assert_eq!(send_due(&world.state).await, Ok(0));
    assert_eq!(gateway.received().len(), 1);
    world.pass_s(12 * 3600);
    assert_eq!(send_due(&world.state).await, Ok(0), "22:00 is no time to ring");
    assert_eq!(gateway.received().len(), 1);
    world.pass_s(10 * 3600);
    assert_eq!(remind::sweep(&world.state).await, Ok(1), "the second reminder, at 8:00");
    assert_eq!(send_due(&world.state).await, Ok(2));
    let received = gateway.received();
    let to: Vec<_> = received.iter().map(|one| one["to"].as_str().unwrap()).collect();
    assert_eq!(to, ["+33712345678"; 3]);
    let texts: Vec<_> = received.iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert!(texts[1..].iter().any(|text| text.contains("le 15/01 à 09:30")), "{texts:?}");
    assert!(texts[1..].iter().any(|text| text.contains("aujourd'hui à 09:30")), "{texts:?}");
    assert_eq!(
        received[0]["key"],
        received.iter().find(|one| one["text"] == received[0]["text"]).unwrap()["key"]
    );
    // Nobody is called for a reminder.
    assert_eq!(calls(&mut desk(&world, "coordinator").await).await.calls, []);
}

#[tokio::test]
async fn how_one_is_reached_is_given_changed_and_taken_away() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let reach = async |browser: &mut Browser| browser.get(&GET_REACH).await.is(200).json();
    assert_eq!(reach(&mut nadia).await, json!({ "phone": "", "email": "" }));
    let save = |body: Value| Ask::to(&SAVE_REACH).body(body);
    let both =
        save(json!({ "phone": "+33 (0)6.12.34.56.78", "email": " Nadia@Exemple.FR ", "told_by": "email" }));
    nadia.ask(both.clone()).await.is(204);
    nadia.ask(both).await.is(204);
    let kept = json!({ "phone": "06 12 34 56 78", "email": "Nadia@exemple.fr", "told_by": "email" });
    assert_eq!(reach(&mut nadia).await, kept);
    // Those who follow her see that she is reachable, and the number.
    let mut claire = desk(&world, "referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    let known = summary(&mut claire, &id).await.reach;
    assert_eq!((known.phone.as_deref(), known.told_by), (Some("06 12 34 56 78"), Some(Channel::Email)));
    for wrong in [
        json!({ "phone": "06" }),
        json!({ "email": "nadia" }),
        json!({ "told_by": "sms" }),
        json!({ "phone": "01 23 45 67 89", "told_by": "sms" }),
    ] {
        nadia.ask(save(wrong)).await.refuses(422, "reach.refused");
    }
    nadia.ask(save(json!({ "told_by": "pigeon" }))).await.refuses(400, "request.malformed");
    assert_eq!(reach(&mut nadia).await, kept);
    let mut other = world.signed_in("sent").await;
    assert_eq!(reach(&mut other).await, json!({ "phone": "", "email": "" }));
    nadia.ask(save(json!({}))).await.is(204);
    assert_eq!(reach(&mut nadia).await, json!({ "phone": "", "email": "" }));
    world.browser().get(&GET_REACH).await.refuses(401, "session.needed");
    world.browser().ask(save(json!({}))).await.refuses(401, "session.needed");
}
