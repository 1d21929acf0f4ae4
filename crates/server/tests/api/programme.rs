//! The month, as people and staff live with it.

use crate::harness::{Ask, Browser, World};
use crate::sharing::id_of;
use crate::staff::desk;
use crate::workshops::catalogue;
use contract::access::LIST_ACCESSES;
use contract::pathway::GET_CALENDAR;
use contract::programme::staff::{
    ADD_COMPANY, CANCEL_MONTH, CREATE_MONTH, GET_STAFF_MONTH, LIST_STAFF_MONTHS, PROPOSE_MONTH,
    PUBLISH_MONTH, REMOVE_COMPANY, StaffMonthDetail, StaffMonthList, UPDATE_MONTH, WITHDRAW_COMPANY,
};
use contract::programme::{
    ASK_FOR_MONTH, CompanyDetail, DECLINE_MONTH, GET_COMPANY, LIST_MONTHS, MonthList, MonthStanding,
    MonthView,
};
use contract::workshops::{BOOK_SEAT, CANCEL_BOOKING, GET_SLOT, JOIN_WAITLIST, SlotDetail};
use domain::programme::{Invitation, MonthState};
use domain::workshops::{BookingRefusal, BookingStatus};
use serde_json::{Value, json};

const DAY_S: i64 = 86_400;

pub fn written() -> Value {
    json!({
        "theme": "Logistique",
        "days": [{ "venue": "mediatheque", "day": "2027-02-02", "places": 30 }],
        "venue": "centre-ville", "day": "2027-02-26", "from": "09:00", "to": "12:00",
    })
}

pub fn with(key: &str, value: impl Into<Value>) -> Value {
    let mut body = written();
    body[key] = value.into();
    body
}

pub fn sheet() -> Value {
    json!({
        "name": "Entrepôts du Nord", "sector_naf": "52.10b", "jobs_rome": ["G1501"], "place": "Zone des Prés",
        "access": "Bus 11", "contract": "fixed-term", "soft_skills": "", "licence_required": true,
        "beginners_welcome": true, "n_jobs": 4,
    })
}

pub async fn act(browser: &mut Browser, status: u16, ask: Ask) -> StaffMonthDetail {
    serde_json::from_str(&browser.ask(ask).await.is(status).text).unwrap()
}

async fn say(browser: &mut Browser, ask: Ask) -> MonthView {
    serde_json::from_str(&browser.ask(ask).await.is(200).text).unwrap()
}

async fn months(browser: &mut Browser) -> Vec<MonthView> {
    let list: MonthList = serde_json::from_str(&browser.get(&LIST_MONTHS).await.is(200).text).unwrap();
    list.months
}

/// The month of the demonstration: two days, five companies, five participants.
pub async fn month(browser: &mut Browser) -> MonthView {
    months(browser).await.into_iter().next().unwrap()
}

pub async fn company(browser: &mut Browser, id: &str) -> CompanyDetail {
    serde_json::from_str(&browser.ask(Ask::to(&GET_COMPANY).at(&[id])).await.is(200).text).unwrap()
}

async fn slot(browser: &mut Browser, id: &str) -> SlotDetail {
    serde_json::from_str(&browser.ask(Ask::to(&GET_SLOT).at(&[id])).await.is(200).text).unwrap()
}

