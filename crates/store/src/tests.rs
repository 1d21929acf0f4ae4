use crate::error::Cause;
use crate::open::is_recent_enough;
use crate::row::Found;
use crate::statement::query;
use crate::{Error, OpenError, Store, Tx, sqlite_url};
use proptest::prelude::*;
use std::path::Path;

/// A store on a file of its own.
pub(crate) async fn open_new() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&sqlite_url(&folder.path().join("portal.db"))).await.unwrap();
    (folder, store)
}

async fn ask(tx: &mut Tx, sql: &'static str) -> Result<String, Error> {
    let row = tx.fetch_one(query(sql)).await?;
    let found = Found::new(&row, "pragma", "value");
    found.text("value").or_else(|_| found.int("value").map(|value| value.to_string()))
}

async fn ask_writer(store: &Store, sql: &'static str) -> String {
    store.write(move |tx| Box::pin(async move { ask(tx, sql).await })).await.unwrap()
}

async fn ask_reader(store: &Store, sql: &'static str) -> String {
    store.read(move |tx| Box::pin(async move { ask(tx, sql).await })).await.unwrap()
}

#[tokio::test]
async fn sqlite_is_recent_and_durable() {
    let (_folder, store) = open_new().await;
    let version = ask_writer(&store, "SELECT sqlite_version() AS value").await;
    assert!(is_recent_enough(&version), "SQLite {version}");
    for (sql, writer, reader) in [
        ("SELECT journal_mode AS value FROM pragma_journal_mode", "wal", "wal"),
        ("SELECT synchronous AS value FROM pragma_synchronous", "2", "2"),
        ("SELECT foreign_keys AS value FROM pragma_foreign_keys", "1", "1"),
        ("SELECT timeout AS value FROM pragma_busy_timeout", "5000", "5000"),
        ("SELECT query_only AS value FROM pragma_query_only", "0", "1"),
    ] {
        assert_eq!(ask_writer(&store, sql).await, writer, "{sql}");
        assert_eq!(ask_reader(&store, sql).await, reader, "{sql}");
    }
}

#[test]
fn a_sqlite_that_damages_its_log_is_refused() {
    for (version, is_fine) in [
        ("3.51.2", false),
        ("3.51.3", true),
        ("3.51.10", true),
        ("3.52.0", true),
        ("4.0.0", true),
        ("3.9.9", false),
        ("", false),
    ] {
        assert_eq!(is_recent_enough(version), is_fine, "{version}");
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_in_words() {
    for url in
        ["", "portal.db", "sqlite::memory:", "sqlite://portal.db", "sqlite:///p?mode=memory", "mysql://a/b"]
    {
        assert_eq!(Store::open(url).await.unwrap_err(), OpenError::BadUrl, "{url}");
    }
    let missing = Store::open("sqlite:///no/such/folder/portal.db").await.unwrap_err();
    assert!(missing.to_string().contains("SQLite 14: unable to open database file"), "{missing}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.db");
    std::fs::write(&file, "this is a letter, and a long one, not a database\n".repeat(100)).unwrap();
    let letter = Store::open(&sqlite_url(&file)).await.unwrap_err();
    assert!(letter.to_string().contains("file is not a database"), "{letter}");
}

#[tokio::test]
async fn on_a_full_disk_reads_go_on_and_space_heals() {
    let (_folder, store) = open_new().await;
    let fill = |n_bytes: usize| {
        store.write(move |tx| {
            Box::pin(async move {
                let statement = query("INSERT INTO deployment (name, value) VALUES ($1, $2)");
                tx.execute(statement.bind(n_bytes.to_string()).bind("x".repeat(n_bytes))).await
            })
        })
    };
    let limit = |sql: &'static str| {
        store.write(move |tx| Box::pin(async move { tx.fetch_one(query(sql)).await.map(|_| ()) }))
    };
    assert_eq!(fill(10).await, Ok(1));
    limit("PRAGMA max_page_count = 1").await.unwrap_or_else(|error: Error| panic!("{error}"));
    let full: Error = fill(5_000_000).await.unwrap_err();
    assert!(full.is_disk_full(), "{full}");
    assert_eq!(ask_reader(&store, "SELECT COUNT(*) AS value FROM deployment").await, "1");
    limit("PRAGMA max_page_count = 1000000").await.unwrap_or_else(|error: Error| panic!("{error}"));
    assert_eq!(fill(5_000_000).await, Ok(1));
    store.check().await.unwrap();
}

#[test]
fn an_error_says_nothing_of_what_was_sent() {
    let secret = "7K4M92PXQ8";
    for error in [
        sqlx::Error::Protocol(secret.into()),
        sqlx::Error::Configuration(secret.into()),
        sqlx::Error::Io(std::io::Error::other(secret)),
        sqlx::Error::Decode(secret.into()),
    ] {
        let error = Error::from(error);
        assert!(!format!("{error} {error:?}").contains(secret), "{error:?}");
        assert!(!error.is_disk_full());
    }
    assert!(Cause::from(std::io::Error::from(std::io::ErrorKind::StorageFull)).is_disk_full());
}

proptest! {
    #[test]
    fn the_url_of_a_file_reads_back_as_its_path(name in "[^/\0]{1,24}") {
        prop_assume!(name != "." && name != "..");
        let url = sqlite_url(&Path::new("/tmp").join(&name));
        let path = url.strip_prefix("sqlite://").unwrap();
        prop_assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b)));
        let mut bytes = Vec::new();
        let mut rest = path.bytes();
        while let Some(byte) = rest.next() {
            let hex = |b: Option<u8>| char::from(b.unwrap()).to_digit(16).unwrap() as u8;
            bytes.push(if byte == b'%' { hex(rest.next()) * 16 + hex(rest.next()) } else { byte });
        }
        prop_assert_eq!(String::from_utf8(bytes).unwrap(), format!("/tmp/{name}"));
    }
}
