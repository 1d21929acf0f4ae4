//! Meetings: fixed, moved and called off at the desk; the person is told, sees them, and can say that they cannot come.

use crate::gateway::Gateway;
use crate::harness::{Ask, Browser, START, World};
use crate::messages::{wants_sms, with_gateway};
use crate::sharing::{id_of, summary};
use crate::staff::desk;
use crate::unchanged::look;
use contract::assign::{HAND_PERSON_OVER, LIST_COLLEAGUES};
use contract::client::{ClientSummary, GET_CLIENT_SUMMARY};
use contract::meetings::{
    ANSWER_MEETING, CALL_MEETING_OFF, ClientMeeting, FIX_MEETING, MOVE_MEETING, MeetingView,
};
use contract::messages::staff::LIST_CALLS;
use contract::pathway::{GET_CALENDAR, GET_PATHWAY, PathwayView};
use contract::staff::LIST_CLIENTS;
use domain::meetings::MeetingPlace;
use domain::pathway::{NextStep, Why};
use serde_json::{Value, json};
use server::messages::{remind, sender::send_due};

const DAY_S: i64 = 86_400;

/// Two days after the start of the world, at nine: near.
fn plan() -> Value {
    json!({ "day": "2026-11-23", "time": "09:00", "length_min": 30, "place": "office", "about": "Votre CV" })
}

fn later() -> Value {
    json!({ "day": "2026-12-03", "time": "14:15", "length_min": 45, "place": { "elsewhere": "Mairie, salle 2" } })
}

async fn fix(desk: &mut Browser, person: &str, plan: Value) -> ClientMeeting {
    let ask = Ask::to(&FIX_MEETING).at(&[person]).body(plan);
    serde_json::from_str(&desk.ask(ask).await.is(201).text).unwrap()
}

fn moving(meeting: &str, version: u64, plan: Value) -> Ask {
    Ask::to(&MOVE_MEETING).at(&[meeting]).if_match(version).body(plan)
}

fn calling_off(meeting: &str, version: u64, body: Value) -> Ask {
    Ask::to(&CALL_MEETING_OFF).at(&[meeting]).if_match(version).body(body)
}

fn saying(meeting: &str, version: u64, can_come: bool) -> Ask {
    Ask::to(&ANSWER_MEETING).at(&[meeting]).if_match(version).body(json!({ "can_come": can_come }))
}

async fn pathway(person: &mut Browser) -> PathwayView {
    serde_json::from_str(&person.get(&GET_PATHWAY).await.is(200).text).unwrap()
}

async fn attention(desk: &mut Browser, name: &str) -> (Value, Value) {
    let page = desk.get(&LIST_CLIENTS).await.is(200).json();
    let one = page["clients"].as_array().unwrap().iter().find(|client| client["first_name"] == name).unwrap();
    (one["attention"].clone(), one["n_cannot_come"].clone())
}

async fn hand_over(desk: &mut Browser, person: &str, to: &str) {
    let all = desk.get(&LIST_COLLEAGUES).await.is(200).json();
    let one = all.as_array().unwrap().iter().find(|one| one["name"] == to).unwrap();
    let ask = Ask::to(&HAND_PERSON_OVER).at(&[person]).body(json!({ "to": one["id"] }));
    desk.ask(ask).await.is(200);
}

