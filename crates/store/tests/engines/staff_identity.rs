//! Members of staff whom a provider knows; on both engines.

use crate::places::{NOW, Place, on_both_engines, referent, staff_id, write};
use store::Store;

on_both_engines! {
    an_address_is_good_for_the_first_time,
    who_is_not_allowed_is_nobody,
    what_is_taken_back_is_over,
}

const ISSUER: &str = "https://provider.example";

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_staff(&referent("paul", "p.durand")));
    write!(store, |tx| tx.allow_identity(&staff_id("claire"), "claire@exemple.fr", NOW));
    store
}

async fn who(
    store: &Store,
    issuer: &'static str,
    subject: &'static str,
    email: Option<&'static str>,
) -> Option<String> {
    let found = write!(store, |tx| tx.find_staff_by_identity(issuer, subject, email, NOW.plus_s(5)));
    found.map(|staff| staff.id.to_string())
}

async fn an_address_is_good_for_the_first_time(place: Place) {
    let store = open(&place).await;
    assert_eq!(who(&store, ISSUER, "s-1", None).await, None, "without a verified address");
    assert_eq!(who(&store, ISSUER, "s-1", Some("claire@exemple.fr")).await.as_deref(), Some("claire"));
    assert_eq!(who(&store, ISSUER, "s-1", None).await.as_deref(), Some("claire"), "by the subject alone");
    assert_eq!(who(&store, ISSUER, "s-1", Some("new@exemple.fr")).await.as_deref(), Some("claire"));
    assert_eq!(who(&store, ISSUER, "s-2", Some("claire@exemple.fr")).await, None, "an address that moved on");
    assert_eq!(who(&store, "https://other.example", "s-1", None).await, None, "another provider's s-1");
}

async fn who_is_not_allowed_is_nobody(place: Place) {
    let store = open(&place).await;
    assert_eq!(who(&store, ISSUER, "s-1", Some("paul@exemple.fr")).await, None);
    assert_eq!(who(&store, ISSUER, "s\0", Some("claire@exemple.fr")).await, None);
}

async fn what_is_taken_back_is_over(place: Place) {
    let store = open(&place).await;
    who(&store, ISSUER, "s-1", Some("claire@exemple.fr")).await;
    write!(store, |tx| tx.allow_identity(&staff_id("claire"), "c.martin@exemple.fr", NOW));
    assert_eq!(who(&store, ISSUER, "s-1", None).await, None);
    assert_eq!(who(&store, ISSUER, "s-1", Some("c.martin@exemple.fr")).await.as_deref(), Some("claire"));
    assert!(write!(store, |tx| tx.forbid_identity(&staff_id("claire"))));
    assert!(!write!(store, |tx| tx.forbid_identity(&staff_id("claire"))));
    assert_eq!(who(&store, ISSUER, "s-1", Some("c.martin@exemple.fr")).await, None);
}
