//! Who may open a file, and that each look is told to its owner (C5, C6, T5, T8).

use crate::antivirus::Antivirus;
use crate::harness::{Ask, World};
use crate::hostile::{Expected, Sample, good, hostile, make};
use crate::passage::{find, hand_in, list, nadia, shared_with, understood, world_with};
use contract::access::LIST_ACCESSES;
use contract::documents::staff::{DOWNLOAD_CLIENT_DOCUMENT, LIST_CLIENT_DOCUMENTS, REPORT_UNREADABLE};
use contract::documents::{
    DOWNLOAD_DOCUMENT, GET_DOCUMENT_PICTURE, REMOVE_DOCUMENT, SHARE_DOCUMENT, UNSHARE_DOCUMENT,
};
use domain::documents::{DocumentState, FileRefusal, Scan};
use server::documents::work;

/// What is wrong with what became of this file on its way to the référent.
async fn fault(world: &World, sample: &Sample) -> Option<String> {
    let mut nadia = world.signed_in("new").await;
    let id = hand_in(world, &mut nadia, &sample.name, &sample.bytes).await;
    let now = find(&mut nadia, &id).await;
    let own = nadia.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[&id])).await;
    let mut shows_no_picture = false;
    for number in 1..=now.n_pictures {
        let page = nadia.ask(Ask::to(&GET_DOCUMENT_PICTURE).at(&[&id, &number.to_string()])).await;
        shows_no_picture |= page.status != 200 || !page.bytes.starts_with(b"\xff\xd8\xff");
    }
    world.pass_s(30);
    let mut claire = world.at_the_desk("referent").await;
    let seen = claire.ask(Ask::to(&DOWNLOAD_CLIENT_DOCUMENT).at(&[&id])).await;
    nadia.ask(Ask::to(&REMOVE_DOCUMENT).at(&[&id])).await.is(200);
    let as_it_came = seen.status == 200 && seen.bytes == sample.bytes;
    let is_clean = now.scan == Some(Scan::Clean);
    let is_right = match sample.expected {
        Expected::Kept => is_clean && as_it_came && own.status == 200,
        Expected::Redrawn => is_clean && seen.status == 200 && !as_it_came,
        Expected::NeverAsItCame => !as_it_came && (seen.status == 200) == is_clean,
        Expected::Refused(why) => now.refusal == Some(why) && (own.status, seen.status) == (409, 404),
        Expected::Infected => {
            now.refusal == Some(FileRefusal::Infected) && (own.status, seen.status) == (409, 404)
        }
    };
    let told = format!(
        "{}: {:?} {:?} {:?}, own {}, seen {}",
        sample.what, now.state, now.refusal, now.scan, own.status, seen.status
    );
    (!is_right || shows_no_picture || own.status >= 500 || seen.status >= 500).then_some(told)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_hostile_file_reaches_the_referent() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let samples = [good(), hostile()].concat();
    assert!(samples.len() >= 120);
    let mut faults = Vec::new();
    for sample in &samples {
        faults.extend(fault(&world, sample).await);
    }
    assert_eq!(faults, Vec::<String>::new());
    let mut nadia = world.signed_in("new").await;
    assert_eq!(list(&mut nadia).await.documents, []);
}

/// Negative control: an antivirus that does not know the test virus lets it through, and the check above sees that.
#[tokio::test]
async fn without_its_signature_the_virus_would_be_served() {
    let antivirus = Antivirus::with(b"a signature of nothing that anyone sends", "").await;
    let world = world_with(Some(antivirus.scanner())).await;
    let infected: Vec<Sample> =
        hostile().into_iter().filter(|sample| sample.expected == Expected::Infected).collect();
    assert!(infected.len() >= 3);
    for sample in &infected {
        let told = fault(&world, sample).await;
        assert!(told.is_some_and(|told| told.contains("seen 200")), "{}", sample.what);
    }
}