#[tokio::test]
async fn a_meeting_that_is_fixed_is_seen_by_the_person_as_the_next_step() {
    let world = World::new().await;
    let (mut claire, mut nadia) = (desk(&world, "referent").await, world.signed_in("new").await);
    let id = id_of(&mut claire, "Nadia").await;
    let ask = Ask::to(&FIX_MEETING).at(&[&id]).body(plan());
    let reply = claire.ask(ask.clone()).await;
    assert_eq!(reply.is(201).header("etag"), "\"1\"");
    assert_eq!(claire.ask(ask).await.is(201).text, reply.text, "twice is once");
    let fixed: ClientMeeting = serde_json::from_str(&reply.text).unwrap();
    let found = pathway(&mut nadia).await;
    assert_eq!(found.meetings, std::slice::from_ref(&fixed.meeting));
    let MeetingView { with, from, to, place, about, may_answer, .. } = fixed.meeting.clone();
    assert_eq!(
        (with.name.as_str(), from.time.to_string(), to.to_string()),
        ("Claire Fictive", "09:00".into(), "09:30".into())
    );
    assert_eq!((place, about.as_deref(), may_answer), (Some(MeetingPlace::Office), Some("Votre CV"), true));
    assert_eq!(found.next.step, NextStep::GoToMeeting { meeting: fixed.meeting.id.clone() });
    assert_eq!((found.next.why, found.next.title.as_deref()), (Why::Appointment, Some("Claire Fictive")));
    assert_eq!(
        (found.next.detail.as_deref(), found.next.appointment),
        (Some(with.place.as_str()), Some(from))
    );
    assert!(!found.next.detail.unwrap().is_empty());
    // The desk has it on the page of the person, and nobody waits for anything.
    assert_eq!(summary(&mut claire, &id).await.meetings, [fixed]);
    assert_eq!(attention(&mut claire, "Nadia").await, (Value::Null, json!(0)));
    // A preview shows it, and answers nothing in it.
    let base = look(&mut claire, &id).await;
    let shown = claire.ask(Ask::to(&GET_PATHWAY).inside(&base)).await.is(200).json();
    assert_eq!(shown["meetings"][0]["about"], "Votre CV");
    let meeting = found.meetings[0].id.as_str();
    claire.ask(saying(meeting, 1, false).inside(&base)).await.refuses(403, "preview-read-only");
    // It stands in a calendar, without what it is about.
    let file = nadia.get(&GET_CALENDAR).await.is(200).text.replace("\r\n ", "");
    assert!(
        file.contains("DTSTART;TZID=Europe/Paris:20261123T090000") && file.contains("Claire Fictive"),
        "{file}"
    );
    assert!(file.contains("DTEND;TZID=Europe/Paris:20261123T093000") && !file.contains("Votre CV"), "{file}");
    // Over, it is the last one.
    world.pass_s(3 * DAY_S);
    let mut claire = desk(&world, "referent").await;
    let ClientSummary { meetings, last_meeting, .. } = summary(&mut claire, &id).await;
    assert_eq!((meetings, last_meeting.map(|day| day.to_string())), (vec![], Some("2026-11-23".into())));
    assert_eq!(pathway(&mut world.signed_in("new").await).await.meetings, []);
}

