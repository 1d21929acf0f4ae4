//! Everything that is kept of a person, in one file for them (S4), and until when it is kept (S5).

use crate::harness::{Ask, World};
use crate::retention::furnished;
use axum::http::StatusCode;
use contract::Method;
use contract::retention::{EXPORT_MY_DATA, GET_RETENTION};
use domain::documents::FileRefusal;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use store::KEPT_OF_A_PERSON;

const WORDS: [&str; 2] = [include_str!("../../words/copy/fr.json"), include_str!("../../words/copy/en.json")];

fn unpack(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

/// Columns that hold a word of a closed list.
const CLOSED: [&str; 18] = [
    "meeting_place",
    "language",
    "kind",
    "status",
    "source",
    "setting",
    "told_by",
    "outcome",
    "sharing",
    "milestone",
    "actor",
    "reminder",
    "answer",
    "state",
    "scan",
    "refusal",
    "part",
    "operation",
];

/// Tables, columns, and words of closed lists.
fn told(all: &Value) -> [BTreeSet<String>; 3] {
    let tables = all.as_object().unwrap().iter().filter(|(_, rows)| rows.is_array());
    let mut found = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
    for (table, rows) in tables {
        found[0].insert(table.clone());
        for row in rows.as_array().unwrap() {
            let row = row.as_object().unwrap();
            found[1].extend(row.keys().cloned());
            let words = row.iter().filter(|(column, _)| CLOSED.contains(&column.as_str()));
            found[2].extend(words.filter_map(|(_, word)| word.as_str()).map(str::to_owned));
        }
    }
    found
}

#[tokio::test]
async fn a_person_takes_everything_along() {
    let (_world, cast, _) = furnished().await;
    let reply = cast.owner.clone().get(&EXPORT_MY_DATA).await;
    assert_eq!(reply.is(200).header("content-type"), "application/zip");
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"mes-informations.zip\"");
    assert_eq!(reply.header("cache-control"), "no-store");
    let files = unpack(&reply.bytes);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = [
        "mes-documents/1 - zqfile.pdf",
        "mes-informations.json",
        "mes-informations.pdf",
        "mes-reponses-1.pdf",
        "mes-reponses-2.pdf",
        "mes-reponses-pas-envoyees.pdf",
        "mon-bilan.pdf",
        "photo-de-mon-cv.jpg",
    ];
    assert_eq!(names, expected);
    assert_eq!(files["mes-documents/1 - zqfile.pdf"], b"%PDF-");
    for (name, bytes) in &files {
        let begin: &[u8] = match name.rsplit_once('.') {
            Some((_, "json")) => b"{",
            Some((_, "jpg")) => b"\xff\xd8\xff",
            _ => b"%PDF",
        };
        assert!(bytes.starts_with(begin), "{name}");
    }
    let text = String::from_utf8(files["mes-informations.json"].clone()).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    for own in ["Sylvie", "zqaction", "+33699887766", "zqfile", "Claire Fictive"] {
        assert!(text.contains(own), "{own}");
    }
    for others in ["Nadia", "Karim", "password", "token", "hash"] {
        assert!(!text.contains(others), "{others}");
    }
    assert_eq!(all["person"][0]["created_at"].as_str().map(|at| at.ends_with('Z')), Some(true));
    // Every table of which something is told, and a word for each, for each column and each word of a closed list.
    let [tables, columns, closed] = told(&all);
    let expected: BTreeSet<String> = KEPT_OF_A_PERSON
        .iter()
        .filter(|kept| kept.untold.is_none())
        .map(|kept| kept.table.to_owned())
        .collect();
    assert_eq!(tables, expected);
    for words in WORDS {
        let words: Value = serde_json::from_str(words).unwrap();
        let unnamed = |of: &str, found: &BTreeSet<String>| -> Vec<String> {
            found.iter().filter(|word| words[of][word.as_str()].is_null()).cloned().collect()
        };
        let missing = [unnamed("tables", &tables), unnamed("columns", &columns), unnamed("values", &closed)];
        assert_eq!(missing, [vec![], vec![], Vec::<String>::new()]);
        for refusal in FileRefusal::ALL {
            assert!(words["values"][refusal.as_str()].is_string(), "{}", refusal.as_str());
        }
    }
    assert!(!columns.contains("extra_reason"), "a coordinator's own words may name someone else");
    let english = cast.owner.clone().ask(Ask::to(&EXPORT_MY_DATA).query("language=en")).await;
    assert!(unpack(&english.bytes).contains_key("my-documents/1 - zqfile.pdf"));
}

#[tokio::test]
async fn whoever_has_little_takes_that_along() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let files = unpack(&browser.get(&EXPORT_MY_DATA).await.is(200).bytes);
    let names: Vec<&String> = files.keys().collect();
    assert_eq!(names, ["mes-informations.json", "mes-informations.pdf", "mon-bilan.pdf"]);
    world.browser().get(&EXPORT_MY_DATA).await.refuses(401, "session.needed");
    world.at_the_desk("referent").await.get(&EXPORT_MY_DATA).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_not_left_out_silently() {
    let (world, cast, _) = furnished().await;
    let path = object_store::path::Path::from(cast.known.document.as_str());
    object_store::ObjectStoreExt::delete(&*world.state.settings.documents.objects.store, &path)
        .await
        .unwrap();
    cast.owner.clone().get(&EXPORT_MY_DATA).await.refuses(503, "service.unavailable");
}

#[tokio::test]
async fn every_contact_moves_the_end() {
    let world = World::new().await;
    let mut browser = world.signed_in("new").await;
    let until = |days: i64| json!(world.now().plus_s(days * 86_400).as_ms());
    assert_eq!(browser.get(&GET_RETENTION).await.is(200).json(), json!({ "kept_until": until(731) }));
    world.pass_s(10 * 86_400);
    let mut browser = world.signed_in("new").await;
    assert_eq!(browser.get(&GET_RETENTION).await.is(200).json(), json!({ "kept_until": until(731) }));
    world.browser().get(&GET_RETENTION).await.refuses(401, "session.needed");
}

#[tokio::test]
async fn the_document_says_that_it_is_a_file() {
    let document = World::new().await.browser().fetch("/api/openapi.json").await.is(200).json();
    let answer = &document["paths"][EXPORT_MY_DATA.path]["get"]["responses"]["200"];
    assert_eq!(answer["content"], json!({ "application/zip": {} }));
}

/// Each is in memory until the client has read it, however slowly.
#[tokio::test]
async fn a_copy_that_is_not_read_keeps_its_turn() {
    let world = World::new().await;
    let browser = world.signed_in("new").await;
    let begin = || browser.send_unread(Method::Get, EXPORT_MY_DATA.path, BTreeMap::new(), None);
    let (first, second) = (begin().await, begin().await);
    assert_eq!((first.status(), second.status()), (StatusCode::OK, StatusCode::OK));
    assert_eq!(world.state.exports.available_permits(), 0);
    let length: usize = first.headers()["content-length"].to_str().unwrap().parse().unwrap();
    let bytes = axum::body::to_bytes(first.into_body(), usize::MAX).await.unwrap();
    assert_eq!(bytes.len(), length);
    assert_eq!(world.state.exports.available_permits(), 1, "it was read");
    drop(second);
    assert_eq!(world.state.exports.available_permits(), 2, "the client has gone");
    let held = world.state.exports.acquire_many(2).await.unwrap();
    let refused = begin().await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    drop(held);
    assert_eq!(begin().await.status(), StatusCode::OK);
}
