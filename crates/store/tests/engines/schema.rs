//! The schema: applied once, never by an old program over a newer one, and its promises have names.

use crate::places::{NOW, Place, on_both_engines, person, person_id, referent, write};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, Connection, Executor, Row};
use std::str::FromStr;
use store::{BackupError, Constraint, Engine, Error, OpenError, Store};

on_both_engines! {
    an_old_program_refuses_a_newer_schema,
    a_changed_migration_is_refused,
    eight_instances_start_at_once,
    broken_promises_have_names,
    what_cannot_be_read_is_told_by_place,
    a_backup_is_a_whole_copy,
}

async fn connect(place: &Place) -> AnyConnection {
    AnyConnection::connect(&place.url).await.unwrap()
}

async fn an_old_program_refuses_a_newer_schema(place: Place) {
    place.open().await.close().await;
    let mut connection = connect(&place).await;
    connection
        .execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             SELECT 9999, 'from the future', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
        )
        .await
        .unwrap();
    let refused = Store::open(&place.url).await.unwrap_err();
    assert_eq!(refused, OpenError::NewerSchema { version: 9999 });
    assert!(refused.to_string().contains("newer version (schema 9999)"));
    // The refusal holds no lock: once the newer program has gone, the old one starts.
    connection.execute("DELETE FROM _sqlx_migrations WHERE version = 9999").await.unwrap();
    connection.close().await.unwrap();
    place.open().await.check().await.unwrap();
}

async fn a_changed_migration_is_refused(place: Place) {
    let Ok(store) = Store::open(&place.url).await else { panic!("does not open") };
    store.close().await;
    let mut connection = connect(&place).await;
    let other = match store.engine() {
        Engine::Sqlite => "UPDATE _sqlx_migrations SET checksum = x'00'",
        Engine::Postgres => "UPDATE _sqlx_migrations SET checksum = '\\x00'",
    };
    connection.execute(other).await.unwrap();
    connection.close().await.unwrap();
    assert_eq!(Store::open(&place.url).await.unwrap_err(), OpenError::ChangedMigration { version: 1 });
}

async fn eight_instances_start_at_once(place: Place) {
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let url = place.url.clone();
            tokio::spawn(async move { Store::open(&url).await })
        })
        .collect();
    for start in starts {
        start.await.unwrap().unwrap().check().await.unwrap();
    }
    let mut connection = connect(&place).await;
    let row =
        connection.fetch_one("SELECT COUNT(*), COUNT(DISTINCT version) FROM _sqlx_migrations").await.unwrap();
    let (n_applied, n_versions): (i64, i64) = (row.try_get(0).unwrap(), row.try_get(1).unwrap());
    assert_eq!(n_applied, n_versions);
    assert!(n_applied > 2);
}

async fn broken_promises_have_names(place: Place) {
    let store = place.open().await;
    write!(store, |tx| tx.insert_staff(&referent("claire", "c.martin")));
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Ali", None)));
    write!(store, |tx| tx.issue_card(&person_id("ana"), "card", NOW));
    let refused = async |promise: Constraint, statement: &'static str| {
        // Each engine says it through the driver that the store has for it.
        let refusal = match store.engine() {
            Engine::Sqlite => {
                let file = SqliteConnectOptions::from_str(&place.url).unwrap();
                let connection = rusqlite::Connection::open(file.get_filename()).unwrap();
                Error::from(connection.execute(statement, []).unwrap_err())
            }
            Engine::Postgres => Error::from(connect(&place).await.execute(statement).await.unwrap_err()),
        };
        assert_eq!(refusal, Error::Conflict { constraint: promise }, "{statement}");
    };
    let login = "INSERT INTO staff (id, login, display_name, role, phone, place, password_hash, totp_secret,
                 totp_last_step, created_at) VALUES ('other', 'c.martin', '', 'referent', '', '', '', '', 0, 0)";
    refused(Constraint::StaffLogin, login).await;
    refused(Constraint::Key, "UPDATE person SET id = 'ana'").await;
    let card = "INSERT INTO access_card (code_hash, person_id, issued_at) VALUES ('card', 'ben', 0)";
    refused(Constraint::CardCode, card).await;
    let second = "INSERT INTO access_card (code_hash, person_id, issued_at) VALUES ('second', 'ana', 0)";
    refused(Constraint::LiveCard, second).await;
    let double = "INSERT INTO action (id, person_id, sheet, status, is_withdrawn, source, created_at, updated_at, version)
                  VALUES ('a1', 'ana', 'cv', 'planned', 0, 'own', 0, 0, 1), ('a2', 'ana', 'cv', 'stuck', 0, 'own', 0, 0, 1)";
    refused(Constraint::OpenAction, double).await;
    let twice = "INSERT INTO dispute (id, person_id, about, created_at) VALUES ('d1', 'ana', 'a1', 0),
                 ('d2', 'ana', 'a1', 0)";
    refused(Constraint::OpenDispute, twice).await;
    let orphan = "INSERT INTO access_card (code_hash, person_id, issued_at) VALUES ('other', 'nobody', 0)";
    refused(Constraint::Reference, orphan).await;
    // What goes with a person goes when they do.
    connect(&place).await.execute("DELETE FROM person WHERE id = 'ana'").await.unwrap();
    let card = store.read(|tx| Box::pin(async { tx.find_person_by_card("card").await })).await;
    assert_eq!(card, Ok::<_, Error>(None));
}

async fn what_cannot_be_read_is_told_by_place(place: Place) {
    let store = place.open().await;
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    let mut connection = connect(&place).await;
    connection.execute("UPDATE person SET birth_date = 'long ago'").await.unwrap();
    let read = store.read(|tx| Box::pin(async { tx.find_person(&person_id("ana")).await })).await;
    let expected = Error::Inconsistent { table: "person", column: "birth_date", row: "ana".into() };
    assert_eq!(read, Err(expected.clone()));
    assert_eq!(expected.to_string(), "person.birth_date of row ana cannot be read");
}

async fn a_backup_is_a_whole_copy(place: Place) {
    let store = place.open().await;
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copie d’hier.db");
    let made = store.backup(&file).await;
    if store.engine() == Engine::Postgres {
        assert_eq!(made, Err(BackupError::UsePgDump));
        return;
    }
    assert_eq!(made, Ok(()));
    assert_eq!(store.backup(&file).await, Err(BackupError::FileExists));
    write!(store, |tx| tx.insert_person(&person("ben", "Ben", "Ali", None)));
    let copy = Store::open(&store::sqlite_url(&file)).await.unwrap();
    let n_people: u64 =
        copy.read(|tx| Box::pin(async { tx.count_people().await })).await.map_err(|e: Error| e).unwrap();
    assert_eq!(n_people, 1);
}
