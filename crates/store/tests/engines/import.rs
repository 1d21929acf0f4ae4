//! Lists of people: added at once or not at all, each person once; on both engines.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, referent, staff_id, write};
use domain::ids::{ImportId, PersonId};
use domain::retention::{ErasureReason, Passing, Periods};
use store::{Import, NewImport, Person, Store};

on_both_engines! {
    everyone_who_is_new_is_added_once,
    whoever_is_there_already_is_known,
    somebody_who_came_meanwhile_is_not_added_again,
    two_lists_at_once_add_nobody_twice,
    a_list_is_of_whoever_has_handed_it_in,
    a_list_goes_after_a_day,
    a_closed_account_is_given_nobody,
    a_list_makes_nobody_anew_who_was_erased,
}

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    for (id, login) in [("claire", "c.martin"), ("zoe", "z.petit")] {
        write!(store, |tx| tx.insert_staff(&referent(id, login)));
    }
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    store
}

fn id(text: &str) -> ImportId {
    ImportId::new(text).unwrap()
}

fn named(text: &str) -> NewImport {
    NewImport {
        id: id(text),
        staff_id: staff_id("claire"),
        n_lines: 9,
        n_faulty: 2,
        n_twins: 1,
        n_problems: 3,
        problems: "[]".to_owned(),
    }
}

fn people(of: &str, names: &[(&str, &str)]) -> Vec<(u32, Person)> {
    let one = |(line, (first, last)): (u32, &(&str, &str))| {
        (line, person(&format!("{of}-{line}"), first, last, Some("claire")))
    };
    (2u32..).zip(names).map(one).collect()
}

async fn hand_in(store: &Store, which: &'static str, names: &[(&str, &str)]) {
    let people = people(which, names);
    write!(store, |tx| tx.insert_import(&named(which), &people, NOW));
}

async fn find(store: &Store, which: &'static str) -> Option<Import> {
    read!(store, |tx| tx.find_import(&staff_id("claire"), &id(which)))
}

async fn finish(store: &Store, which: &'static str) -> Import {
    let now = NOW.plus_s(60);
    write!(store, |tx| tx.finish_import(&staff_id("claire"), &id(which), "finishImport", now));
    find(store, which).await.unwrap()
}

async fn count(store: &Store) -> u64 {
    read!(store, |tx| tx.count_people())
}

async fn found(store: &Store, who: &'static str) -> Option<Person> {
    read!(store, |tx| tx.find_person(&person_id(who)))
}

async fn everyone_who_is_new_is_added_once(place: Place) {
    let store = open(&place).await;
    // More than one statement holds, and some besides.
    let names: Vec<String> = (0..230).map(|n| format!("Nom{n}")).collect();
    let names: Vec<(&str, &str)> = names.iter().map(|name| ("Bea", name.as_str())).collect();
    hand_in(&store, "i", &names).await;
    let import = find(&store, "i").await.unwrap();
    assert_eq!((import.n_new, import.n_known, import.finished_at), (230, 0, None));
    assert_eq!(count(&store).await, 1, "nobody is there before it is finished");
    let finished = finish(&store, "i").await;
    assert_eq!((finished.n_new, finished.n_known), (230, 0));
    assert_eq!((finished.n_lines, finished.n_faulty, finished.n_twins), (9, 2, 1));
    assert_eq!(finished.finished_at, Some(NOW.plus_s(60)));
    assert_eq!(count(&store).await, 231);
    assert_eq!(finish(&store, "i").await, finished, "a second time changes nothing");
    assert_eq!(count(&store).await, 231);
    let one = found(&store, "i-2").await.unwrap();
    assert_eq!((one.last_name.as_str(), one.referent_id), ("Nom0", Some(staff_id("claire"))));
    assert_eq!((one.created_at, one.last_seen_at), (NOW.plus_s(60), None));
    let clients = read!(store, |tx| tx.list_clients(None, "nom229 bea", None, 5));
    assert_eq!(clients.len(), 1, "found by name");
    let looks = read!(store, |tx| tx.list_accesses(&person_id("i-2"), None, 5));
    assert_eq!(looks.iter().map(|one| one.operation.as_str()).collect::<Vec<_>>(), ["finishImport"]);
}

async fn whoever_is_there_already_is_known(place: Place) {
    let store = open(&place).await;
    let names = [("Ben", "Durand"), ("ANÀ", "durand "), ("Durand", "Ana"), ("Ana", "Durant")];
    hand_in(&store, "i", &names).await;
    let import = find(&store, "i").await.unwrap();
    assert_eq!((import.n_new, import.n_known), (2, 2));
    assert_eq!(read!(store, |tx| tx.list_known_lines(&id("i"), 9)), [(3, false), (4, true)]);
    assert_eq!(read!(store, |tx| tx.list_known_lines(&id("i"), 1)), [(3, false)]);
    let first = read!(store, |tx| tx.list_new_people(&id("i"), 9));
    let first: Vec<&str> = first.iter().map(|one| one.last_name.as_str()).collect();
    assert_eq!(first, ["Durand", "Durant"], "those who would be added");
    let finished = finish(&store, "i").await;
    assert_eq!((finished.n_new, finished.n_known), (2, 2));
    assert_eq!(read!(store, |tx| tx.list_known_lines(&id("i"), 9)), [], "nothing of it is left");
}

