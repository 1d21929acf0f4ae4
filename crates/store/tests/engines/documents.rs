//! Files one step at a time: chunks, caps, work that is taken on once, sharing, what is left to be emptied.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::documents::{DocumentKind, DocumentState, FileRefusal, Held, Scan};
use domain::ids::{AccessId, DocumentId};
use domain::time::Timestamp;
use store::{Access, Claim, Document, Error, NewChunk, NewDocument, Outcome, Store};

on_both_engines! {
    chunks_add_up_and_two_devices_take_turns,
    what_is_due_is_taken_on_once,
    a_claim_that_has_ended_changes_nothing,
    a_file_that_is_removed_leaves_nothing,
    only_the_referent_finds_what_is_shared,
    caps_are_counted_under_a_lock,
    old_uploads_and_refusals_go,
    a_newer_version_takes_over_once_and_what_was_withdrawn_stays_so,
    a_version_between_two_goes_and_the_paper_stays,
    two_versions_at_once_are_one,
}

const CLAIM_S: i64 = 60;

fn id(text: &str) -> DocumentId {
    DocumentId::new(text).unwrap()
}

fn new(name: &str, size_bytes: u64) -> NewDocument {
    NewDocument {
        id: id(name),
        name: name.to_owned(),
        extension: "pdf".to_owned(),
        size_bytes,
        digest: "d".to_owned(),
    }
}

async fn with(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_staff(&referent("denis", "d.durand")));
    for name in ["ana", "ben"] {
        write!(store, |tx| tx.insert_person(&person(name, name, "Essai", Some("claire"))));
    }
    store
}

async fn announce(store: &Store, who: &'static str, name: &'static str, size_bytes: u64) {
    write!(store, |tx| tx.insert_document(&person_id(who), &new(name, size_bytes), NOW));
}

async fn find(store: &Store, name: &'static str) -> Option<Document> {
    read!(store, |tx| tx.find_document(&person_id("ana"), &id(name)))
}

fn chunk(offset: u64, content: &str) -> NewChunk {
    NewChunk {
        offset,
        length: content.len() as u64,
        digest: format!("of {content}"),
        content: content.to_owned(),
    }
}

/// A file of ana's that is kept and waits for its scan.
async fn kept(store: &Store, name: &'static str) {
    announce(store, "ana", name, 2).await;
    write!(store, |tx| tx.insert_chunk(&id(name), &chunk(0, "ab"), NOW));
    write!(store, |tx| tx.begin_check(&id(name), NOW));
    let claim = claim(store, DocumentState::Checking, 0).await.unwrap();
    let outcome = Outcome::Kept { kind: DocumentKind::Pdf, size_bytes: 2, n_pictures: 2 };
    assert!(write!(store, |tx| tx.settle_claim(&claim, outcome, NOW)));
}

async fn claim(store: &Store, state: DocumentState, after_s: i64) -> Option<Claim> {
    let now = NOW.plus_s(after_s);
    write!(store, |tx| tx.claim_document(state, now, now.plus_s(CLAIM_S)))
}

async fn chunks_add_up_and_two_devices_take_turns(place: Place) {
    let store = with(&place).await;
    announce(&store, "ana", "cv", 6).await;
    write!(store, |tx| tx.begin_check(&id("cv"), NOW));
    assert_eq!(find(&store, "cv").await.unwrap().state, DocumentState::Receiving, "it is not whole");
    write!(store, |tx| tx.insert_chunk(&id("cv"), &chunk(0, "abc"), NOW));
    let again: Result<(), Error> = store
        .write(|tx| Box::pin(async move { tx.insert_chunk(&id("cv"), &chunk(0, "abc"), NOW).await }))
        .await;
    assert!(again.is_err(), "the engine itself keeps each place once");
    write!(store, |tx| tx.insert_chunk(&id("cv"), &chunk(3, "def"), NOW));
    let second = read!(store, |tx| tx.find_chunk(&id("cv"), 3)).unwrap();
    assert_eq!((second.digest.as_str(), second.content.as_str()), ("of def", "def"));
    assert_eq!(read!(store, |tx| tx.find_chunk(&id("cv"), 1)), None);
    let locked = write!(store, |tx| tx.lock_document(&person_id("ana"), &id("cv"))).unwrap();
    assert_eq!((locked.received_bytes, locked.size_bytes), (6, 6));
    assert_eq!(write!(store, |tx| tx.lock_document(&person_id("ben"), &id("cv"))), None);
    write!(store, |tx| tx.begin_check(&id("cv"), NOW));
    assert_eq!(find(&store, "cv").await.unwrap().state, DocumentState::Checking);
}

