//! Answers for a CV: each part by itself, and no value of another device is lost.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use domain::cv::{Part, PartKey, Skill, Wish};
use domain::time::Timestamp;
use store::{CvSaved, Store};

on_both_engines! {
    answers_stay_and_each_part_has_its_version,
    of_two_devices_that_save_at_once_one_is_told,
    the_newest_photo_is_the_one_and_goes_when_it_is_taken_away,
}

async fn with(place: &Place) -> Store {
    let store = place.open().await;
    for name in ["ana", "ben"] {
        write!(store, |tx| tx.insert_person(&person(name, name, "Essai", None)));
    }
    store
}

fn wish(job: &str) -> Part {
    Part::Wish(Wish { job: job.to_owned(), ..Wish::default() })
}

async fn save(store: &Store, version: u64, part: Part) -> CvSaved {
    write!(store, |tx| tx.save_cv_part(&person_id("ana"), version, &part, NOW))
}

async fn answers_stay_and_each_part_has_its_version(place: Place) {
    let store = with(&place).await;
    let skills = Part::Skills(vec![Skill { text: "Cuisiner".to_owned(), code: Some("G1602".to_owned()) }]);
    assert_eq!(save(&store, 0, skills.clone()).await, CvSaved::Saved);
    assert_eq!(save(&store, 0, wish("Cuisinière")).await, CvSaved::Saved);
    assert_eq!(save(&store, 0, wish("x")).await, CvSaved::Stale, "it was saved already");
    assert_eq!(save(&store, 7, wish("x")).await, CvSaved::Stale);
    assert_eq!(save(&store, 1, wish("Serveuse")).await, CvSaved::Saved);
    assert_eq!(save(&store, 1, wish("x")).await, CvSaved::Stale, "a device that read the first version");
    let kept = read!(store, |tx| tx.list_cv_parts(&person_id("ana")));
    let told: Vec<_> = kept.iter().map(|kept| (kept.part.key(), kept.version)).collect();
    assert_eq!(told, [(PartKey::Wish, 2), (PartKey::Skills, 1)], "in the order in which they are asked");
    assert!(kept[0].part == wish("Serveuse") && kept[1].part == skills);
    assert!(read!(store, |tx| tx.list_cv_parts(&person_id("ben"))).is_empty());
    assert_eq!(save(&store, 2, wish("")).await, CvSaved::Saved, "emptied, it goes on counting");
    assert_eq!(read!(store, |tx| tx.list_cv_parts(&person_id("ana")))[0].version, 3);
}

async fn the_newest_photo_is_the_one_and_goes_when_it_is_taken_away(place: Place) {
    let store = with(&place).await;
    let later = Timestamp(NOW.as_ms() + 1);
    assert_eq!(read!(store, |tx| tx.find_cv_photo(&person_id("ana"))), None);
    write!(store, |tx| tx.set_cv_photo(&person_id("ana"), "QQ==", NOW));
    write!(store, |tx| tx.set_cv_photo(&person_id("ana"), "Qg==", later));
    assert_eq!(read!(store, |tx| tx.find_cv_photo(&person_id("ana"))).as_deref(), Some("Qg=="));
    assert_eq!(read!(store, |tx| tx.find_cv_photo_at(&person_id("ana"))), Some(later));
    assert_eq!(read!(store, |tx| tx.find_cv_photo(&person_id("ben"))), None);
    for _ in 0..2 {
        write!(store, |tx| tx.remove_cv_photo(&person_id("ana")));
        assert_eq!(read!(store, |tx| tx.find_cv_photo_at(&person_id("ana"))), None);
    }
}

async fn of_two_devices_that_save_at_once_one_is_told(place: Place) {
    let store = with(&place).await;
    for version in [0, 1] {
        let (one, other) = tokio::join!(save(&store, version, wish("a")), save(&store, version, wish("b")));
        let n_saved = [one, other].iter().filter(|saved| **saved == CvSaved::Saved).count();
        assert_eq!(n_saved, 1, "{one:?} {other:?}");
    }
}