async fn somebody_who_came_meanwhile_is_not_added_again(place: Place) {
    let store = open(&place).await;
    hand_in(&store, "i", &[("Ben", "Durand"), ("Cleo", "Durand")]).await;
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Durand", None)));
    let finished = finish(&store, "i").await;
    assert_eq!((finished.n_new, finished.n_known), (1, 1));
    assert!(found(&store, "i-2").await.is_none() && found(&store, "i-3").await.is_some());
}

async fn two_lists_at_once_add_nobody_twice(place: Place) {
    let store = open(&place).await;
    let names: Vec<String> = (0..50).map(|n| format!("Nom{n}")).collect();
    let names: Vec<(&str, &str)> = names.iter().map(|name| ("Bea", name.as_str())).collect();
    hand_in(&store, "one", &names).await;
    let other = NewImport { staff_id: staff_id("zoe"), ..named("other") };
    let same = people("other", &names);
    write!(store, |tx| tx.insert_import(&other, &same, NOW));
    let finish = |who: &'static str, which: &'static str| {
        let store = store.clone();
        tokio::spawn(async move {
            write!(store, |tx| tx.finish_import(&staff_id(who), &id(which), "finishImport", NOW));
        })
    };
    let (one, two) = tokio::join!(finish("claire", "one"), finish("zoe", "other"));
    one.unwrap();
    two.unwrap();
    assert_eq!(count(&store).await, 51);
}

async fn a_list_is_of_whoever_has_handed_it_in(place: Place) {
    let store = open(&place).await;
    hand_in(&store, "i", &[("Ben", "Durand")]).await;
    let zoe = staff_id("zoe");
    let (asking, removing) = (zoe.clone(), zoe.clone());
    assert_eq!(read!(store, |tx| tx.find_import(&asking, &id("i"))), None);
    assert!(!write!(store, |tx| tx.remove_import(&removing, &id("i"))));
    write!(store, |tx| tx.finish_import(&zoe, &id("i"), "finishImport", NOW));
    assert_eq!(count(&store).await, 1);
    hand_in(&store, "corrected", &[("Ben", "Durand"), ("Cleo", "Durand")]).await;
    assert_eq!(find(&store, "i").await, None, "a new list takes the place of the one before");
    finish(&store, "corrected").await;
    hand_in(&store, "next", &[("Dora", "Durand")]).await;
    assert!(find(&store, "corrected").await.is_some(), "what came of a finished one can still be read");
    assert!(write!(store, |tx| tx.remove_import(&staff_id("claire"), &id("next"))));
    assert_eq!((find(&store, "next").await, count(&store).await), (None, 3));
}

async fn a_list_goes_after_a_day(place: Place) {
    let store = open(&place).await;
    hand_in(&store, "i", &[("Ben", "Durand")]).await;
    for (s, n) in [(86_400, 0), (86_401, 1)] {
        let before = Periods::default().over_before(Passing::Imports, NOW.plus_s(s));
        assert_eq!(read!(store, |tx| tx.count_over(Passing::Imports, before)), n);
        assert_eq!(write!(store, |tx| tx.forget(Passing::Imports, before, 9)), n);
    }
    assert_eq!(find(&store, "i").await, None);
    assert_eq!(read!(store, |tx| tx.list_known_lines(&id("i"), 9)), []);
}

async fn a_closed_account_is_given_nobody(place: Place) {
    let store = open(&place).await;
    hand_in(&store, "i", &[("Ben", "Durand")]).await;
    for (act, who) in [("c1", "zoe"), ("c2", "claire")] {
        let by = staff_id("claire");
        write!(store, |tx| tx.close_staff(&staff_id(who), act, &by, "closeStaff", NOW));
    }
    finish(&store, "i").await;
    assert_eq!(found(&store, "i-2").await.unwrap().referent_id, None);
    // Whom nobody follows has waited since they were added, not for ever.
    let waiting = read!(store, |tx| tx.list_unassigned("", None, None, 9));
    assert!(waiting.iter().any(|one| one.id.as_str() == "i-2" && one.since == NOW.plus_s(60)), "{waiting:?}");
}

async fn a_list_makes_nobody_anew_who_was_erased(place: Place) {
    let store = open(&place).await;
    hand_in(&store, "i", &[("Ana", "Durand"), ("Durand", "ana"), ("Ben", "Durand")]).await;
    let ana = PersonId::new("ana").unwrap();
    assert!(write!(store, |tx| tx.erase_person(&ana, "e", ErasureReason::Asked, NOW)));
    let finished = finish(&store, "i").await;
    assert_eq!((finished.n_new, finished.n_known), (1, 0));
}
