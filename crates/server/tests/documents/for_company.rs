//! A file that a person lets a company have (C6): only while they have a talk with it, only by the desk, and it is told.

use crate::antivirus::Antivirus;
use crate::harness::{Ask, World};
use crate::hostile::make;
use crate::passage::{companies, find, for_company, hand_in, list, open, send, share, world_with};
use contract::documents::company::{LIST_COMPANY_DOCUMENTS, UNSHARE_WITH_COMPANY};
use contract::documents::{DocumentList, LIST_DOCUMENTS, REMOVE_DOCUMENT};
use contract::preview::START_PREVIEW;
use contract::session::GET_ME;
use contract::workshops::{BOOK_SEAT, CANCEL_BOOKING};
use serde_json::json;
use server::documents::work;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_has_what_it_is_let_have_while_there_is_a_talk() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut karim = world.signed_in("draft").await;
    let id = send(&mut karim, "cv.pdf", &make::pdf(&[])).await;
    let (company, other, free) = companies(&mut karim).await;
    assert_eq!(list(&mut karim).await.companies, []);
    karim.ask(share(&id, &company)).await.refuses(404, "not-found");
    for talk in &free[..2] {
        karim.ask(Ask::to(&BOOK_SEAT).at(&[talk])).await.is(200);
    }
    let offered = list(&mut karim).await.companies;
    assert_eq!(offered.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), [&company], "once");
    karim.ask(share(&id, &other)).await.refuses(404, "not-found");
    let ask = share(&id, &company).key("one");
    let shared = karim.ask(ask.clone()).await.is(200).json();
    assert_eq!(karim.ask(ask).await.is(200).json(), shared);

    let mut paul = world.at_the_desk("coordinator").await;
    assert_eq!(for_company(&mut paul, &company).await.documents, [], "it is not kept yet");
    paul.ask(open(&company, &id)).await.refuses(404, "not-found");
    work::round(&world.state).await.unwrap();
    let seen = for_company(&mut paul, &company).await;
    assert_eq!(seen.company, offered[0].name);
    let [one] = &seen.documents[..] else { panic!("{seen:?}") };
    assert_eq!((one.first_name.as_str(), one.name.as_str(), one.can_open), ("Karim", "cv", true));
    assert_eq!(for_company(&mut paul, &other).await.documents, []);
    paul.ask(open(&other, &id)).await.refuses(404, "not-found");
    assert!(paul.ask(open(&company, &id)).await.is(200).bytes.starts_with(b"%PDF"));
    let told = find(&mut karim, &id).await;
    assert_eq!((told.opened.len(), told.companies.len(), told.shared_at), (1, 1, None));

    // Neither other people nor a référent, nor whoever looks at their pages.
    let mut claire = world.at_the_desk("referent").await;
    claire.ask(open(&company, &id)).await.refuses(404, "not-found");
    claire.ask(Ask::to(&LIST_COMPANY_DOCUMENTS).at(&[&company])).await.refuses(404, "not-found");
    let mut stranger = world.signed_in("new").await;
    stranger.ask(share(&id, &company)).await.refuses(404, "not-found");
    stranger.ask(Ask::to(&UNSHARE_WITH_COMPANY).at(&[&id, &company])).await.refuses(404, "not-found");

    // Withdrawn, it is not there; nor without the talks.
    karim.ask(Ask::to(&UNSHARE_WITH_COMPANY).at(&[&id, &company])).await.is(200);
    assert_eq!(for_company(&mut paul, &company).await.documents, []);
    karim.ask(share(&id, &company)).await.is(200);
    karim.ask(Ask::to(&CANCEL_BOOKING).at(&[&free[0]]).body(json!({}))).await.is(200);
    assert_eq!(for_company(&mut paul, &company).await.documents.len(), 1, "there is another talk");
    karim.ask(Ask::to(&CANCEL_BOOKING).at(&[&free[1]]).body(json!({}))).await.is(200);
    assert_eq!(for_company(&mut paul, &company).await.documents, []);
    paul.ask(open(&company, &id)).await.refuses(404, "not-found");
    assert_eq!(find(&mut karim, &id).await.companies, []);
    karim.ask(Ask::to(&REMOVE_DOCUMENT).at(&[&id])).await.is(200);
}

#[tokio::test]
async fn whoever_looks_does_not_see_which_companies() {
    let antivirus = Antivirus::start().await;
    let world = world_with(Some(antivirus.scanner())).await;
    let mut phone = world.signed_in("draft").await;
    let person = phone.get(&GET_ME).await.is(200).json()["id"].as_str().unwrap().to_owned();
    let (company, _, free) = companies(&mut phone).await;
    phone.ask(Ask::to(&BOOK_SEAT).at(&[&free[0]])).await.is(200);
    let id = hand_in(&world, &mut phone, "cv.pdf", &make::pdf(&[])).await;
    phone.ask(share(&id, &company)).await.is(200);
    let mut claire = world.at_the_desk("referent").await;
    let preview = claire.ask(Ask::to(&START_PREVIEW).at(&[&person])).await.is(201).json();
    let base = format!("/preview/{}", preview["id"].as_str().unwrap());
    let seen = claire.ask(Ask::to(&LIST_DOCUMENTS).inside(&base)).await;
    let seen: DocumentList = serde_json::from_str(&seen.is(200).text).unwrap();
    assert_eq!((seen.companies.len(), seen.documents[0].companies.len()), (0, 0));
    let own = list(&mut phone).await;
    assert_eq!((own.companies.len(), own.documents[0].companies.len()), (1, 1));

    // A month after the talk the desk has it no more, and neither page says that it has.
    world.pass_s(90 * 86_400);
    let mut paul = world.at_the_desk("coordinator").await;
    assert_eq!(for_company(&mut paul, &company).await.documents, []);
    paul.ask(open(&company, &id)).await.refuses(404, "not-found");
    let mut phone = world.signed_in("draft").await;
    let later = list(&mut phone).await;
    assert_eq!((later.companies.len(), later.documents[0].companies.len()), (0, 0));
}

#[tokio::test]
async fn what_is_not_clean_is_not_handed_over() {
    let world = World::new().await;
    let mut karim = world.signed_in("draft").await;
    let (company, _, free) = companies(&mut karim).await;
    karim.ask(Ask::to(&BOOK_SEAT).at(&[&free[0]])).await.is(200);
    let id = send(&mut karim, "cv.pdf", &make::pdf(&[])).await;
    karim.ask(share(&id, &company)).await.is(200);
    work::round(&world.state).await.unwrap();
    let mut paul = world.at_the_desk("coordinator").await;
    assert!(!for_company(&mut paul, &company).await.documents[0].can_open);
    paul.ask(open(&company, &id)).await.refuses(409, "document.not-ready");
}