#[tokio::test]
async fn a_coordinator_makes_a_month_and_publishes_it() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let mut nadia = world.signed_in("new").await;
    let ask = Ask::to(&CREATE_MONTH).body(written());
    let draft = act(&mut paul, 201, ask.clone()).await;
    assert_eq!(act(&mut paul, 201, ask).await, draft, "the same key makes one");
    let id = draft.month.id.as_str();
    assert_eq!((draft.month.state, draft.month.version, draft.month.days.len()), (MonthState::Draft, 1, 1));
    let day = &draft.month.days[0];
    assert_eq!(
        (day.when.from.to_string(), day.when.to.to_string()),
        ("08:45".to_owned(), "15:30".to_owned())
    );
    assert_eq!(day.title, "Journée de préparation – Logistique");
    // Six groups turn through six workshops: who is where when.
    let groups = &draft.rotations[0].groups;
    let at = |group: usize, time: usize| groups[group].lines[time].title.clone().unwrap();
    assert_eq!((groups.len(), groups[0].lines.len()), (6, 6));
    assert_eq!(
        (at(0, 0).as_str(), at(5, 0).as_str()),
        ("Les métiers qui recrutent", "Simulation d’entretien")
    );
    assert_eq!(at(0, 1), at(1, 0));
    let with_company = act(&mut paul, 201, Ask::to(&ADD_COMPANY).at(&[id]).body(sheet())).await;
    let added = &with_company.companies[0];
    assert_eq!((added.n_talks, added.company.sector_naf.as_str()), (10, "52.10B"), "twelve minutes and five");
    assert_eq!(added.company.jobs[0].label, "Employé / Employée d’étage");
    let update = |body: Value, version: u64| Ask::to(&UPDATE_MONTH).at(&[id]).body(body).if_match(version);
    paul.ask(Ask::to(&UPDATE_MONTH).at(&[id]).body(written())).await.refuses(428, "version.missing");
    paul.ask(update(written(), 7)).await.refuses(412, "month.changed-elsewhere");
    let longer = act(&mut paul, 200, update(with("to", "12:30"), 1)).await;
    assert_eq!((longer.companies[0].n_talks, longer.month.version), (12, 2), "its talks follow the hours");
    let other = act(&mut paul, 201, Ask::to(&ADD_COMPANY).at(&[id]).body(sheet())).await;
    let gone = other.companies[1].company.id.to_string();
    let remove = Ask::to(&REMOVE_COMPANY).at(&[id, &gone]);
    assert_eq!(act(&mut paul, 200, remove).await.companies.len(), 1);
    let n_before = months(&mut nadia).await.len();
    let open = act(&mut paul, 200, Ask::to(&PUBLISH_MONTH).at(&[id])).await;
    assert_eq!(open.month.opens_at, Some(world.now().plus_s(2 * DAY_S)));
    assert_eq!(act(&mut paul, 200, Ask::to(&PUBLISH_MONTH).at(&[id])).await, open, "twice is once");
    assert_eq!(months(&mut nadia).await.len(), n_before + 1);
    paul.ask(update(written(), 3)).await.refuses(409, "month.fixed");
    // The dates stay; the theme and the places may change, as long as nobody loses theirs.
    let (person, day) =
        (id_of(&mut desk(&world, "referent").await, "Nadia").await, open.month.days[0].id.as_str());
    nadia.ask(Ask::to(&ASK_FOR_MONTH).at(&[id])).await.is(200);
    paul.ask(Ask::to(&PROPOSE_MONTH).at(&[id]).body(json!({ "person": person }))).await.is(200);
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[day])).await.is(200);
    let places = |n: u32| {
        let mut body = with("to", "12:30");
        (body["theme"], body["days"][0]["places"]) = ("Entrepôts".into(), n.into());
        update(body, 3)
    };
    paul.ask(places(0)).await.refuses(422, "month.refused");
    let other = act(&mut paul, 200, places(12)).await;
    assert_eq!((other.month.theme.as_str(), other.month.version), ("Entrepôts", 4));
    assert_eq!((other.month.days[0].capacity, other.rotations[0].groups.len()), (12, 6), "groups stay");
    assert_eq!(other.month.days[0].title, "Journée de préparation – Entrepôts");
    paul.ask(Ask::to(&REMOVE_COMPANY).at(&[id, added.company.id.as_str()])).await.refuses(409, "month.fixed");
    let listed: StaffMonthList =
        serde_json::from_str(&paul.get(&LIST_STAFF_MONTHS).await.is(200).text).unwrap();
    assert_eq!((listed.months.len(), listed.themes.len(), listed.places), (2, 12, 30));
}

#[tokio::test]
async fn a_month_that_cannot_be_is_refused() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let day = |venue: &str, day: &str, places: u32| json!([{ "venue": venue, "day": day, "places": places }]);
    for body in [
        with("theme", " "),
        with("venue", "nothing"),
        with("days", json!([])),
        with("days", day("nothing", "2027-02-02", 30)),
        with("days", day("mediatheque", "2026-02-02", 30)),
        with("days", day("mediatheque", "2027-02-26", 30)),
        with("days", day("mediatheque", "2027-02-02", 0)),
        // A seventh group of five would make two at once somewhere.
        with("days", day("mediatheque", "2027-02-02", 31)),
        with("to", "09:00"),
    ] {
        paul.ask(Ask::to(&CREATE_MONTH).body(body)).await.refuses(422, "month.refused");
    }
    paul.ask(Ask::to(&CREATE_MONTH).body(with("day", "demain"))).await.refuses(400, "request.malformed");
    let draft = act(&mut paul, 201, Ask::to(&CREATE_MONTH).body(written())).await;
    let mut broken = sheet();
    broken["jobs_rome"] = json!(["Z9999"]);
    paul.ask(Ask::to(&ADD_COMPANY).at(&[draft.month.id.as_str()]).body(broken))
        .await
        .refuses(422, "company.refused");
}

