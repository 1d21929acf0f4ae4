//! A fresh database of each engine for each test, and the people that tests are about.

use crate::postgres;
use domain::ids::{PersonId, StaffId};
use domain::time::Timestamp;
use store::{Person, Staff, StaffRole, Store};
use tempfile::TempDir;

/// 2026-12-01T08:00:00Z.
pub const NOW: Timestamp = Timestamp(1_796_112_000_000);

/// A database of its own for one test.
pub struct Place {
    pub url: String,
    /// Where SQLite has its files.
    pub folder: Option<TempDir>,
}

impl Place {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // An unusual path on purpose: what is in the URL must arrive as it is.
        let url = store::sqlite_url(&folder.path().join("données du portail #1 100%.db"));
        Self { url, folder: Some(folder) }
    }

    pub async fn postgres() -> Self {
        Self { url: postgres::create_database().await, folder: None }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}

/// Makes a test per engine out of `async fn name(place: Place)`.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::places::Place::sqlite()).await;
            }
        )+}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::places::Place::postgres().await).await;
            }
        )+}
    };
}
pub(crate) use on_both_engines;

/// Runs statements in one write and unwraps the answer.
macro_rules! write {
    ($store:expr, |$tx:ident| $body:expr) => {
        $store.write(move |$tx| Box::pin(async move { $body.await })).await.unwrap()
    };
}
pub(crate) use write;

/// Runs statements in one read and unwraps the answer.
macro_rules! read {
    ($store:expr, |$tx:ident| $body:expr) => {
        $store.read(move |$tx| Box::pin(async move { $body.await })).await.unwrap()
    };
}
pub(crate) use read;

pub fn person_id(text: &str) -> PersonId {
    PersonId::new(text).unwrap()
}

pub fn staff_id(text: &str) -> StaffId {
    StaffId::new(text).unwrap()
}

pub fn person(id: &str, first_name: &str, last_name: &str, referent: Option<&str>) -> Person {
    Person {
        id: person_id(id),
        first_name: first_name.into(),
        last_name: last_name.into(),
        birth_date: "1984-03-07".parse().unwrap(),
        language: "fr".into(),
        referent_id: referent.map(staff_id),
        created_at: NOW,
        last_seen_at: None,
    }
}

pub fn referent(id: &str, login: &str) -> Staff {
    Staff {
        id: staff_id(id),
        login: login.into(),
        display_name: "Claire Martin".into(),
        role: StaffRole::Referent,
        phone: "01 23 45 67 89".into(),
        place: "Maison des solidarités".into(),
        password_hash: "$argon2id$".into(),
        totp_secret: "sealed".into(),
        totp_last_step: 0,
        created_at: NOW,
    }
}
