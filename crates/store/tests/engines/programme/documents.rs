//! What a company may have: what is shared with it, while there is a talk.

use super::{NOW, book, cancel, with_month};
use crate::places::{Place, on_both_engines, person_id, read, write};
use domain::ids::{CompanyId, DocumentId};
use domain::time::Timestamp;
use sqlx::{AnyConnection, Connection, Executor};
use store::{NewDocument, Seat, Store};

on_both_engines! { a_company_has_a_file_while_its_owner_talks_with_it }

fn id() -> DocumentId {
    DocumentId::new("cv").unwrap()
}

fn company(id: &str) -> CompanyId {
    CompanyId::new(id).unwrap()
}

/// Whose files the company may have, and when they talk.
async fn seen(store: &Store, of: &str) -> Vec<(String, Timestamp)> {
    let of = company(of);
    let found = read!(store, |tx| tx.list_company_documents(&of, NOW));
    found.into_iter().map(|one| (one.first_name, one.starts_at)).collect()
}

async fn a_company_has_a_file_while_its_owner_talks_with_it(place: Place) {
    let store = with_month(&place).await;
    for slot in ["d", "x0", "x3"] {
        assert_eq!(book(&store, slot, "ana", NOW).await, Seat::Done, "{slot}");
    }
    let new = NewDocument {
        id: id(),
        name: "CV".to_owned(),
        extension: "pdf".to_owned(),
        size_bytes: 1,
        digest: "d".to_owned(),
    };
    write!(store, |tx| tx.insert_document(&person_id("ana"), &new, NOW));
    let talks = read!(store, |tx| tx.list_talked_with(&person_id("ana"), NOW));
    assert_eq!(talks.iter().map(|talk| talk.company.as_str()).collect::<Vec<_>>(), ["x", "x"]);
    let (first, second) = (talks[0].starts_at, talks[1].starts_at);
    let after = second.plus_s(1);
    assert!(read!(store, |tx| tx.list_talked_with(&person_id("ana"), after)).is_empty());

    for _ in 0..2 {
        write!(store, |tx| tx.share_with_company(&id(), &company("x"), NOW));
    }
    write!(store, |tx| tx.share_with_company(&id(), &company("y"), NOW));
    assert_eq!(read!(store, |tx| tx.list_company_shares(&person_id("ana"))).len(), 2);
    assert!(read!(store, |tx| tx.list_company_shares(&person_id("ben"))).is_empty());
    assert!(seen(&store, "x").await.is_empty(), "it has not come yet");
    let mut connection = AnyConnection::connect(&place.url).await.unwrap();
    connection.execute("UPDATE document SET state = 'kept', kind = 'pdf', scan = 'clean'").await.unwrap();
    connection.close().await.unwrap();
    assert_eq!(seen(&store, "x").await, [("ana".to_owned(), first)], "once, by the first talk");
    assert!(seen(&store, "y").await.is_empty(), "there is no talk with it");
    let late = read!(store, |tx| tx.list_company_documents(&company("x"), after));
    assert!(late.is_empty(), "the talks were before then");
    cancel(&store, "x0", "ana").await;
    assert_eq!(seen(&store, "x").await, [("ana".to_owned(), second)]);
    cancel(&store, "x3", "ana").await;
    assert!(seen(&store, "x").await.is_empty());

    assert_eq!(book(&store, "x0", "ana", NOW.plus_s(1)).await, Seat::Done);
    assert_eq!(seen(&store, "x").await.len(), 1, "the wish was not taken back");
    write!(store, |tx| tx.unshare_with_company(&id(), &company("x")));
    assert!(seen(&store, "x").await.is_empty());
}