#[tokio::test]
async fn only_a_coordinator_makes_months() {
    let world = World::new().await;
    let mut claire = desk(&world, "referent").await;
    let mut nadia = world.signed_in("new").await;
    let shown = month(&mut nadia).await;
    let (id, of) = (shown.id.as_str(), shown.companies[0].id.as_str());
    for ask in [
        Ask::to(&CREATE_MONTH).body(written()),
        Ask::to(&UPDATE_MONTH).at(&[id]).body(written()).if_match(1),
        Ask::to(&PUBLISH_MONTH).at(&[id]),
        Ask::to(&CANCEL_MONTH).at(&[id]).body(json!({ "message": "Non." })),
        Ask::to(&ADD_COMPANY).at(&[id]).body(sheet()),
        Ask::to(&REMOVE_COMPANY).at(&[id, of]),
        Ask::to(&WITHDRAW_COMPANY).at(&[id, of]).body(json!({ "message": "Non." })),
    ] {
        claire.ask(ask.clone()).await.refuses(404, "not-found");
        world.browser().ask(ask.clone()).await.refuses(401, "session.needed");
        nadia.ask(ask).await.refuses(401, "session.needed");
    }
    let mut paul = desk(&world, "coordinator").await;
    let draft = act(&mut paul, 201, Ask::to(&CREATE_MONTH).body(written())).await;
    let draft = draft.month.id.as_str();
    claire.ask(Ask::to(&GET_STAFF_MONTH).at(&[draft])).await.refuses(404, "not-found");
    let propose =
        Ask::to(&PROPOSE_MONTH).at(&[draft]).body(json!({ "person": id_of(&mut claire, "Nadia").await }));
    claire.ask(propose).await.refuses(404, "not-found");
    nadia.ask(Ask::to(&ASK_FOR_MONTH).at(&[draft])).await.refuses(404, "not-found");
    for ask in [Ask::to(&ASK_FOR_MONTH).at(&[id]), Ask::to(&DECLINE_MONTH).at(&[id])] {
        world.browser().ask(ask).await.refuses(401, "session.needed");
    }
    for endpoint in [&ASK_FOR_MONTH, &DECLINE_MONTH, &GET_COMPANY] {
        nadia.ask(Ask::to(endpoint).at(&["nothing"])).await.refuses(404, "not-found");
    }
}

