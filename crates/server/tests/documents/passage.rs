//! Sending a file as a browser does, and looking at what came of it.

use crate::harness::{Ask, Browser, Reply, World, settings};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use contract::documents::company::{
    CompanyDocuments, DOWNLOAD_COMPANY_DOCUMENT, LIST_COMPANY_DOCUMENTS, SHARE_WITH_COMPANY,
};
use contract::documents::staff::{ClientDocuments, LIST_CLIENT_DOCUMENTS};
use contract::documents::{
    CREATE_UPLOAD, DocumentList, DocumentView, FINISH_UPLOAD, LIST_DOCUMENTS, SEND_CHUNK, SHARE_DOCUMENT,
};
use contract::programme::{CompanyDetail, GET_COMPANY, LIST_MONTHS, MonthList};
use contract::staff::LIST_CLIENTS;
use contract::workshops::BOOK_SEAT;
use domain::documents::CHUNK_BYTES;
use serde_json::json;
use server::documents::clamd::Clamd;
use server::documents::objects::Objects;
use server::documents::{Means, work};
use server::static_files::Site;
use sha2::{Digest, Sha256};

/// A server with this antivirus.
pub async fn world_with(scanner: Option<Clamd>) -> World {
    world_on(Objects::in_memory(), scanner).await
}

/// A server that keeps files there.
pub async fn world_on(objects: Objects, scanner: Option<Clamd>) -> World {
    let mut settings = settings();
    settings.documents = Means { objects, scanner, ..settings.documents };
    World::with(crate::harness::content(), Site::none(), settings).await
}

pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn announce(name: &str, bytes: &[u8]) -> Ask {
    let body = json!({ "name": name, "size_bytes": bytes.len(), "digest": digest(bytes) });
    Ask::to(&CREATE_UPLOAD).body(body)
}

pub fn chunk(id: &str, offset: usize, bytes: &[u8]) -> Ask {
    let digest = format!("sha-256=:{}:", BASE64.encode(Sha256::digest(bytes)));
    let ask = Ask::to(&SEND_CHUNK).at(&[id]).query(&format!("offset={offset}"));
    ask.text(bytes).header("content-digest", &digest)
}

/// Announces and sends all of it, and says so; answers the id.
pub async fn send(browser: &mut Browser, name: &str, bytes: &[u8]) -> String {
    let made = browser.ask(announce(name, bytes)).await;
    let id = made.is(201).json()["id"].as_str().unwrap().to_owned();
    let length = usize::try_from(CHUNK_BYTES).unwrap();
    for (n, part) in bytes.chunks(length).enumerate() {
        browser.ask(chunk(&id, n * length, part)).await.is(200);
    }
    browser.ask(Ask::to(&FINISH_UPLOAD).at(&[&id])).await.is(200);
    id
}

/// Sends, shares, and lets everything that is due be done.
pub async fn hand_in(world: &World, browser: &mut Browser, name: &str, bytes: &[u8]) -> String {
    let id = send(browser, name, bytes).await;
    browser.ask(Ask::to(&SHARE_DOCUMENT).at(&[&id])).await.is(200);
    work::round(&world.state).await.unwrap();
    id
}

pub async fn list(browser: &mut Browser) -> DocumentList {
    serde_json::from_str(&browser.get(&LIST_DOCUMENTS).await.is(200).text).unwrap()
}

pub async fn find(browser: &mut Browser, id: &str) -> DocumentView {
    list(browser).await.documents.into_iter().find(|document| document.id.as_str() == id).unwrap()
}

pub fn understood(reply: &Reply) -> DocumentList {
    serde_json::from_str(&reply.is(200).text).unwrap()
}

/// The id of Nadia, who is "new", as her référent knows it.
pub async fn nadia(desk: &mut Browser) -> String {
    let page = desk.get(&LIST_CLIENTS).await.is(200).json();
    let clients = page["clients"].as_array().unwrap();
    let nadia = clients.iter().find(|client| client["first_name"] == "Nadia").unwrap();
    nadia["id"].as_str().unwrap().to_owned()
}

pub async fn shared_with(desk: &mut Browser, person: &str) -> ClientDocuments {
    let reply = desk.ask(Ask::to(&LIST_CLIENT_DOCUMENTS).at(&[person])).await;
    serde_json::from_str(&reply.is(200).text).unwrap()
}

/// Two companies of the month of the demonstration, and a free talk with the first.
pub async fn companies(browser: &mut Browser) -> (String, String, Vec<String>) {
    let months: MonthList = serde_json::from_str(&browser.get(&LIST_MONTHS).await.is(200).text).unwrap();
    let month = &months.months[0];
    browser.ask(Ask::to(&BOOK_SEAT).at(&[month.days[0].id.as_str()])).await.is(200);
    let [first, second] = [0, 1].map(|at| month.companies[at].id.to_string());
    let shown = browser.ask(Ask::to(&GET_COMPANY).at(&[&first])).await;
    let shown: CompanyDetail = serde_json::from_str(&shown.is(200).text).unwrap();
    let free = shown.talks.iter().filter(|talk| talk.n_free > 0).map(|talk| talk.id.to_string());
    (first, second, free.collect())
}

/// What a company was let have, as the desk lists it.
pub async fn for_company(desk: &mut Browser, company: &str) -> CompanyDocuments {
    let reply = desk.ask(Ask::to(&LIST_COMPANY_DOCUMENTS).at(&[company])).await;
    serde_json::from_str(&reply.is(200).text).unwrap()
}

/// To let a company have a file.
pub fn share(id: &str, company: &str) -> Ask {
    Ask::to(&SHARE_WITH_COMPANY).at(&[id, company])
}

/// To open a file as someone at the desk does for a company.
pub fn open(company: &str, id: &str) -> Ask {
    Ask::to(&DOWNLOAD_COMPANY_DOCUMENT).at(&[company, id])
}
