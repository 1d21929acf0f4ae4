//! A file arrives: in chunks, once, within the caps, whatever the network does.

use crate::harness::{Ask, World};
use crate::hostile::make;
use crate::passage::{announce, chunk, digest, find, list, send, understood};
use contract::documents::{
    CREATE_UPLOAD, DOWNLOAD_DOCUMENT, FINISH_UPLOAD, GET_UPLOAD, REMOVE_DOCUMENT, RENAME_DOCUMENT,
    SEND_CHUNK, SHARE_DOCUMENT,
};
use domain::documents::{DocumentKind, DocumentState, FileRefusal, MAX_FILE_BYTES, Scan};
use serde_json::json;
use server::documents::work;

const CHUNK: usize = 64 * 1024;

/// A PNG of several chunks.
fn picture() -> Vec<u8> {
    let noise = image::RgbImage::from_fn(300, 240, |x, y| {
        let n = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).wrapping_mul(x + 7);
        image::Rgb([n.to_le_bytes()[0], n.to_le_bytes()[1], n.to_le_bytes()[2]])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_file_goes_on_where_it_was_cut_and_is_kept_once() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let bytes = picture();
    assert!(bytes.len() > 2 * CHUNK && bytes.len() < 4 * CHUNK);
    let asked = announce("Mon_CV.png", &bytes);
    let made = browser.ask(asked.clone()).await.is(201).json();
    assert_eq!(browser.ask(asked).await.is(201).json(), made, "the same key");
    let id = made["id"].as_str().unwrap();
    assert_eq!((&made["received_bytes"], &made["chunk_bytes"]), (&json!(0), &json!(CHUNK)));

    let first = chunk(id, 0, &bytes[..CHUNK]);
    for _ in 0..2 {
        assert_eq!(browser.ask(first.clone()).await.is(200).json()["received_bytes"], CHUNK);
    }
    // The same bytes under another key; others at the same place; something in between is missing; something was changed.
    assert_eq!(browser.ask(chunk(id, 0, &bytes[..CHUNK])).await.is(200).json()["received_bytes"], CHUNK);
    browser.ask(chunk(id, 0, &bytes[1..=CHUNK])).await.refuses(409, "upload.differs");
    browser.ask(chunk(id, 9, &bytes[9..CHUNK])).await.refuses(409, "upload.differs");
    browser.ask(chunk(id, 2 * CHUNK, &bytes[2 * CHUNK..2 * CHUNK + 9])).await.refuses(409, "upload.gap");
    let damaged = chunk(id, CHUNK, &bytes[CHUNK..2 * CHUNK]).text(&bytes[..CHUNK]);
    browser.ask(damaged).await.refuses(422, "upload.damaged");
    let far = chunk(id, bytes.len() - 1, b"xy");
    browser.ask(far).await.refuses(400, "request.malformed");
    browser.ask(Ask::to(&FINISH_UPLOAD).at(&[id])).await.refuses(409, "upload.incomplete");

    // Another device of the person, after signing in again, sees how far it is.
    let mut phone = world.signed_in("new").await;
    assert_eq!(phone.ask(Ask::to(&GET_UPLOAD).at(&[id])).await.is(200).json()["received_bytes"], CHUNK);
    assert_eq!(find(&mut phone, id).await.state, DocumentState::Receiving);
    phone.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id])).await.refuses(409, "document.not-ready");
    for at in (CHUNK..bytes.len()).step_by(CHUNK) {
        phone.ask(chunk(id, at, &bytes[at..bytes.len().min(at + CHUNK)])).await.is(200);
    }
    let finish = Ask::to(&FINISH_UPLOAD).at(&[id]);
    for _ in 0..2 {
        let after = understood(&phone.ask(finish.clone()).await);
        assert_eq!(after.documents[0].state, DocumentState::Checking);
    }
    phone.ask(chunk(id, 0, &bytes[..CHUNK])).await.refuses(409, "upload.ended");
    work::round(&world.state).await.unwrap();
    let kept = find(&mut phone, id).await;
    assert_eq!(
        (kept.state, kept.kind, kept.scan),
        (DocumentState::Kept, Some(DocumentKind::Png), Some(Scan::Waiting))
    );
    assert_eq!((kept.name.as_str(), kept.digest), ("Mon CV", digest(&bytes)));
    // Said again when it is long done, it is as it is.
    assert_eq!(
        understood(&phone.ask(Ask::to(&FINISH_UPLOAD).at(&[id])).await).documents[0].state,
        DocumentState::Kept
    );
    let file = phone.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id])).await;
    let picture = image::load_from_memory(&file.is(200).bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (300, 240));
    assert_eq!(list(&mut phone).await.documents.len(), 1);
}

#[tokio::test]
async fn what_is_kept_is_downloaded_as_a_file_and_nothing_else() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let bytes = make::pdf(&[]);
    let id = send(&mut browser, "Élise \"CV\".pdf", &bytes).await;
    work::round(&world.state).await.unwrap();
    let file = browser.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[&id])).await;
    assert_eq!(file.is(200).bytes, bytes);
    assert_eq!(
        (file.header("content-type"), file.header("cache-control")),
        ("application/octet-stream", "no-store")
    );
    assert_eq!(file.header("content-encoding"), "");
    let policies: Vec<_> = file.headers.get_all("content-security-policy").iter().collect();
    assert!(policies.iter().any(|policy| *policy == "sandbox"), "{policies:?}");
    let name = "attachment; filename=\"_lise  CV.pdf\"; filename*=UTF-8''%C3%89lise%20%20CV.pdf";
    assert_eq!(file.header("content-disposition"), name);
}