#[tokio::test]
async fn a_person_asks_is_invited_and_takes_part() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let mut claire = desk(&world, "referent").await;
    let first = month(&mut nadia).await;
    let id = first.id.as_str();
    assert_eq!((&first.standing, first.days.len(), first.is_open), (&MonthStanding::Nothing, 2, false));
    assert_eq!(first.days[0].refusal, Some(BookingRefusal::NotInvited));
    let day = first.days[0].id.as_str();
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[day])).await.refuses(409, "booking.not-invited");
    nadia.ask(Ask::to(&JOIN_WAITLIST).at(&[day])).await.refuses(409, "booking.not-invited");
    assert_eq!(say(&mut nadia, Ask::to(&ASK_FOR_MONTH).at(&[id])).await.standing, MonthStanding::Asked);
    let person = id_of(&mut claire, "Nadia").await;
    let propose = || Ask::to(&PROPOSE_MONTH).at(&[id]).body(json!({ "person": person }));
    let seen = act(&mut claire, 200, Ask::to(&GET_STAFF_MONTH).at(&[id])).await;
    let status = |detail: &StaffMonthDetail, name: &str| {
        detail.people.iter().find(|one| one.first_name == name).map(|one| (one.invitation, one.day))
    };
    assert_eq!(status(&seen, "Nadia"), Some((Invitation::Asked, None)));
    assert_eq!(seen.people.len(), 3, "a référent sees those they follow");
    assert_eq!(seen.rotations[0].groups[0].n_people, 1);
    assert!(seen.rotations[0].groups[0].people.is_empty(), "the crowd follows nobody here");
    let proposed = claire.ask(propose()).await.is(200).json();
    assert_eq!(proposed["invitation"], "proposed");
    let looks = nadia.get(&LIST_ACCESSES).await.is(200).json();
    assert_eq!(looks["accesses"][0]["operation"], "proposeMonth");
    let by = Some("Claire Fictive".to_owned());
    assert_eq!(month(&mut nadia).await.standing, MonthStanding::Proposed { by });
    // A no is kind and can be taken back, by her alone.
    assert_eq!(say(&mut nadia, Ask::to(&DECLINE_MONTH).at(&[id])).await.standing, MonthStanding::Declined);
    assert_eq!(claire.ask(propose()).await.is(200).json()["invitation"], "declined");
    say(&mut nadia, Ask::to(&ASK_FOR_MONTH).at(&[id])).await;
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[day])).await.is(200);
    let part = month(&mut nadia).await;
    let timetable = part.timetable.unwrap();
    assert_eq!((part.standing, timetable.group, timetable.lines.len()), (MonthStanding::Participant, 6, 6));
    assert_eq!(timetable.lines[0].title.as_deref(), Some("Simulation d’entretien"), "group 6 begins there");
    let other = part.days[1].id.as_str();
    nadia.ask(Ask::to(&BOOK_SEAT).at(&[other])).await.refuses(409, "booking.other-day");
    nadia.ask(Ask::to(&DECLINE_MONTH).at(&[id])).await.refuses(409, "month.place-held");
    let seen = act(&mut claire, 200, Ask::to(&GET_STAFF_MONTH).at(&[id])).await;
    assert_eq!(status(&seen, "Nadia"), Some((Invitation::Proposed, Some(BookingStatus::Booked))));
    assert_eq!(seen.rotations[0].groups[5].people, ["Nadia Exemple"]);
    // The day stands among her dates and in her calendar, and in nobody else's list.
    assert!(catalogue(&mut nadia).await.iter().any(|slot| slot.id.as_str() == day));
    assert!(
        nadia.get(&GET_CALENDAR).await.is(200).text.replace("\r\n ", "").contains("Journée de préparation")
    );
    let mut karim = world.signed_in("draft").await;
    assert!(catalogue(&mut karim).await.iter().all(|slot| slot.of_month.is_none()));
    let mut paul = desk(&world, "coordinator").await;
    let stranger = Ask::to(&PROPOSE_MONTH).at(&[id]).body(json!({ "person": "nobody" }));
    paul.ask(stranger).await.refuses(404, "not-found");
    paul.ask(propose()).await.is(200);
}

#[tokio::test]
async fn talks_are_for_participants_first_and_four_at_most() {
    let world = World::new().await;
    let mut karim = world.signed_in("draft").await;
    let shown = month(&mut karim).await;
    let cv = shown.companies.iter().find(|one| one.name == "Hôtel des Quatre Vents").unwrap();
    let first = company(&mut karim, cv.id.as_str()).await;
    assert_eq!((first.talks.len(), cv.n_free, first.is_open), (10, 7, false));
    let free: Vec<&str> =
        first.talks.iter().filter(|talk| talk.n_free > 0).map(|talk| talk.id.as_str()).collect();
    karim.ask(Ask::to(&BOOK_SEAT).at(&[free[0]])).await.refuses(409, "booking.not-yet");
    // With a preparation day he is a participant.
    karim.ask(Ask::to(&BOOK_SEAT).at(&[shown.days[0].id.as_str()])).await.is(200);
    for talk in &free[..4] {
        karim.ask(Ask::to(&BOOK_SEAT).at(&[talk])).await.is(200);
    }
    karim.ask(Ask::to(&BOOK_SEAT).at(&[free[4]])).await.refuses(409, "booking.enough-talks");
    let own = month(&mut karim).await;
    assert_eq!((own.talks.len(), own.is_open), (4, true));
    let file = karim.get(&GET_CALENDAR).await.is(200).text.replace("\r\n ", "");
    assert_eq!(file.matches("Hôtel des Quatre Vents").count(), 8, "four events, each with its reminder");
    // Someone else's talk at the same time: other times are shown.
    world.pass_s(DAY_S);
    let mut sylvie = world.signed_in("sent").await;
    sylvie.ask(Ask::to(&BOOK_SEAT).at(&[free[0]])).await.refuses(409, "booking.full");
    let taken = slot(&mut sylvie, free[0]).await;
    assert_eq!((taken.slot.refusal, taken.alternatives.len()), (Some(BookingRefusal::Full), 3));
    sylvie.ask(Ask::to(&BOOK_SEAT).at(&[taken.alternatives[0].id.as_str()])).await.is(200);
    let mut karim = world.signed_in("draft").await;
    let cancel = Ask::to(&CANCEL_BOOKING).at(&[free[0]]).body(json!({}));
    karim.ask(cancel).await.is(200);
    karim.ask(Ask::to(&BOOK_SEAT).at(&[free[4]])).await.is(200);
}

