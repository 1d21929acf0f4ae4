//! A CV that is made here (C7): answers saved part by part, and a paper that goes the way of every file.

use crate::antivirus::Antivirus;
use crate::harness::{Ask, Browser, World};
use crate::hostile::make;
use crate::passage::{hand_in, list, nadia, shared_with, world_with};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use contract::cv::{
    CvView, GET_CV, GET_CV_PHOTO, MAKE_CV, REMOVE_CV_PHOTO, SAVE_CV_PART, SET_CV_PHOTO, SheetLineKind,
};
use contract::documents::staff::DOWNLOAD_CLIENT_DOCUMENT;
use contract::documents::{DOWNLOAD_DOCUMENT, SHARE_DOCUMENT};
use contract::preview::START_PREVIEW;
use domain::cv::{PHOTO_HEIGHT, PHOTO_MAX_BYTES, PHOTO_WIDTH};
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
    phone.ask(save("hobbies", 0, json!([]))).await.refuses(400, "request.malformed");
    let nowhere = Ask::to(&SAVE_CV_PART).at(&["hobbies"]).body(json!({ "skills": [] }));
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

fn photo(jpeg: &[u8]) -> Ask {
    Ask::to(&SET_CV_PHOTO).body(json!({ "jpeg": BASE64.encode(jpeg) }))
}

#[tokio::test]
async fn a_photo_is_drawn_anew_and_only_its_owner_sees_it() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    phone.get(&GET_CV_PHOTO).await.refuses(404, "not-found");
    answer_what_is_needed(&mut phone).await;
    let came = make::jpeg_with(0xe1, &make::exif());
    let ask = photo(&came).key("one");
    phone.ask(ask.clone()).await.is(204);
    phone.ask(ask).await.is(204);
    let seen = phone.get(&GET_CV_PHOTO).await;
    assert_eq!(
        (seen.is(200).header("content-type"), seen.header("cache-control")),
        ("image/jpeg", "no-store")
    );
    let drawn = image::load_from_memory(&seen.bytes).unwrap();
    assert_eq!((drawn.width(), drawn.height()), (PHOTO_WIDTH, PHOTO_HEIGHT));
    assert!(!seen.bytes.windows(4).any(|window| window == b"Exif"), "it says nothing of where it was taken");
    let view = cv(&mut phone).await;
    assert!(view.photo_at.is_some());
    let told: Vec<_> = view.sheet.iter().map(|line| (line.kind, line.text.as_str())).collect();
    assert_eq!(
        told[..2],
        [(SheetLineKind::Photo, "Photo de Nadia Lefèvre"), (SheetLineKind::Name, "Nadia Lefèvre")]
    );

    let mut karim = world.signed_in("draft").await;
    karim.get(&GET_CV_PHOTO).await.refuses(404, "not-found");
    world.browser().get(&GET_CV_PHOTO).await.refuses(401, "session.needed");
    let mut claire = world.at_the_desk("referent").await;
    claire.get(&GET_CV_PHOTO).await.refuses(401, "session.needed");
    let person = nadia(&mut claire).await;
    let preview = claire.ask(Ask::to(&START_PREVIEW).at(&[&person])).await.is(201).json();
    let base = format!("/preview/{}", preview["id"].as_str().unwrap());
    claire.ask(Ask::to(&GET_CV_PHOTO).inside(&base)).await.refuses(403, "preview-read-only");
    assert_eq!(claire.ask(Ask::to(&GET_CV).inside(&base)).await.is(200).json()["photo_at"], Value::Null);

    // The paper has it, and keeps it when it is taken away from the next one.
    phone.ask(Ask::to(&MAKE_CV)).await.is(201);
    work::round(&world.state).await.unwrap();
    let id = list(&mut phone).await.documents[0].id.clone();
    let paper = phone.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id.as_str()])).await.is(200).bytes.clone();
    assert!(paper.windows(seen.bytes.len()).any(|window| window == seen.bytes), "as it was drawn");
    for _ in 0..2 {
        phone.ask(Ask::to(&REMOVE_CV_PHOTO)).await.is(204);
    }
    phone.get(&GET_CV_PHOTO).await.refuses(404, "not-found");
    assert_eq!(cv(&mut phone).await.sheet[0].kind, SheetLineKind::Name);
    assert_eq!(phone.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id.as_str()])).await.is(200).bytes, paper);
}

#[tokio::test]
async fn what_is_no_photo_changes_nothing() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    phone.ask(photo(&make::jpeg(60, 80))).await.is(204);
    let before = phone.get(&GET_CV_PHOTO).await.is(200).bytes.clone();
    let most = usize::try_from(PHOTO_MAX_BYTES).unwrap();
    let whole = make::jpeg(60, 80);
    let long = [whole.clone(), vec![0; most]].concat();
    for bytes in [&b""[..], b"x", &make::png(60, 80), &make::pdf(&[]), &whole[..whole.len() / 3], &long] {
        phone.ask(photo(bytes)).await.refuses(422, "cv.photo-refused");
    }
    let unreadable = Ask::to(&SET_CV_PHOTO).body(json!({ "jpeg": "é" }));
    phone.ask(unreadable).await.refuses(422, "cv.photo-refused");
    phone.ask(Ask::to(&SET_CV_PHOTO).body(json!({}))).await.refuses(400, "request.malformed");
    assert_eq!(phone.get(&GET_CV_PHOTO).await.is(200).bytes, before);
    // As much as may be sent fits into a request, base 64 and all.
    let fits = [whole, vec![0; most]].concat()[..most].to_vec();
    phone.ask(photo(&fits)).await.is(204);
}