#[tokio::test]
async fn caps_hold_from_the_announcement_on() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let asked = |size_bytes: u64| {
        Ask::to(&CREATE_UPLOAD)
            .body(json!({ "name": "cv.pdf", "size_bytes": size_bytes, "digest": "a".repeat(64) }))
    };
    browser.ask(asked(MAX_FILE_BYTES + 1)).await.refuses(413, "upload.too-large");
    browser.ask(asked(0)).await.refuses(422, "upload.refused");
    let no_digest = json!({ "name": "cv.pdf", "size_bytes": 9, "digest": "A".repeat(64) });
    browser.ask(Ask::to(&CREATE_UPLOAD).body(no_digest)).await.refuses(422, "upload.refused");
    browser.ask(Ask::to(&CREATE_UPLOAD).body(json!({ "name": 9 }))).await.refuses(400, "request.malformed");
    for _ in 0..3 {
        browser.ask(asked(MAX_FILE_BYTES)).await.is(201);
    }
    let left = list(&mut browser).await;
    assert_eq!((left.n_left, left.left_bytes), (2, 6 * 1024 * 1024));
    browser.ask(asked(MAX_FILE_BYTES)).await.refuses(409, "upload.no-room");
    browser.ask(asked(1)).await.is(201);
    let last = browser.ask(asked(1)).await.is(201).json();
    browser.ask(asked(1)).await.refuses(409, "upload.too-many");
    // One given up makes room.
    let id = last["id"].as_str().unwrap();
    let after = understood(&browser.ask(Ask::to(&REMOVE_DOCUMENT).at(&[id])).await);
    assert_eq!((after.documents.len(), after.n_left), (4, 1));
    browser.ask(Ask::to(&GET_UPLOAD).at(&[id])).await.refuses(404, "not-found");
    // A body without an end is cut where a chunk ends.
    let held = after.documents[0].id.to_string();
    browser.ask(chunk(&held, 0, &[0; CHUNK + 1])).await.refuses(413, "request.too-large");
    browser
        .ask(Ask::to(&SEND_CHUNK).at(&[&held]).query("offset=0").text(*b"x"))
        .await
        .refuses(400, "request.malformed");
    browser.ask(chunk(&held, 0, b"")).await.refuses(400, "request.malformed");
}

#[tokio::test]
async fn a_file_is_the_business_of_its_owner() {
    let world = World::new().await;
    let mut nadia = world.signed_in("new").await;
    let id = send(&mut nadia, "cv.pdf", &make::pdf(&[])).await;
    let mut karim = world.signed_in("draft").await;
    for endpoint in [&GET_UPLOAD, &FINISH_UPLOAD, &DOWNLOAD_DOCUMENT, &REMOVE_DOCUMENT, &SHARE_DOCUMENT] {
        for id in [id.as_str(), "nothing", "Not-an-id"] {
            karim.ask(Ask::to(endpoint).at(&[id])).await.refuses(404, "not-found");
        }
    }
    karim.ask(chunk(&id, 0, b"x")).await.refuses(404, "not-found");
    let rename = |name: &str| Ask::to(&RENAME_DOCUMENT).at(&[&id]).body(json!({ "name": name }));
    karim.ask(rename("x")).await.refuses(404, "not-found");
    assert_eq!(list(&mut karim).await.documents, []);
    world.browser().ask(Ask::to(&GET_UPLOAD).at(&[&id])).await.refuses(401, "session.needed");

    let named = understood(&nadia.ask(rename(" CV vente 2026 ")).await);
    assert_eq!(named.documents[0].name, "CV vente 2026");
    for name in ["", "  ", "a\nb", &"x".repeat(81)] {
        nadia.ask(rename(name)).await.refuses(422, "document.name-refused");
    }
}

#[tokio::test]
async fn what_is_not_what_was_announced_is_refused_and_takes_no_room() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let (bytes, other) = (make::pdf(&[]), make::pdf(&["<< >>"]));
    let announced = json!({ "name": "cv.pdf", "size_bytes": bytes.len(), "digest": digest(&other) });
    let made = browser.ask(Ask::to(&CREATE_UPLOAD).body(announced)).await.is(201).json();
    let id = made["id"].as_str().unwrap();
    browser.ask(chunk(id, 0, &bytes)).await.is(200);
    browser.ask(Ask::to(&FINISH_UPLOAD).at(&[id])).await.is(200);
    work::round(&world.state).await.unwrap();
    let refused = find(&mut browser, id).await;
    assert_eq!((refused.state, refused.refusal), (DocumentState::Refused, Some(FileRefusal::Changed)));
    assert_eq!(list(&mut browser).await.n_left, 5);
    browser.ask(Ask::to(&DOWNLOAD_DOCUMENT).at(&[id])).await.refuses(409, "document.not-ready");
    browser.ask(Ask::to(&SHARE_DOCUMENT).at(&[id])).await.refuses(409, "document.not-ready");
}
