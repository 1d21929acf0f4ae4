//! The record of looks, searched by any of its parts, a page at a time; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::AccessId;
use store::{Access, AccessFilter, Engine, Store};

on_both_engines! {
    each_part_narrows_it_down,
    pages_follow_each_other_within_one_instant,
    an_index_gives_the_lines_in_their_order,
}

async fn note(store: &Store, n: u32, staff: &str, whose: &str, operation: &'static str, at_s: i64) {
    let access = Access {
        id: AccessId::new(format!("a{n:03}")).unwrap(),
        person_id: person_id(whose),
        staff_id: staff_id(staff),
        operation,
        object: None,
        at: NOW.plus_s(at_s),
    };
    write!(store, |tx| tx.note_access(&access));
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    for who in ["claire", "karim"] {
        write!(store, |tx| tx.insert_staff(&referent(who, who)));
    }
    for who in ["ana", "ben"] {
        write!(store, |tx| tx.insert_person(&person(who, who, "Durand", Some("claire"))));
    }
    store
}

async fn found(store: &Store, filter: AccessFilter, after: Option<&str>, limit: u32) -> Vec<String> {
    let after = after.map(|id| AccessId::new(id).unwrap());
    let lines = read!(store, |tx| tx.search_accesses(&filter, after.as_ref(), limit));
    lines.into_iter().map(|line| line.id.to_string()).collect()
}

async fn each_part_narrows_it_down(place: Place) {
    let store = open(&place).await;
    note(&store, 1, "claire", "ana", "getClientSummary", 0).await;
    note(&store, 2, "claire", "ben", "getClientSummary", 10).await;
    note(&store, 3, "karim", "ana", "startPreview", 20).await;
    note(&store, 4, "karim", "ben", "getClientSummary", 30).await;
    let all = AccessFilter::default;
    assert_eq!(found(&store, all(), None, 9).await, ["a004", "a003", "a002", "a001"]);
    let ana = AccessFilter { person: Some(person_id("ana")), ..all() };
    assert_eq!(found(&store, ana.clone(), None, 9).await, ["a003", "a001"]);
    let claires = AccessFilter { staff: Some(staff_id("claire")), ..ana };
    assert_eq!(found(&store, claires.clone(), None, 9).await, ["a001"]);
    let looks = AccessFilter { operation: Some("startPreview".into()), ..claires };
    assert_eq!(found(&store, looks, None, 9).await, [""; 0]);
    let summaries = AccessFilter { operation: Some("getClientSummary".into()), ..all() };
    assert_eq!(found(&store, summaries.clone(), None, 9).await, ["a004", "a002", "a001"]);
    let karims = AccessFilter { staff: Some(staff_id("karim")), ..summaries };
    assert_eq!(found(&store, karims, None, 9).await, ["a004"]);
    let between = AccessFilter { from: Some(NOW.plus_s(10)), until: Some(NOW.plus_s(30)), ..all() };
    assert_eq!(found(&store, between, None, 9).await, ["a003", "a002"], "until is not included");
    let line = read!(store, |tx| tx.search_accesses(&AccessFilter::default(), None, 1)).remove(0);
    let told = (line.staff_name.as_str(), line.first_name.as_str(), line.operation.as_str());
    assert_eq!(told, ("Claire Martin", "ben", "getClientSummary"));
}

async fn pages_follow_each_other_within_one_instant(place: Place) {
    let store = open(&place).await;
    for n in 0..7 {
        note(&store, n, "claire", "ana", "closeStaff", 5).await;
    }
    let all = AccessFilter::default;
    assert_eq!(found(&store, all(), None, 3).await, ["a006", "a005", "a004"]);
    assert_eq!(found(&store, all(), Some("a004"), 3).await, ["a003", "a002", "a001"]);
    let hers = AccessFilter { staff: Some(staff_id("claire")), ..all() };
    assert_eq!(found(&store, hers, Some("a001"), 3).await, ["a000"]);
}

/// Without its index, each of these would sort the whole record for one page.
async fn an_index_gives_the_lines_in_their_order(place: Place) {
    let store = open(&place).await;
    if store.engine() == Engine::Postgres {
        // Its plans follow what the tables hold; what they hold here says nothing.
        return;
    }
    let options: sqlx::sqlite::SqliteConnectOptions = place.url.parse().unwrap();
    let connection = rusqlite::Connection::open(options.get_filename()).unwrap();
    for (which, index) in [
        ("person_id = 'ana' AND", "access_log_by_person"),
        ("staff_id = 'claire' AND", "access_log_by_staff"),
        ("operation = 'x' AND", "access_log_by_operation"),
        ("", "access_log_by_age"),
    ] {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT id FROM access_log WHERE {which} at >= 1 AND (at, id) < (9, 'a')
             ORDER BY at DESC, id DESC LIMIT 50"
        );
        let mut statement = connection.prepare(&sql).unwrap();
        let plan: Vec<String> =
            statement.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
        let plan = plan.join("; ");
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
