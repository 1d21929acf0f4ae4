use super::*;

fn hasher(byte: u8) -> Hasher {
    Hasher::new(&Keys::from_bytes([byte; 32]), Cost::Test)
}

#[test]
fn a_card_has_one_hash_per_deployment() {
    let card: CardCode = "7K4M9-2PXQ8".parse().unwrap();
    assert_eq!(hasher(1).hash_card_here(&card), hasher(1).hash_card_here(&card));
    assert_ne!(hasher(1).hash_card_here(&card), hasher(2).hash_card_here(&card));
}

#[test]
fn the_full_cost_is_the_one_promised() {
    let hash = Hasher::new(&Keys::from_bytes([1; 32]), Cost::Full).hash_password_here("password");
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
}

#[tokio::test]
async fn a_password_is_checked_and_nobody_has_none() {
    let hasher = hasher(1);
    let stored = hasher.hash_password_here("une longue phrase");
    let check = |password: &str, stored: Option<String>| hasher.check_password(password.to_owned(), stored);
    assert!(check("une longue phrase", Some(stored.clone())).await.unwrap());
    assert!(!check("une autre phrase", Some(stored)).await.unwrap());
    assert!(!check("nobody has this password", None).await.unwrap());
}