async fn what_is_due_is_taken_on_once(place: Place) {
    let store = with(&place).await;
    announce(&store, "ana", "cv", 2).await;
    write!(store, |tx| tx.insert_chunk(&id("cv"), &chunk(0, "ab"), NOW));
    assert_eq!(claim(&store, DocumentState::Checking, 0).await, None, "nobody said that it is whole");
    write!(store, |tx| tx.begin_check(&id("cv"), NOW));
    assert!(read!(store, |tx| tx.has_due_document(DocumentState::Checking, NOW)));
    let (one, other) = (store.clone(), store.clone());
    let (one, other) =
        tokio::join!(claim(&one, DocumentState::Checking, 0), claim(&other, DocumentState::Checking, 0));
    assert_eq!(usize::from(one.is_some()) + usize::from(other.is_some()), 1);
    assert_eq!(claim(&store, DocumentState::Checking, CLAIM_S - 1).await, None);
    // Whoever had it is gone; another takes it on.
    let claim_2 = claim(&store, DocumentState::Checking, CLAIM_S).await.unwrap();
    let outcome = Outcome::Kept { kind: DocumentKind::Jpeg, size_bytes: 99, n_pictures: 1 };
    assert!(write!(store, |tx| tx.settle_claim(&claim_2, outcome, NOW.plus_s(CLAIM_S))));
    let found = find(&store, "cv").await.unwrap();
    assert_eq!((found.state, found.scan), (DocumentState::Kept, Some(Scan::Waiting)));
    assert_eq!((found.kind, found.size_bytes, found.n_pictures), (Some(DocumentKind::Jpeg), 99, 1));
    assert_eq!(read!(store, |tx| tx.find_chunk(&id("cv"), 0)), None, "it is elsewhere now");
    // Now it is to be scanned: later, then clean, then never again.
    assert_eq!(claim(&store, DocumentState::Checking, 2 * CLAIM_S).await, None);
    let scan = claim(&store, DocumentState::Kept, 2 * CLAIM_S).await.unwrap();
    let later = NOW.plus_s(5 * CLAIM_S);
    assert!(write!(store, |tx| tx.settle_claim(&scan, Outcome::Later(later), NOW)));
    assert_eq!(claim(&store, DocumentState::Kept, 5 * CLAIM_S - 1).await, None);
    let scan = claim(&store, DocumentState::Kept, 5 * CLAIM_S).await.unwrap();
    assert!(write!(store, |tx| tx.settle_claim(&scan, Outcome::Clean, NOW)));
    assert_eq!(find(&store, "cv").await.unwrap().scan, Some(Scan::Clean));
    assert_eq!(claim(&store, DocumentState::Kept, 1000 * CLAIM_S).await, None);
}

async fn a_claim_that_has_ended_changes_nothing(place: Place) {
    let store = with(&place).await;
    kept(&store, "cv").await;
    let slow = claim(&store, DocumentState::Kept, 0).await.unwrap();
    let quick = claim(&store, DocumentState::Kept, CLAIM_S).await.unwrap();
    let infected = Outcome::Refused(FileRefusal::Infected);
    assert!(write!(store, |tx| tx.settle_claim(&quick, infected, NOW)));
    assert!(!write!(store, |tx| tx.settle_claim(&slow, Outcome::Clean, NOW)));
    let found = find(&store, "cv").await.unwrap();
    assert_eq!((found.state, found.refusal), (DocumentState::Refused, Some(FileRefusal::Infected)));
    assert_eq!((found.scan, found.shared_at, found.n_pictures), (None, None, 0));
    assert_eq!(read!(store, |tx| tx.list_stale_objects(NOW, 9)), [(id("cv"), NOW)]);
    // What is refused is not shared, and takes no room.
    write!(store, |tx| tx.share_document(&person_id("ana"), &id("cv"), NOW));
    assert_eq!(find(&store, "cv").await.unwrap().shared_at, None);
    assert_eq!(read!(store, |tx| tx.count_held(&person_id("ana"))), Held::default());
}