#[tokio::test]
async fn the_person_chooses_and_sees_who_has_opened_it() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut browser = world.signed_in("new").await;
    let id = hand_in(&world, &mut browser, "cv.docx", &make::docx(&[])).await;
    assert!(list(&mut browser).await.has_scanner);
    let mut claire = world.at_the_desk("referent").await;
    let person = nadia(&mut claire).await;
    let shared = shared_with(&mut claire, &person).await;
    assert!(shared.has_scanner && shared.documents[0].can_open && shared.documents[0].name == "cv");
    let open = Ask::to(&DOWNLOAD_CLIENT_DOCUMENT).at(&[&id]);
    let file = claire.ask(open.clone()).await;
    assert_eq!((file.is(200).bytes.clone(), file.header("cache-control")), (make::docx(&[]), "no-store"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"cv.docx\"");
    let opened = find(&mut browser, &id).await.opened;
    assert_eq!((opened.len(), opened[0].name.as_str()), (1, "Claire Fictive"));
    let looks = browser.get(&LIST_ACCESSES).await.json();
    let looks: Vec<&str> = looks["accesses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|look| look["operation"].as_str().unwrap())
        .collect();
    assert!(looks.contains(&"downloadClientDocument") && looks.contains(&"listClientDocuments"), "{looks:?}");

    // "On lit mal": told once, and kept.
    let report = Ask::to(&REPORT_UNREADABLE).at(&[&id]);
    let at = claire.ask(report.clone()).await.is(200).json()["unreadable_at"].clone();
    world.pass_s(1);
    assert_eq!(claire.ask(Ask::to(&REPORT_UNREADABLE).at(&[&id])).await.is(200).json()["unreadable_at"], at);
    assert_eq!(find(&mut browser, &id).await.unreadable_at.map(|at| at.as_ms()), at.as_i64());

    // Withdrawn, it is as if it had never been.
    let own = |endpoint| Ask::to(endpoint).at(&[&id]);
    let after = understood(&browser.ask(own(&UNSHARE_DOCUMENT)).await);
    assert_eq!(after.documents[0].shared_at, None);
    claire.ask(open.clone()).await.refuses(404, "not-found");
    claire.ask(report).await.is(200);
    claire.ask(Ask::to(&REPORT_UNREADABLE).at(&[&id])).await.refuses(404, "not-found");
    assert_eq!(shared_with(&mut claire, &person).await.documents, []);
    browser.ask(own(&SHARE_DOCUMENT)).await.is(200);
    claire.ask(open.clone()).await.is(200);
    assert_eq!(understood(&browser.ask(own(&REMOVE_DOCUMENT)).await).documents, []);
    claire.ask(open).await.refuses(404, "not-found");
    work::round(&world.state).await.unwrap();
    let path = object_store::path::Path::from(id.as_str());
    let object =
        object_store::ObjectStoreExt::get(&world.state.settings.documents.objects.store, &path).await;
    assert!(object.is_err(), "nothing is left of it");
}

#[tokio::test]
async fn nobody_but_the_referent_sees_what_is_shared() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut browser = world.signed_in("new").await;
    let id = hand_in(&world, &mut browser, "cv.pdf", &make::pdf(&[])).await;
    let mut claire = world.at_the_desk("referent").await;
    let person = nadia(&mut claire).await;
    for role in ["employment", "coordinator"] {
        let mut other = world.at_the_desk(role).await;
        for endpoint in [&DOWNLOAD_CLIENT_DOCUMENT, &REPORT_UNREADABLE] {
            other.ask(Ask::to(endpoint).at(&[&id])).await.refuses(404, "not-found");
        }
        other.ask(Ask::to(&LIST_CLIENT_DOCUMENTS).at(&[&person])).await.refuses(404, "not-found");
    }
    browser.ask(Ask::to(&DOWNLOAD_CLIENT_DOCUMENT).at(&[&id])).await.refuses(401, "session.needed");
    claire.ask(Ask::to(&DOWNLOAD_CLIENT_DOCUMENT).at(&["nothing"])).await.refuses(404, "not-found");
}

#[tokio::test]
async fn without_an_antivirus_it_stays_with_its_owner_and_the_page_says_so() {
    let world = world_with(None).await;
    let mut browser = world.signed_in("new").await;
    let id = hand_in(&world, &mut browser, "cv.pdf", &make::pdf(&[])).await;
    assert!(!list(&mut browser).await.has_scanner);
    browser.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[&id])).await.is(200);
    let mut claire = world.at_the_desk("referent").await;
    claire.ask(Ask::to(&DOWNLOAD_CLIENT_DOCUMENT).at(&[&id])).await.refuses(409, "document.not-ready");
    claire.ask(Ask::to(&REPORT_UNREADABLE).at(&[&id])).await.refuses(409, "document.not-ready");
    let person = nadia(&mut claire).await;
    let shared = shared_with(&mut claire, &person).await;
    assert!(!shared.has_scanner && !shared.documents[0].can_open);
    assert_eq!(find(&mut browser, &id).await.state, DocumentState::Kept);
}