#[tokio::test]
async fn a_cancelled_month_says_why() {
    let world = World::new().await;
    let mut karim = world.signed_in("draft").await;
    let mut paul = desk(&world, "coordinator").await;
    let shown = month(&mut karim).await;
    let id = shown.id.as_str();
    karim.ask(Ask::to(&BOOK_SEAT).at(&[shown.days[0].id.as_str()])).await.is(200);
    let cancel = |message: &str| Ask::to(&CANCEL_MONTH).at(&[id]).body(json!({ "message": message }));
    paul.ask(cancel(" ")).await.refuses(422, "slot.message-refused");
    let before = act(&mut paul, 200, Ask::to(&GET_STAFF_MONTH).at(&[id])).await;
    assert_eq!(before.month.n_told, 6);
    let after = act(&mut paul, 200, cancel("La salle est fermée.")).await;
    assert_eq!((after.month.state, after.month.n_told), (MonthState::Cancelled, 0));
    let seen = month(&mut karim).await;
    assert_eq!((seen.state, seen.message.as_deref()), (MonthState::Cancelled, Some("La salle est fermée.")));
    assert_eq!(seen.days[0].own.as_ref().unwrap().status, BookingStatus::CancelledByService);
    assert!(months(&mut world.signed_in("new").await).await.is_empty(), "nobody else sees it");
    karim.ask(Ask::to(&ASK_FOR_MONTH).at(&[id])).await.refuses(409, "month.closed");
    karim.ask(Ask::to(&DECLINE_MONTH).at(&[id])).await.refuses(409, "month.closed");
    karim.ask(Ask::to(&BOOK_SEAT).at(&[shown.days[1].id.as_str()])).await.refuses(409, "booking.cancelled");
    let of = shown.companies[0].id.as_str();
    karim.ask(Ask::to(&GET_COMPANY).at(&[of])).await.refuses(404, "not-found");
    paul.ask(Ask::to(&PUBLISH_MONTH).at(&[id])).await.refuses(409, "month.fixed");
    paul.ask(Ask::to(&ADD_COMPANY).at(&[id]).body(sheet())).await.refuses(409, "month.fixed");
    let mut claire = desk(&world, "referent").await;
    let person = id_of(&mut claire, "Nadia").await;
    let propose = Ask::to(&PROPOSE_MONTH).at(&[id]).body(json!({ "person": person }));
    claire.ask(propose).await.refuses(409, "month.closed");
}

#[tokio::test]
async fn what_has_begun_stays_what_it_was() {
    let world = World::new().await;
    let mut paul = desk(&world, "coordinator").await;
    let draft = act(&mut paul, 201, Ask::to(&CREATE_MONTH).body(written())).await;
    let id = draft.month.id.as_str();
    let ahead_s = |at: domain::time::Timestamp| (at.as_ms() - world.now().as_ms()) / 1000;
    world.pass_s(ahead_s(draft.month.days[0].when.starts_at));
    let mut paul = desk(&world, "coordinator").await;
    paul.ask(Ask::to(&PUBLISH_MONTH).at(&[id])).await.refuses(409, "month.begun");
    world.pass_s(ahead_s(draft.month.dating.starts_at));
    let mut paul = desk(&world, "coordinator").await;
    paul.ask(Ask::to(&ADD_COMPANY).at(&[id]).body(sheet())).await.refuses(409, "month.begun");
}