async fn a_file_that_is_removed_leaves_nothing(place: Place) {
    let store = with(&place).await;
    announce(&store, "ana", "cv", 4).await;
    write!(store, |tx| tx.insert_chunk(&id("cv"), &chunk(0, "ab"), NOW));
    write!(store, |tx| tx.remove_document(&person_id("ben"), &id("cv"), NOW));
    assert!(find(&store, "cv").await.is_some(), "it is not his");
    write!(store, |tx| tx.remove_document(&person_id("ana"), &id("cv"), NOW));
    assert_eq!((find(&store, "cv").await, read!(store, |tx| tx.find_chunk(&id("cv"), 0))), (None, None));
    assert_eq!(read!(store, |tx| tx.list_stale_objects(NOW, 9)), [(id("cv"), NOW)]);
    // Emptied, it is due again later, and since when does not change; at the end it is forgotten.
    let later = NOW.plus_s(60);
    write!(store, |tx| tx.settle_stale_objects(&[(id("cv"), Some(later))]));
    assert_eq!(read!(store, |tx| tx.list_stale_objects(NOW.plus_s(59), 9)), []);
    assert_eq!(read!(store, |tx| tx.list_stale_objects(later, 9)), [(id("cv"), NOW)]);
    write!(store, |tx| tx.settle_stale_objects(&[(id("cv"), None)]));
    assert_eq!(read!(store, |tx| tx.list_stale_objects(later, 9)), []);
    // Removed while somebody is at it: what comes of it is not noted.
    announce(&store, "ana", "cv2", 2).await;
    write!(store, |tx| tx.insert_chunk(&id("cv2"), &chunk(0, "ab"), NOW));
    write!(store, |tx| tx.begin_check(&id("cv2"), NOW));
    let claim = claim(&store, DocumentState::Checking, 0).await.unwrap();
    write!(store, |tx| tx.remove_document(&person_id("ana"), &id("cv2"), NOW));
    let outcome = Outcome::Kept { kind: DocumentKind::Pdf, size_bytes: 2, n_pictures: 2 };
    assert!(!write!(store, |tx| tx.settle_claim(&claim, outcome, NOW)));
}

async fn only_the_referent_finds_what_is_shared(place: Place) {
    let store = with(&place).await;
    kept(&store, "cv").await;
    let seen_by = async |who: &'static str| {
        read!(store, |tx| tx.find_shared_document(&staff_id(who), &id("cv"))).is_some()
    };
    assert!(!seen_by("claire").await);
    for at in [NOW.plus_s(1), NOW.plus_s(9)] {
        write!(store, |tx| tx.share_document(&person_id("ana"), &id("cv"), at));
    }
    assert_eq!(find(&store, "cv").await.unwrap().shared_at, Some(NOW.plus_s(1)), "since the first time");
    assert!(seen_by("claire").await && !seen_by("denis").await);
    let listed = async |who: &'static str| read!(store, |tx| tx.list_shared_documents(&person_id(who))).len();
    assert_eq!((listed("ana").await, listed("ben").await), (1, 0));
    for at in [NOW.plus_s(2), NOW.plus_s(3)] {
        write!(store, |tx| tx.mark_unreadable(&id("cv"), &staff_id("claire"), at));
    }
    assert_eq!(find(&store, "cv").await.unwrap().unreadable_at, Some(NOW.plus_s(2)));
    let access = Access {
        id: AccessId::new("a1").unwrap(),
        person_id: person_id("ana"),
        staff_id: staff_id("claire"),
        operation: "downloadClientDocument",
        object: Some("cv".to_owned()),
        at: NOW.plus_s(4),
    };
    write!(store, |tx| tx.note_access(&access));
    let opened = read!(store, |tx| tx
        .list_opened(&person_id("ana"), ["downloadClientDocument", "downloadCompanyDocument"]));
    assert_eq!((opened.len(), opened[0].name.as_str(), opened[0].at), (1, "Claire Martin", NOW.plus_s(4)));
    write!(store, |tx| tx.rename_document(&person_id("ana"), &id("cv"), "CV vente"));
    write!(store, |tx| tx.rename_document(&person_id("ben"), &id("cv"), "x"));
    assert_eq!(find(&store, "cv").await.unwrap().name, "CV vente");
    write!(store, |tx| tx.unshare_document(&person_id("ana"), &id("cv")));
    assert!(!seen_by("claire").await);
}

async fn caps_are_counted_under_a_lock(place: Place) {
    let store = with(&place).await;
    // Two devices announce a file at the same time, and there is room for one.
    let announce = async |store: Store, name: &'static str| {
        let done: Result<bool, Error> = store
            .write(move |tx| {
                Box::pin(async move {
                    let held = tx.lock_held(&person_id("ana")).await?;
                    if held.n_documents >= 1 {
                        return Ok(false);
                    }
                    tx.insert_document(&person_id("ana"), &new(name, 10), NOW).await?;
                    Ok(true)
                })
            })
            .await;
        done.unwrap()
    };
    let (one, other) = tokio::join!(announce(store.clone(), "a"), announce(store.clone(), "b"));
    assert!(one != other);
    assert_eq!(read!(store, |tx| tx.count_held(&person_id("ana"))), Held { n_documents: 1, size_bytes: 10 });
}

async fn old_uploads_and_refusals_go(place: Place) {
    let store = with(&place).await;
    announce(&store, "ana", "begun", 9).await;
    kept(&store, "kept").await;
    let (before, after) = (NOW, NOW.plus_s(1));
    assert!(!read!(store, |tx| tx.has_old_documents(before, before)));
    assert!(read!(store, |tx| tx.has_old_documents(after, before)));
    assert_eq!(write!(store, |tx| tx.purge_documents(after, before)), 1);
    assert!(find(&store, "begun").await.is_none() && find(&store, "kept").await.is_some());
}

