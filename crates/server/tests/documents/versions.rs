//! A newer version of a paper (C6): it has the name at once, and the shares when others may open it; until then the older one
//! counts. Nothing is lost whatever is refused, withdrawn or removed meanwhile.

use crate::antivirus::Antivirus;
use crate::harness::{Ask, Browser, World};
use crate::hostile::{Expected, Sample, hostile, make};
use crate::passage::{
    chunk, companies, digest, find, for_company, hand_in, list, nadia, open, send, share, shared_with,
    understood, world_with,
};
use contract::documents::company::UNSHARE_WITH_COMPANY;
use contract::documents::staff::{DOWNLOAD_CLIENT_DOCUMENT, REPORT_UNREADABLE};
use contract::documents::{
    CREATE_UPLOAD, DOWNLOAD_DOCUMENT, FINISH_UPLOAD, REMOVE_DOCUMENT, RENAME_DOCUMENT, SHARE_DOCUMENT,
    UNSHARE_DOCUMENT,
};
use contract::preview::START_PREVIEW;
use contract::workshops::BOOK_SEAT;
use domain::documents::{DocumentState, Paper, papers};
use serde_json::{Value, json};
use server::documents::work;

/// Another PDF each time.
fn pdf(n: usize) -> Vec<u8> {
    make::pdf(&vec!["<< >>"; n])
}

fn replacing(id: &str, bytes: &[u8]) -> Ask {
    let body =
        json!({ "name": "Neuf.pdf", "size_bytes": bytes.len(), "digest": digest(bytes), "replaces": id });
    Ask::to(&CREATE_UPLOAD).body(body)
}

/// A newer version, whole; answers its id.
async fn replace(browser: &mut Browser, id: &str, bytes: &[u8]) -> String {
    let made: Value = browser.ask(replacing(id, bytes)).await.is(201).json();
    let new = made["id"].as_str().unwrap().to_owned();
    browser.ask(chunk(&new, 0, bytes)).await.is(200);
    browser.ask(Ask::to(&FINISH_UPLOAD).at(&[&new])).await.is(200);
    new
}

/// Current, coming, earlier ones, of each paper.
async fn told(browser: &mut Browser) -> Vec<(String, Option<String>, Vec<String>)> {
    let links: Vec<_> = list(browser).await.documents.iter().map(|document| document.link()).collect();
    let words = |Paper { current, coming, earlier }: Paper| {
        let earlier = earlier.iter().map(ToString::to_string).collect();
        (current.to_string(), coming.map(|id| id.to_string()), earlier)
    };
    papers(&links).into_iter().map(words).collect()
}

async fn seen(desk: &mut Browser, person: &str) -> Vec<String> {
    shared_with(desk, person).await.documents.iter().map(|one| one.id.to_string()).collect()
}

fn own(endpoint: &'static contract::Endpoint, id: &str) -> Ask {
    Ask::to(endpoint).at(&[id])
}

