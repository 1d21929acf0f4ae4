//! Reads share a few connections.

use crate::statement::query;
use crate::store::Options;
use crate::{Error, Store, sqlite_url};
use core::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A store with one reader, which has begun to read and goes on until it is told to end.
struct Held {
    _folder: tempfile::TempDir,
    store: Store,
    release: oneshot::Sender<()>,
    reading: JoinHandle<Result<(), Error>>,
}

async fn hold() -> Held {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { n_readers: 1, patience: Duration::from_millis(50), ..Options::default() };
    let store = Store::open_with(&sqlite_url(&folder.path().join("portal.db")), &options).await.unwrap();
    let (release, released) = oneshot::channel::<()>();
    let (begin, begun) = oneshot::channel();
    let of_reading = store.clone();
    let reading = tokio::spawn(async move {
        let job = of_reading.read(move |tx| {
            Box::pin(async move {
                tx.fetch_one(query("SELECT 1")).await?;
                begin.send(()).unwrap();
                released.await.unwrap();
                Ok(())
            })
        });
        job.await
    });
    begun.await.unwrap();
    Held { _folder: folder, store, release, reading }
}

async fn look(store: &Store) -> Result<(), Error> {
    store.read_one(|tx| Box::pin(async move { tx.fetch_one(query("SELECT 1")).await.map(|_| ()) })).await
}

#[tokio::test]
async fn when_every_reader_is_busy_a_read_is_answered_all_the_same() {
    let held = hold().await;
    assert_eq!(look(&held.store).await, Err(Error::no_connection()));
    held.release.send(()).unwrap();
    assert_eq!(held.reading.await.unwrap(), Ok(()));
    assert_eq!(look(&held.store).await, Ok(()));
}

#[tokio::test]
async fn closing_waits_for_what_is_read_and_refuses_the_rest() {
    let held = hold().await;
    let store = held.store.clone();
    let closing = tokio::spawn(async move { store.close().await });
    assert_eq!(look(&held.store).await, Err(Error::no_connection()));
    assert!(!closing.is_finished());
    held.release.send(()).unwrap();
    assert_eq!(held.reading.await.unwrap(), Ok(()));
    closing.await.unwrap();
    assert_eq!(look(&held.store).await, Err(Error::closed()));
}

#[tokio::test]
async fn a_read_that_fails_or_panics_gives_its_place_back() {
    let held = hold().await;
    held.release.send(()).unwrap();
    held.reading.await.unwrap().unwrap();
    for round in 0..3 {
        let store = held.store.clone();
        let bad = tokio::spawn(async move {
            let job = store.read(move |tx| {
                Box::pin(async move {
                    assert!(round != 1, "on purpose");
                    let nothing = if round == 0 { "SELECT 1 FROM nowhere" } else { "SELECT 1 WHERE 1 = 0" };
                    tx.fetch_one(query(nothing)).await.map(|_| ())
                })
            });
            job.await
        });
        match bad.await {
            Ok(answer) => assert!(matches!(answer, Err(Error::Unavailable(_)))),
            Err(end) => assert!(round == 1 && end.is_panic()),
        }
        assert_eq!(look(&held.store).await, Ok(()));
    }
}
