use super::*;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_key_is_made_once_and_only_its_owner_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.key");
    let first = Keys::load_or_create(&path).unwrap();
    let second = Keys::load_or_create(&path).unwrap();
    assert_eq!(first.fingerprint(), second.fingerprint());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_key_of_another_length_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.key");
    fs::write(&path, b"short").unwrap();
    assert!(Keys::load_or_create(&path).is_err());
}

#[test]
fn what_is_sealed_opens_only_with_the_same_key_and_the_same_owner() {
    let keys = Keys::from_bytes([7; 32]);
    let sealed = keys.seal("staff-1", b"secret");
    assert_eq!(keys.open("staff-1", &sealed).as_deref(), Some(&b"secret"[..]));
    assert_eq!(keys.open("staff-2", &sealed), None);
    assert_eq!(Keys::from_bytes([8; 32]).open("staff-1", &sealed), None);
    assert_eq!(keys.open("staff-1", "too short"), None);
    assert!(!sealed.contains("secret"));
}

#[test]
fn parts_do_not_run_into_each_other() {
    let keys = Keys::from_bytes([7; 32]);
    assert_ne!(keys.mac("p", &[b"ab", b"c"]), keys.mac("p", &[b"a", b"bc"]));
    assert_ne!(keys.mac("p", &[b"ab"]), keys.mac("q", &[b"ab"]));
}

#[test]
fn a_random_id_is_an_identifier() {
    assert!(domain::ids::ActionId::new(random_id()).is_ok());
    assert_ne!(random_id(), random_id());
}