fn opening(id: &str) -> Ask {
    own(&DOWNLOAD_CLIENT_DOCUMENT, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_referent_has_the_older_version_until_the_newer_one_is_clean() {
    let mut antivirus = Antivirus::stopped(&make::eicar(), "");
    antivirus.go().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut phone = world.signed_in("new").await;
    let mut claire = world.at_the_desk("referent").await;
    let old = hand_in(&world, &mut phone, "cv.pdf", &pdf(1)).await;
    phone.ask(own(&RENAME_DOCUMENT, &old).body(json!({ "name": "CV vente" }))).await.is(200);
    let person = nadia(&mut claire).await;
    claire.ask(own(&REPORT_UNREADABLE, &old)).await.is(200);

    let ask = replacing(&old, &pdf(2)).key("twice");
    let made = phone.ask(ask.clone()).await.is(201).json();
    assert_eq!(phone.ask(ask).await.is(201).json(), made, "a repetition is one effect");
    let new = made["id"].as_str().unwrap().to_owned();
    assert_eq!(told(&mut phone).await, [(old.clone(), Some(new.clone()), vec![])]);
    assert_eq!(find(&mut phone, &new).await.name, "CV vente");
    // Nobody begins another meanwhile, on whatever device; what is on its way stays.
    let mut other = world.signed_in("new").await;
    for id in [&old, &new] {
        other.ask(replacing(id, &pdf(3))).await.refuses(409, "document.replaced");
    }
    // Not shared by itself: with its place it has the shares.
    phone.ask(own(&SHARE_DOCUMENT, &new)).await.refuses(409, "document.replaced");

    // Kept, and not scanned yet: the older one it is.
    phone.ask(chunk(&new, 0, &pdf(2))).await.is(200);
    phone.ask(own(&FINISH_UPLOAD, &new)).await.is(200);
    antivirus.stop();
    work::round(&world.state).await.unwrap();
    let waiting = find(&mut phone, &new).await;
    assert_eq!((waiting.state, waiting.took_over_at), (DocumentState::Kept, None));
    assert_eq!(seen(&mut claire, &person).await, [old.as_str()]);
    assert_eq!(claire.ask(opening(&old)).await.is(200).bytes, pdf(1));
    claire.ask(opening(&new)).await.refuses(404, "not-found");
    assert_eq!(phone.ask(own(&DOWNLOAD_DOCUMENT, &new)).await.is(200).bytes, pdf(2), "it is theirs");

    // Clean: all at once.
    antivirus.go().await;
    world.pass_s(30);
    work::round(&world.state).await.unwrap();
    let now = world.now();
    let shown = shared_with(&mut claire, &person).await.documents;
    let [one] = &shown[..] else { panic!("{shown:?}") };
    assert_eq!((one.id.as_str(), one.name.as_str(), one.can_open), (new.as_str(), "CV vente", true));
    assert_eq!((one.replaced_at, one.shared_at, one.unreadable_at), (Some(now), now, None));
    assert_eq!(claire.ask(opening(&new)).await.is(200).bytes, pdf(2));
    claire.ask(opening(&old)).await.refuses(404, "not-found");
    claire.ask(own(&REPORT_UNREADABLE, &old)).await.refuses(404, "not-found");
    assert_eq!(told(&mut phone).await, [(new.clone(), None, vec![old.clone()])]);

    // The older one is its owner's, who opens it and shares it no more.
    assert_eq!(phone.ask(own(&DOWNLOAD_DOCUMENT, &old)).await.is(200).bytes, pdf(1));
    assert_eq!(find(&mut phone, &old).await.shared_at, None);
    phone.ask(own(&SHARE_DOCUMENT, &old)).await.refuses(409, "document.replaced");
    phone.ask(replacing(&old, &pdf(3))).await.refuses(409, "document.replaced");
    // A preview names no version that is not shown.
    let preview = claire.ask(Ask::to(&START_PREVIEW).at(&[&person])).await.is(201).json();
    let path = format!("/preview/{}/api/documents", preview["id"].as_str().unwrap());
    let page = claire.fetch(&path).await.is(200).text.clone();
    assert!(page.contains(&new) && !page.contains(&old), "{page}");

    // A third, and the one in the middle goes: the first is still the paper's.
    let third = replace(&mut phone, &new, &pdf(3)).await;
    work::round(&world.state).await.unwrap();
    assert_eq!(told(&mut phone).await, [(third.clone(), None, vec![new.clone(), old.clone()])]);
    phone.ask(own(&REMOVE_DOCUMENT, &new)).await.is(200);
    assert_eq!(told(&mut phone).await, [(third.clone(), None, vec![old.clone()])]);
    assert_eq!(seen(&mut claire, &person).await, [third.as_str()]);
    // What counts goes: the first counts again, and nobody but its owner sees it.
    phone.ask(own(&REMOVE_DOCUMENT, &third)).await.is(200);
    assert_eq!(told(&mut phone).await, [(old.clone(), None, vec![])]);
    assert_eq!(seen(&mut claire, &person).await, Vec::<String>::new());
    phone.ask(own(&SHARE_DOCUMENT, &old)).await.is(200);
    assert_eq!(seen(&mut claire, &person).await, [old.as_str()]);
}

#[tokio::test]
async fn what_is_withdrawn_or_removed_meanwhile_stays_so() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut phone = world.signed_in("new").await;
    let mut claire = world.at_the_desk("referent").await;
    let person = nadia(&mut claire).await;
    let old = hand_in(&world, &mut phone, "cv.pdf", &pdf(1)).await;
    let new = replace(&mut phone, &old, &pdf(2)).await;
    phone.ask(own(&UNSHARE_DOCUMENT, &old)).await.is(200);
    work::round(&world.state).await.unwrap();
    assert_eq!(seen(&mut claire, &person).await, Vec::<String>::new());
    assert_eq!(told(&mut phone).await, [(new.clone(), None, vec![old.clone()])]);
    assert_eq!(find(&mut phone, &new).await.shared_at, None);

    // Removed while the next one is on its way: that one stands alone, on what was there before.
    phone.ask(own(&SHARE_DOCUMENT, &new)).await.is(200);
    let third = replace(&mut phone, &new, &pdf(3)).await;
    phone.ask(own(&REMOVE_DOCUMENT, &new)).await.is(200);
    assert_eq!(told(&mut phone).await, [(old.clone(), Some(third.clone()), vec![])]);
    work::round(&world.state).await.unwrap();
    assert_eq!(told(&mut phone).await, [(third.clone(), None, vec![old.clone()])]);
    assert_eq!(seen(&mut claire, &person).await, Vec::<String>::new());

    // Given up on its way: as if nothing had been.
    phone.ask(own(&SHARE_DOCUMENT, &third)).await.is(200);
    let fourth =
        phone.ask(replacing(&third, &pdf(4))).await.is(201).json()["id"].as_str().unwrap().to_owned();
    phone.ask(own(&REMOVE_DOCUMENT, &fourth)).await.is(200);
    assert_eq!(told(&mut phone).await, [(third.clone(), None, vec![old])]);
    assert_eq!(seen(&mut claire, &person).await, [third.as_str()]);
}

#[tokio::test]
async fn a_version_that_is_refused_takes_nothing() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut phone = world.signed_in("new").await;
    let mut claire = world.at_the_desk("referent").await;
    let person = nadia(&mut claire).await;
    let old = hand_in(&world, &mut phone, "cv.pdf", &pdf(1)).await;
    let is_infected =
        |sample: &Sample| sample.expected == Expected::Infected && sample.name.ends_with(".pdf");
    let infected = hostile().into_iter().find(is_infected).unwrap().bytes;
    for bytes in [b"%PDF-1.7 that ends at once".to_vec(), infected] {
        let new = replace(&mut phone, &old, &bytes).await;
        work::round(&world.state).await.unwrap();
        let refused = find(&mut phone, &new).await;
        assert_eq!((refused.state, refused.replaces), (DocumentState::Refused, None));
        assert_eq!(seen(&mut claire, &person).await, [old.as_str()]);
        phone.ask(replacing(&new, &pdf(2))).await.refuses(409, "document.not-ready");
        phone.ask(own(&REMOVE_DOCUMENT, &new)).await.is(200);
    }
    let new = replace(&mut phone, &old, &pdf(2)).await;
    work::round(&world.state).await.unwrap();
    assert_eq!(seen(&mut claire, &person).await, [new.as_str()], "there is another try");
}