/// A newer version of ana's, kept like any file.
async fn kept_instead(store: &Store, name: &'static str, old: &'static str) {
    kept(store, name).await;
    write!(store, |tx| tx.replace_document(&id(old), &id(name)));
}

async fn take_over(store: &Store, name: &'static str, after_s: i64) {
    let now = NOW.plus_s(after_s);
    write!(store, |tx| tx.lock_replaced(&id(name)));
    write!(store, |tx| tx.take_over(&id(name), now));
}

/// Since when it is shared, since when it has its place, whose.
async fn stands(
    store: &Store,
    name: &'static str,
) -> (Option<Timestamp>, Option<Timestamp>, Option<DocumentId>) {
    let found = find(store, name).await.unwrap();
    (found.shared_at, found.took_over_at, found.replaces)
}

async fn a_newer_version_takes_over_once_and_what_was_withdrawn_stays_so(place: Place) {
    let store = with(&place).await;
    kept(&store, "old").await;
    write!(store, |tx| tx.share_document(&person_id("ana"), &id("old"), NOW));
    kept_instead(&store, "new", "old").await;
    let (first, second) = (NOW.plus_s(5), NOW.plus_s(9));
    take_over(&store, "new", 5).await;
    assert_eq!(stands(&store, "new").await, (Some(first), Some(first), Some(id("old"))));
    assert_eq!(stands(&store, "old").await, (None, None, None));
    let listed = read!(store, |tx| tx.list_shared_documents(&person_id("ana")));
    assert_eq!(listed.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["new"]);
    // Withdrawn afterwards, it does not come back by doing the same again.
    write!(store, |tx| tx.unshare_document(&person_id("ana"), &id("new")));
    take_over(&store, "new", 7).await;
    assert_eq!(stands(&store, "new").await, (None, Some(first), Some(id("old"))));
    // Withdrawn before, it is not given by the next one.
    kept_instead(&store, "third", "new").await;
    take_over(&store, "third", 9).await;
    assert_eq!(stands(&store, "third").await, (None, Some(second), Some(id("new"))));
    // What replaces nothing takes nothing over, and neither does what is refused later.
    kept(&store, "other").await;
    take_over(&store, "other", 9).await;
    assert_eq!(stands(&store, "other").await, (None, None, None));
    let claim = claim(&store, DocumentState::Kept, 0).await.unwrap();
    let infected = claim.document.id.clone();
    assert!(write!(store, |tx| tx.settle_claim(&claim, Outcome::Refused(FileRefusal::Infected), NOW)));
    let refused = read!(store, |tx| tx.find_document(&person_id("ana"), &infected)).unwrap();
    assert_eq!((refused.replaces, refused.took_over_at, refused.shared_at), (None, None, None));
}

async fn a_version_between_two_goes_and_the_paper_stays(place: Place) {
    let store = with(&place).await;
    kept(&store, "one").await;
    for (name, old) in [("two", "one"), ("three", "two")] {
        kept_instead(&store, name, old).await;
        take_over(&store, name, 1).await;
    }
    write!(store, |tx| tx.remove_document(&person_id("ben"), &id("two"), NOW));
    assert_eq!(stands(&store, "three").await.2, Some(id("two")), "it is not his");
    write!(store, |tx| tx.remove_document(&person_id("ana"), &id("two"), NOW));
    assert_eq!(stands(&store, "three").await, (None, Some(NOW.plus_s(1)), Some(id("one"))));
    write!(store, |tx| tx.remove_document(&person_id("ana"), &id("one"), NOW));
    assert_eq!(stands(&store, "three").await.2, None);
    // Uploads that nobody went on with go without taking anything along.
    announce(&store, "ana", "begun", 9).await;
    write!(store, |tx| tx.replace_document(&id("three"), &id("begun")));
    let after = NOW.plus_s(1);
    assert_eq!(write!(store, |tx| tx.purge_documents(after, NOW)), 1);
    assert_eq!(stands(&store, "three").await, (None, Some(after), None));
}

async fn two_versions_at_once_are_one(place: Place) {
    let store = with(&place).await;
    for name in ["old", "a", "b"] {
        announce(&store, "ana", name, 9).await;
    }
    write!(store, |tx| tx.replace_document(&id("old"), &id("a")));
    let again: Result<(), Error> =
        store.write(|tx| Box::pin(async move { tx.replace_document(&id("old"), &id("b")).await })).await;
    assert!(again.is_err(), "the engine itself keeps one");
    assert_eq!(stands(&store, "b").await.2, None);
}
