//! Looks at a person's pages: one at a time, no longer than the desk's session, and remembered afterwards; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{AccessId, PreviewId};
use domain::retention::Passing;
use domain::time::Timestamp;
use store::{Access, Owner, Preview, Session, Setting, Store};

on_both_engines! {
    the_second_look_takes_the_place_of_the_first,
    a_look_ends_with_the_session_at_the_desk,
    many_that_begin_at_once_leave_one,
    the_person_reads_how_long_it_lasted,
}

const LIMIT_S: i64 = 1800;

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    for id in ["ana", "ben"] {
        write!(store, |tx| tx.insert_person(&person(id, "Ana", "Durand", Some("claire"))));
    }
    sign_in(&store, "desk").await;
    store
}

async fn sign_in(store: &Store, token_hash: &str) {
    let session = Session {
        token_hash: token_hash.into(),
        owner: Owner::Staff(staff_id("claire")),
        setting: Setting::Desk,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus_s(8 * 3600),
    };
    write!(store, |tx| tx.insert_session(&session));
}

fn preview_id(id: &str) -> PreviewId {
    PreviewId::new(id).unwrap()
}

fn preview(id: &str, session: &str, who: &str, at: Timestamp) -> Preview {
    Preview {
        id: preview_id(id),
        staff_session: session.into(),
        staff_id: staff_id("claire"),
        person_id: person_id(who),
        started_at: at,
        expires_at: at.plus_s(LIMIT_S),
    }
}

async fn start(store: &Store, preview: Preview) -> bool {
    write!(store, |tx| tx.start_preview(&preview))
}

async fn is_open(store: &Store, id: &'static str, session: &'static str) -> bool {
    read!(store, |tx| tx.find_preview(&preview_id(id), session)).is_some()
}

async fn the_second_look_takes_the_place_of_the_first(place: Place) {
    let store = open(&place).await;
    sign_in(&store, "other").await;
    let first = preview("p1", "desk", "ana", NOW);
    assert!(start(&store, first.clone()).await);
    assert_eq!(read!(store, |tx| tx.find_preview(&preview_id("p1"), "desk")), Some(first));
    assert!(!is_open(&store, "p1", "other").await, "another session finds nothing");
    assert!(start(&store, preview("q1", "other", "ana", NOW)).await);
    assert!(start(&store, preview("p2", "desk", "ben", NOW.plus_s(5))).await);
    assert!(!is_open(&store, "p1", "desk").await && is_open(&store, "p2", "desk").await);
    assert!(is_open(&store, "q1", "other").await, "what another session has open goes on");
    write!(store, |tx| tx.end_previews_of("desk", NOW.plus_s(9)));
    assert!(!is_open(&store, "p2", "desk").await);
}

async fn a_look_ends_with_the_session_at_the_desk(place: Place) {
    let store = open(&place).await;
    assert!(start(&store, preview("p1", "desk", "ana", NOW)).await);
    assert!(write!(store, |tx| tx.end_session("desk", NOW.plus_s(60))));
    assert!(!is_open(&store, "p1", "desk").await);
    assert!(!start(&store, preview("p2", "desk", "ana", NOW.plus_s(60))).await, "none begins after it");
    assert!(!start(&store, preview("p3", "nobody", "ana", NOW)).await);
}

/// The control is the index `preview_one_open`: without the lock, PostgreSQL refuses all but one with an error.
async fn many_that_begin_at_once_leave_one(place: Place) {
    let store = open(&place).await;
    let begun: Vec<_> = (0..16)
        .map(|n| {
            let (store, preview) = (store.clone(), preview(&format!("p{n}"), "desk", "ana", NOW));
            tokio::spawn(async move { start(&store, preview).await })
        })
        .collect();
    let mut n_open = 0;
    for one in begun {
        assert!(one.await.unwrap());
    }
    for n in 0..16 {
        let id = preview_id(&format!("p{n}"));
        n_open += usize::from(read!(store, |tx| tx.find_preview(&id, "desk")).is_some());
    }
    assert_eq!(n_open, 1);
}

async fn the_person_reads_how_long_it_lasted(place: Place) {
    let store = open(&place).await;
    let look = async |id: &str, at_s: i64| {
        let at = NOW.plus_s(at_s);
        let preview = preview(id, "desk", "ana", at);
        let access = Access {
            id: AccessId::new(id).unwrap(),
            person_id: person_id("ana"),
            staff_id: staff_id("claire"),
            operation: "startPreview",
            object: Some(id.to_owned()),
            at,
        };
        assert!(start(&store, preview).await);
        write!(store, |tx| tx.note_access(&access));
    };
    look("a", 0).await;
    write!(store, |tx| tx.end_previews_of("desk", NOW.plus_s(240)));
    look("b", 1000).await;
    // It had run its time before anybody ended it.
    write!(store, |tx| tx.end_previews_of("desk", NOW.plus_s(9000)));
    look("c", 10_000).await;
    let lines = async || {
        let page = read!(store, |tx| tx.list_accesses(&person_id("ana"), None, 9));
        page.into_iter().map(|line| line.until).collect::<Vec<_>>()
    };
    let expected = [10_000 + LIMIT_S, 1000 + LIMIT_S, 240].map(|at_s| Some(NOW.plus_s(at_s)));
    assert_eq!(lines().await, expected);
    // Lines and looks are forgotten together.
    for what in [Passing::Looks, Passing::Previews] {
        write!(store, |tx| tx.forget(what, NOW.plus_s(2000), 9));
    }
    assert_eq!(lines().await, expected[..1]);
}