#[tokio::test]
async fn only_ones_own_paper_that_is_kept_can_be_replaced() {
    let world = World::new().await;
    let mut phone = world.signed_in("new").await;
    let mut karim = world.signed_in("draft").await;
    let id = send(&mut phone, "cv.pdf", &pdf(1)).await;
    phone.ask(replacing(&id, &pdf(2))).await.refuses(409, "document.not-ready");
    work::round(&world.state).await.unwrap();
    for id in [id.as_str(), "nothing"] {
        karim.ask(replacing(id, &pdf(2))).await.refuses(404, "not-found");
    }
    phone.ask(replacing("Not-an-id", &pdf(2))).await.refuses(400, "request.malformed");
    world.browser().ask(replacing(&id, &pdf(2))).await.refuses(401, "session.needed");
    assert_eq!(list(&mut karim).await.documents, []);
    // Without an antivirus nobody else opens anything: it counts as soon as it is kept.
    let new = replace(&mut phone, &id, &pdf(2)).await;
    work::round(&world.state).await.unwrap();
    assert_eq!(told(&mut phone).await, [(new.clone(), None, vec![id.clone()])]);
    // Versions count among the five, and what is full stays as it is.
    let mut last = new;
    for n in 3..=5 {
        last = replace(&mut phone, &last, &pdf(n)).await;
        work::round(&world.state).await.unwrap();
    }
    phone.ask(replacing(&last, &pdf(6))).await.refuses(409, "upload.too-many");
    let after = understood(&phone.ask(own(&REMOVE_DOCUMENT, &id)).await);
    assert_eq!((after.documents.len(), after.n_left), (4, 1));
    phone.ask(replacing(&id, &pdf(6))).await.refuses(404, "not-found");
    replace(&mut phone, &last, &pdf(6)).await;
}

#[tokio::test]
async fn a_company_gets_the_newer_version_instead() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut karim = world.signed_in("draft").await;
    let (company, _, free) = companies(&mut karim).await;
    karim.ask(Ask::to(&BOOK_SEAT).at(&[&free[0]])).await.is(200);
    let old = send(&mut karim, "cv.pdf", &pdf(1)).await;
    work::round(&world.state).await.unwrap();
    karim.ask(share(&old, &company)).await.is(200);
    let new = replace(&mut karim, &old, &pdf(2)).await;
    let mut paul = world.at_the_desk("coordinator").await;
    let mut given = async || {
        let seen = for_company(&mut paul, &company).await;
        let [one] = &seen.documents[..] else { panic!("{seen:?}") };
        assert!(one.can_open);
        let id = one.id.to_string();
        let file = paul.ask(open(&company, &id)).await;
        (id, file.is(200).bytes.clone())
    };
    assert_eq!(given().await, (old.clone(), pdf(1)));
    work::round(&world.state).await.unwrap();
    assert_eq!(given().await, (new.clone(), pdf(2)));
    let (older, newer) = (find(&mut karim, &old).await, find(&mut karim, &new).await);
    assert_eq!((older.companies.len(), newer.companies.len(), newer.shared_at), (0, 1, None));
    karim.ask(share(&old, &company)).await.refuses(409, "document.replaced");
    karim.ask(Ask::to(&UNSHARE_WITH_COMPANY).at(&[&new, &company])).await.is(200);
    assert_eq!(for_company(&mut paul, &company).await.documents, []);
}