#[tokio::test]
async fn whoever_cannot_come_says_so_without_a_reason_and_is_answered() {
    let world = World::new().await;
    let (mut claire, mut nadia) = (desk(&world, "referent").await, world.signed_in("new").await);
    let id = id_of(&mut claire, "Nadia").await;
    let fixed = fix(&mut claire, &id, plan()).await.meeting;
    let meeting = fixed.id.as_str();
    let said = nadia.ask(saying(meeting, 1, false)).await.is(200).json();
    assert_eq!(
        (&said["cannot_come_at"], &said["may_answer"]),
        (&json!(START.plus_s(0).as_ms()), &json!(true))
    );
    let found = pathway(&mut nadia).await;
    assert_eq!(found.meetings[0].cannot_come_at, Some(START));
    assert_eq!(found.next.step, NextStep::TakeStock, "nobody is expected there any more");
    assert_eq!(attention(&mut claire, "Nadia").await, (json!("cannot-come"), json!(1)));
    let page = claire.get(&LIST_CLIENTS).await.json();
    assert_eq!(page["clients"][0]["first_name"], "Nadia", "what has a date comes first");
    // A mistake is taken back; said again, it counts from then on.
    nadia.ask(saying(meeting, 1, true)).await.is(200);
    assert_eq!(attention(&mut claire, "Nadia").await, (Value::Null, json!(0)));
    nadia.ask(saying(meeting, 1, false)).await.is(200);
    // It waits past its day, until it is moved.
    world.pass_s(5 * DAY_S);
    let (mut claire, mut nadia) = (desk(&world, "referent").await, world.signed_in("new").await);
    assert_eq!(pathway(&mut nadia).await.meetings.len(), 1);
    nadia.ask(saying(meeting, 1, true)).await.refuses(409, "meeting.over");
    assert_eq!(attention(&mut claire, "Nadia").await, (json!("cannot-come"), json!(1)));
    let moved = claire.ask(moving(meeting, 1, later())).await;
    assert_eq!(moved.is(200).header("etag"), "\"2\"");
    assert_eq!(attention(&mut claire, "Nadia").await, (Value::Null, json!(0)));
    let found = pathway(&mut nadia).await.meetings.remove(0);
    assert_eq!((found.cannot_come_at, found.version, found.may_answer), (None, 2, true));
    assert_eq!(found.place, Some(MeetingPlace::Elsewhere("Mairie, salle 2".into())));
    // What was said of the old day is not said of the new one.
    nadia.ask(saying(meeting, 1, false)).await.refuses(412, "meeting.changed-elsewhere");
    let off = calling_off(meeting, 2, json!({ "words": "  Je suis en formation. " }));
    let off = claire.ask(off).await.is(200).json();
    assert_eq!((&off["may_change"], &off["meeting"]["version"]), (&json!(false), &json!(3)));
    let found = pathway(&mut nadia).await.meetings.remove(0);
    assert_eq!(found.called_off.unwrap().words.as_deref(), Some("Je suis en formation."));
    assert!(!found.may_answer);
    nadia.ask(saying(meeting, 3, false)).await.refuses(409, "meeting.over");
    claire.ask(moving(meeting, 3, later())).await.refuses(409, "meeting.over");
    claire.ask(calling_off(meeting, 3, json!({}))).await.refuses(409, "meeting.over");
    assert_eq!(summary(&mut claire, &id).await.last_meeting, None, "one that was called off was none");
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_what_to_do() {
    let world = World::new().await;
    let mut claire = desk(&world, "referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    let meeting = fix(&mut claire, &id, plan()).await.meeting.id.to_string();
    let with = |key: &str, value: Value| {
        let mut plan = plan();
        plan[key] = value;
        plan
    };
    let long = "x".repeat(201);
    for (plan, status, code) in [
        (with("day", json!("2026-11-20")), 422, "meeting.past"),
        (with("day", json!("2028-01-03")), 422, "meeting.refused"),
        (with("length_min", json!(5)), 422, "meeting.refused"),
        (with("place", json!({ "elsewhere": "  " })), 422, "meeting.refused"),
        (with("about", json!(long)), 422, "meeting.refused"),
        (with("place", json!("home")), 400, "request.malformed"),
        (with("time", json!("25:00")), 400, "request.malformed"),
    ] {
        let shown = plan.to_string();
        let fixing = claire.ask(Ask::to(&FIX_MEETING).at(&[&id]).body(plan.clone())).await;
        assert_eq!((fixing.status, fixing.code().as_str()), (status, code), "{shown}");
        let moved = claire.ask(moving(&meeting, 1, plan)).await;
        assert_eq!((moved.status, moved.code().as_str()), (status, code), "{shown}");
    }
    claire.ask(calling_off(&meeting, 1, json!({ "words": long }))).await.refuses(422, "meeting.refused");
    claire.ask(moving(&meeting, 7, later())).await.refuses(412, "meeting.changed-elsewhere");
    claire.ask(calling_off(&meeting, 7, json!({}))).await.refuses(412, "meeting.changed-elsewhere");
    claire.ask(moving("nothing", 1, later())).await.refuses(404, "not-found");
    let unnamed = Ask::to(&MOVE_MEETING).at(&[&meeting]).body(later());
    claire.ask(unnamed).await.refuses(428, "version.missing");
    assert_eq!(summary(&mut claire, &id).await.meetings[0].meeting.version, 1, "nothing has changed");
}

#[tokio::test]
async fn whoever_does_not_follow_someone_finds_no_meeting_of_theirs() {
    let world = World::new().await;
    let mut claire = desk(&world, "referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    let meeting = fix(&mut claire, &id, plan()).await.meeting.id.to_string();
    for mut stranger in [world.other_referent().await, desk(&world, "coordinator").await] {
        stranger.ask(Ask::to(&FIX_MEETING).at(&[&id]).body(plan())).await.refuses(404, "not-found");
        stranger.ask(moving(&meeting, 1, later())).await.refuses(404, "not-found");
        stranger.ask(calling_off(&meeting, 1, json!({}))).await.refuses(404, "not-found");
        stranger.ask(saying(&meeting, 1, false)).await.refuses(401, "session.needed");
    }
    let mut sylvie = world.signed_in("sent").await;
    sylvie.ask(saying(&meeting, 1, false)).await.refuses(404, "not-found");
    sylvie.ask(moving(&meeting, 1, later())).await.refuses(401, "session.needed");
    world.browser().ask(saying(&meeting, 1, false)).await.refuses(401, "session.needed");
    let found = summary(&mut claire, &id).await.meetings.remove(0);
    assert_eq!((found.meeting.version, found.meeting.cannot_come_at), (1, None));
}

#[tokio::test]
async fn a_meeting_outlives_a_hand_over_and_the_new_referent_looks_after_it() {
    let world = World::new().await;
    let mut claire = desk(&world, "referent").await;
    let mut omar = world.at_the_desk("employment").await;
    // Omar does Sylvie's employment side: a meeting of Claire's he sees, without where and what about, and does not move.
    let id = id_of(&mut claire, "Sylvie").await;
    let meeting = fix(&mut claire, &id, plan()).await.meeting.id.to_string();
    let seen = summary(&mut omar, &id).await.meetings.remove(0);
    assert_eq!((seen.may_change, seen.meeting.place, seen.meeting.about), (false, None, None));
    omar.ask(moving(&meeting, 1, later())).await.refuses(409, "meeting.others");
    omar.ask(calling_off(&meeting, 1, json!({}))).await.refuses(409, "meeting.others");
    let base = look(&mut omar, &id).await;
    let shown = omar.ask(Ask::to(&GET_PATHWAY).inside(&base)).await.is(200).json();
    assert_eq!((shown["meetings"][0].get("about"), shown["meetings"][0].get("place")), (None, None));
    // Claire does not move his either.
    let his = fix(&mut omar, &id, later()).await.meeting.id.to_string();
    claire.ask(moving(&his, 1, later())).await.refuses(409, "meeting.others");
    hand_over(&mut claire, &id, "Omar Fictif").await;
    claire.ask(moving(&meeting, 1, later())).await.refuses(404, "not-found");
    claire.ask(Ask::to(&GET_CLIENT_SUMMARY).at(&[&id])).await.refuses(404, "not-found");
    let seen = summary(&mut omar, &id).await.meetings.remove(0);
    assert_eq!((seen.may_change, seen.meeting.with.name.as_str()), (true, "Claire Fictive"));
    assert_eq!(seen.meeting.about.as_deref(), Some("Votre CV"));
    let moved = omar.ask(moving(&meeting, 1, later())).await.is(200).json();
    assert_eq!(moved["meeting"]["with"]["name"], "Omar Fictif", "whoever moves it is there");
}

/// A world with a gateway, where Nadia wants text messages.
async fn reachable() -> (World, Gateway, Browser, String) {
    let (world, gateway) = with_gateway().await;
    let mut nadia = world.signed_in("new").await;
    wants_sms(&mut nadia, "06 12 34 56 78").await;
    let mut claire = desk(&world, "referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    (world, gateway, claire, id)
}

async fn sent(world: &World, gateway: &Gateway) -> Vec<String> {
    let before = gateway.received().len();
    send_due(&world.state).await.unwrap();
    let received = gateway.received().split_off(before);
    received.iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_person_is_told_of_each_change_once_and_never_what_it_is_about() {
    let (world, gateway, mut claire, id) = reachable().await;
    let meeting = fix(&mut claire, &id, plan()).await.meeting.id.to_string();
    let texts = sent(&world, &gateway).await;
    assert!(texts.len() == 1 && texts[0].contains("23/11") && texts[0].contains("09:00"), "{texts:?}");
    assert!(!texts[0].contains("CV") && !texts[0].contains("Claire"), "{texts:?}");
    // Moved twice before anything leaves: only how it is now is told.
    claire.ask(moving(&meeting, 1, plan())).await.is(200);
    claire.ask(moving(&meeting, 2, later())).await.is(200);
    let texts = sent(&world, &gateway).await;
    assert!(texts.len() == 1 && texts[0].contains("03/12") && texts[0].contains("14:15"), "{texts:?}");
    claire.ask(calling_off(&meeting, 3, json!({ "words": "Réunion" }))).await.is(200);
    let texts = sent(&world, &gateway).await;
    assert!(
        texts.len() == 1 && texts[0].contains("n'a pas lieu") && !texts[0].contains("Réunion"),
        "{texts:?}"
    );
    assert_eq!(sent(&world, &gateway).await, [""; 0]);
}

#[tokio::test]
async fn one_is_reminded_the_day_before_unless_one_has_just_been_told_or_cannot_come() {
    let (world, gateway, mut claire, id) = reachable().await;
    // On the 21st at ten: the reminder of the 23rd is due on the 22nd at ten.
    let meeting = fix(&mut claire, &id, plan()).await.meeting.id.to_string();
    sent(&world, &gateway).await;
    remind::sweep(&world.state).await.unwrap();
    assert_eq!(sent(&world, &gateway).await, [""; 0]);
    world.pass_s(DAY_S);
    for _ in 0..2 {
        remind::sweep(&world.state).await.unwrap();
    }
    let texts = sent(&world, &gateway).await;
    assert!(texts.len() == 1 && texts[0].contains("demain à 09:00"), "{texts:?}");
    // Moved to another hour of the same day now: that is told, and no reminder follows it.
    let mut noon = plan();
    noon["time"] = json!("12:00");
    let mut claire = desk(&world, "referent").await;
    claire.ask(moving(&meeting, 1, noon)).await.is(200);
    remind::sweep(&world.state).await.unwrap();
    assert_eq!(sent(&world, &gateway).await.len(), 1);
    // Whoever has said that they cannot come is not reminded.
    let other = fix(&mut claire, &id, later()).await.meeting.id.to_string();
    sent(&world, &gateway).await;
    let mut nadia = world.signed_in("new").await;
    nadia.ask(saying(&other, 1, false)).await.is(200);
    world.pass_s(10 * DAY_S + 3600);
    remind::sweep(&world.state).await.unwrap();
    assert_eq!(sent(&world, &gateway).await, [""; 0]);
}

#[tokio::test]
async fn whom_no_message_reaches_is_called() {
    let world = World::new().await;
    let mut claire = desk(&world, "referent").await;
    let id = id_of(&mut claire, "Nadia").await;
    fix(&mut claire, &id, plan()).await;
    send_due(&world.state).await.unwrap();
    let calls = claire.get(&LIST_CALLS).await.is(200).json();
    let call = &calls["calls"][0];
    assert_eq!((&call["kind"], &call["when"]["from"]), (&json!("meeting-fixed"), &json!("09:00")));
    assert_eq!(call["title"], "", "what it is about is not said");
}
