//! Kiosks: a code works once and not too late, one device a kiosk; on both engines.

use crate::places::{NOW, Place, on_both_engines, read, referent, staff_id, write};
use domain::ids::KioskId;
use store::Store;

on_both_engines! {
    a_code_makes_one_device_a_kiosk,
    a_code_that_is_late_or_replaced_makes_none,
    of_many_devices_with_one_code_one_is_the_kiosk,
    a_new_device_takes_the_place_of_the_one_before,
}

const LIMIT_S: i64 = 900;

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_kiosk(&id("hall"), "Accueil", &staff_id("claire"), NOW));
    store
}

fn id(text: &str) -> KioskId {
    KioskId::new(text).unwrap()
}

async fn give_code(store: &Store, code: &'static str) -> bool {
    write!(store, |tx| tx.save_kiosk_code(&id("hall"), code, NOW.plus_s(LIMIT_S)))
}

async fn enrol(store: &Store, code: &'static str, token: String, after_s: i64) -> bool {
    write!(store, |tx| tx.enrol_kiosk(code, &token, NOW.plus_s(after_s)))
}

async fn is_kiosk(store: &Store, token: &'static str) -> bool {
    read!(store, |tx| tx.is_kiosk(token))
}

async fn a_code_makes_one_device_a_kiosk(place: Place) {
    let store = open(&place).await;
    assert_eq!(read!(store, |tx| tx.list_kiosks())[0].enrolled_at, None);
    assert!(give_code(&store, "code").await);
    assert!(!is_kiosk(&store, "device").await);
    assert!(enrol(&store, "code", "device".into(), 60).await);
    assert!(is_kiosk(&store, "device").await);
    let kiosk = read!(store, |tx| tx.list_kiosks()).remove(0);
    assert_eq!((kiosk.name.as_str(), kiosk.enrolled_at), ("Accueil", Some(NOW.plus_s(60))));
    assert!(!enrol(&store, "code", "thief".into(), 61).await, "a code works once");
    assert!(write!(store, |tx| tx.remove_kiosk(&id("hall"))));
    assert!(!is_kiosk(&store, "device").await);
    assert!(!write!(store, |tx| tx.remove_kiosk(&id("hall"))));
    assert!(!give_code(&store, "other").await);
}

async fn a_code_that_is_late_or_replaced_makes_none(place: Place) {
    let store = open(&place).await;
    give_code(&store, "code").await;
    assert!(!enrol(&store, "code", "late".into(), LIMIT_S).await);
    give_code(&store, "newer").await;
    assert!(!enrol(&store, "code", "old".into(), 1).await);
    assert!(!enrol(&store, "never", "wrong".into(), 1).await);
    assert!(enrol(&store, "newer", "device".into(), LIMIT_S - 1).await);
}

async fn of_many_devices_with_one_code_one_is_the_kiosk(place: Place) {
    let store = open(&place).await;
    give_code(&store, "code").await;
    let tries: Vec<_> = (0..16)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move { enrol(&store, "code", format!("device-{n}"), 1).await })
        })
        .collect();
    let mut n_enrolled = 0;
    for one in tries {
        n_enrolled += usize::from(one.await.unwrap());
    }
    assert_eq!(n_enrolled, 1);
}

async fn a_new_device_takes_the_place_of_the_one_before(place: Place) {
    let store = open(&place).await;
    give_code(&store, "code").await;
    assert!(enrol(&store, "code", "first".into(), 1).await);
    give_code(&store, "newer").await;
    assert!(is_kiosk(&store, "first").await, "until the new code is used");
    assert!(enrol(&store, "newer", "second".into(), 2).await);
    assert!(is_kiosk(&store, "second").await && !is_kiosk(&store, "first").await);
}
