//! A CV that is made here (C7): answers saved part by part, and a paper that goes the way of every file.

use crate::antivirus::Antivirus;
use crate::harness::{Ask, Browser, World};
use crate::passage::{hand_in, list, nadia, shared_with, world_with};
use contract::cv::{CvView, GET_CV, MAKE_CV, SAVE_CV_PART, SheetLineKind};
use contract::documents::staff::DOWNLOAD_CLIENT_DOCUMENT;
use contract::documents::{DOWNLOAD_DOCUMENT, SHARE_DOCUMENT};
use contract::preview::START_PREVIEW;
use domain::documents::{DocumentKind, DocumentState, Scan};
use serde_json::{Value, json};
use server::documents::work;

fn save(part: &str, version: u64, value: Value) -> Ask {
    Ask::to(&SAVE_CV_PART).at(&[part]).body(json!({ (part): value })).if_match(version)
}

async fn cv(browser: &mut Browser) -> CvView {
    serde_json::from_str(&browser.get(&GET_CV).await.is(200).text).unwrap()
}

async fn answer_what_is_needed(browser: &mut Browser) {
    let contact = json!({ "name": "Nadia  Lefèvre ", "phone": "06 12 34 56 78" });
    browser.ask(save("contact", 0, contact)).await.is(204);
}

#[tokio::test]
async fn answers_stay_and_say_what_the_paper_will_say() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    let empty = cv(&mut phone).await;
    assert!(empty.parts.is_empty() && empty.sheet.is_empty() && empty.name.starts_with("Nadia "));
    assert!(empty.jobs.iter().any(|job| job.code == "G1602") && empty.ideas.len() > 10);
    answer_what_is_needed(&mut phone).await;
    let jobs = json!([
        { "title": "Plongeuse", "from": 2015, "to": 2017 },
        { "title": "Aide de cuisine", "code": "G1602", "from": 2019, "goes_on": true, "tasks": ["Servir"] },
    ]);
    phone.ask(save("jobs", 0, jobs)).await.is(204);

    let mut other = world.signed_in("new").await;
    let kept = cv(&mut other).await;
    assert_eq!(kept.parts.iter().map(|kept| kept.version).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(kept.ideas[0].code, "G1602", "what the trade asks for comes first");
    let told: Vec<_> = kept.sheet.iter().map(|line| (line.kind, line.text.as_str())).collect();
    assert_eq!(
        told,
        [
            (SheetLineKind::Name, "Nadia Lefèvre"),
            (SheetLineKind::Text, "06 12 34 56 78"),
            (SheetLineKind::Section, "Expérience professionnelle"),
            (SheetLineKind::Item, "Aide de cuisine"),
            (SheetLineKind::Note, "Depuis 2019"),
            (SheetLineKind::Bullet, "Servir"),
            (SheetLineKind::Item, "Plongeuse"),
            (SheetLineKind::Note, "2015 - 2017"),
        ]
    );

    // A device that has read less changes nothing; the same try has one effect.
    other.ask(save("jobs", 0, json!([]))).await.refuses(412, "cv.changed-elsewhere");
    let emptied = save("jobs", 1, json!([])).key("one");
    other.ask(emptied.clone()).await.is(204);
    other.ask(emptied).await.is(204);
    assert_eq!(cv(&mut phone).await.parts[1].version, 2);
    let mut karim = world.signed_in("draft").await;
    assert!(cv(&mut karim).await.parts.is_empty());
}

#[tokio::test]
async fn what_cannot_be_so_is_refused() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    phone.ask(save("contact", 0, json!({ "phone": "06" }))).await.refuses(422, "cv.refused");
    phone.ask(save("jobs", 0, json!([{ "place": "Lille" }]))).await.refuses(422, "cv.refused");
    let elsewhere = Ask::to(&SAVE_CV_PART).at(&["jobs"]).body(json!({ "skills": [] }));
    phone.ask(elsewhere.if_match(0)).await.refuses(422, "cv.refused");
    phone.ask(save("photo", 0, json!([]))).await.refuses(400, "request.malformed");
    let nowhere = Ask::to(&SAVE_CV_PART).at(&["photo"]).body(json!({ "skills": [] }));
    phone.ask(nowhere.if_match(0)).await.refuses(404, "not-found");
    let blind = Ask::to(&SAVE_CV_PART).at(&["skills"]).body(json!({ "skills": [] }));
    phone.ask(blind).await.refuses(428, "version.missing");
    phone.ask(Ask::to(&MAKE_CV)).await.refuses(409, "cv.incomplete");
    world.browser().get(&GET_CV).await.refuses(401, "session.needed");
    assert!(cv(&mut phone).await.parts.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_made_cv_is_checked_shared_and_opened_like_any_file() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut phone = world.signed_in("new").await;
    answer_what_is_needed(&mut phone).await;
    let ask = Ask::to(&MAKE_CV).key("one");
    let made = phone.ask(ask.clone()).await.is(201).json();
    assert_eq!(phone.ask(ask).await.is(201).json(), made, "one try makes one");
    let documents = list(&mut phone).await.documents;
    assert_eq!((documents.len(), documents[0].state), (1, DocumentState::Checking));
    work::round(&world.state).await.unwrap();
    let kept = &list(&mut phone).await.documents[0];
    assert_eq!((kept.name.as_str(), kept.state), ("CV Nadia Lefèvre", DocumentState::Kept));
    assert_eq!((kept.kind, kept.scan, kept.shared_at), (Some(DocumentKind::Pdf), Some(Scan::Clean), None));
    let id = kept.id.as_str();
    let own = phone.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id])).await;
    assert!(own.is(200).bytes.starts_with(b"%PDF-1.7"));

    let mut claire = world.at_the_desk("referent").await;
    let person = nadia(&mut claire).await;
    assert!(shared_with(&mut claire, &person).await.documents.is_empty(), "shared by nobody but her");
    phone.ask(Ask::to(&SHARE_DOCUMENT).at(&[id])).await.is(200);
    let seen = claire.ask(Ask::to(&DOWNLOAD_CLIENT_DOCUMENT).at(&[id])).await;
    assert_eq!(seen.is(200).bytes, own.bytes);

    // The answers are still there, and the next version stands beside the first.
    phone.ask(Ask::to(&MAKE_CV)).await.is(201);
    assert_eq!((list(&mut phone).await.documents.len(), cv(&mut phone).await.parts.len()), (2, 1));
}

#[tokio::test]
async fn a_made_cv_counts_as_one_of_five_files() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    answer_what_is_needed(&mut phone).await;
    for n in 0..5 {
        hand_in(&world, &mut phone, &format!("{n}.pdf"), b"x").await;
    }
    // What was refused takes no room, so these are made here.
    for _ in 0..5 {
        phone.ask(Ask::to(&MAKE_CV)).await.is(201);
    }
    phone.ask(Ask::to(&MAKE_CV)).await.refuses(409, "upload.too-many");
}

#[tokio::test]
async fn someone_who_looks_sees_nothing_begun() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    answer_what_is_needed(&mut phone).await;
    let mut claire = world.at_the_desk("referent").await;
    let person = nadia(&mut claire).await;
    let preview = claire.ask(Ask::to(&START_PREVIEW).at(&[&person])).await.is(201).json();
    let base = format!("/preview/{}", preview["id"].as_str().unwrap());
    let seen = claire.ask(Ask::to(&GET_CV).inside(&base)).await.is(200).json();
    assert_eq!((&seen["parts"], &seen["sheet"]), (&json!([]), &json!([])));
    claire.ask(Ask::to(&MAKE_CV).inside(&base)).await.refuses(403, "preview-read-only");
}
