//! What jobs that share a commit do to each other: nothing.

use crate::statement::query;
use crate::store::Options;
use crate::tests::open_new;
use crate::throttle::Try;
use crate::writer::Writer;
use crate::{Constraint, Error, Store};
use domain::time::Timestamp;
use std::sync::Arc;
use tokio::sync::oneshot;

const NOW: Timestamp = Timestamp(1_796_112_000_000);

/// A writer whose first job waits, so that whatever is queued meanwhile shares its commit.
struct Held {
    _folder: tempfile::TempDir,
    store: Store,
    writer: Arc<Writer>,
    release: oneshot::Sender<()>,
    first: tokio::task::JoinHandle<Result<(), Error>>,
}

async fn hold(options: Options) -> Held {
    let (folder, store) = open_new().await;
    let writer = Arc::new(Writer::start(folder.path().join("portal.db"), &options).unwrap());
    let (release, released) = oneshot::channel::<()>();
    let (begin, begun) = oneshot::channel();
    let of_first = writer.clone();
    let first = tokio::spawn(async move {
        let job = of_first.write(move |tx| {
            Box::pin(async move {
                tx.take_try("first", NOW).await?;
                begin.send(()).unwrap();
                released.await.unwrap();
                Ok(())
            })
        });
        job.await
    });
    begun.await.unwrap();
    Held { _folder: folder, store, writer, release, first }
}

impl Held {
    /// Waits until `n` messages are in the queue behind the first job.
    async fn queued(&self, n: usize) {
        while self.writer.queue.max_capacity() - self.writer.queue.capacity() < n {
            tokio::task::yield_now().await;
        }
    }
}

async fn count(store: &Store) -> i64 {
    let job = store.read(|tx| {
        Box::pin(async move {
            let row = tx.fetch_one(query("SELECT COUNT(*) AS n FROM throttle")).await?;
            crate::row::Found::new(&row, "throttle", "n").int("n")
        })
    });
    job.await.unwrap_or_else(|error: Error| panic!("{error}"))
}

#[tokio::test]
async fn an_error_or_a_panic_undoes_its_own_job_only() {
    let held = hold(Options::default()).await;
    let jobs: Vec<_> = (0..12)
        .map(|n| {
            let writer = held.writer.clone();
            tokio::spawn(async move {
                let job = writer.write(move |tx| {
                    Box::pin(async move {
                        // Nobody outside sees the first job yet, but this one does: they share a transaction.
                        let row = tx.fetch_one(query("SELECT COUNT(*) AS n FROM throttle")).await?;
                        assert!(crate::row::Found::new(&row, "throttle", "n").int("n")? > 0);
                        tx.take_try(&format!("job {n}"), NOW).await?;
                        match n % 3 {
                            0 => Ok(n),
                            1 => Err(Error::busy()),
                            _ => panic!("on purpose"),
                        }
                    })
                });
                job.await
            })
        })
        .collect();
    held.queued(12).await;
    assert_eq!(count(&held.store).await, 0);
    assert!(!held.first.is_finished() && jobs.iter().all(|job| !job.is_finished()));
    held.release.send(()).unwrap();
    assert_eq!(held.first.await.unwrap(), Ok(()));
    for (n, job) in jobs.into_iter().enumerate() {
        match (n % 3, job.await) {
            (0, Ok(answer)) => assert_eq!(answer, Ok(n)),
            (1, Ok(answer)) => assert_eq!(answer, Err(Error::busy())),
            (2, Err(end)) => assert!(end.is_panic()),
            (_, end) => panic!("job {n}: {end:?}"),
        }
    }
    assert_eq!(count(&held.store).await, 1 + 4);
}

#[tokio::test]
async fn a_failed_commit_is_told_to_everyone_and_keeps_nothing() {
    let held = hold(Options::default()).await;
    let bad = held.writer.clone();
    let bad = tokio::spawn(async move {
        let job = bad.write(|tx| {
            Box::pin(async move {
                // The broken reference is noticed only by COMMIT.
                tx.execute(query("PRAGMA defer_foreign_keys = ON")).await?;
                let orphan = "INSERT INTO milestone (person_id, milestone, reached_at) VALUES ('nobody', 'invited', 0)";
                tx.execute(query(orphan)).await
            })
        });
        job.await
    });
    held.queued(1).await;
    let refusing = held.writer.clone();
    let refusing = tokio::spawn(async move {
        refusing
            .write(|tx| {
                Box::pin(async move { tx.take_try("b", NOW).await.and(Err::<Try, _>(Error::busy())) })
            })
            .await
    });
    held.queued(2).await;
    held.release.send(()).unwrap();
    let expected = Error::Conflict { constraint: Constraint::Reference };
    assert_eq!(held.first.await.unwrap(), Err(expected.clone()));
    assert_eq!(bad.await.unwrap(), Err(expected.clone()));
    // A refusal may rest on what is now gone, so it is no answer either.
    assert_eq!(refusing.await.unwrap(), Err(expected));
    assert_eq!(count(&held.store).await, 0);
    let next = held.writer.write(|tx| Box::pin(async move { tx.take_try("c", NOW).await })).await;
    assert_eq!(next, Ok::<_, Error>(Try::Go));
}

#[tokio::test]
async fn when_the_database_undoes_the_group_nobody_is_told_saved() {
    let held = hold(Options::default()).await;
    let others: Vec<_> = ["undo everything", "next"]
        .map(|name| {
            let writer = held.writer.clone();
            tokio::spawn(async move {
                let job = writer.write(move |tx| {
                    Box::pin(async move {
                        tx.take_try(name, NOW).await?;
                        if name == "undo everything" {
                            // As SQLite does by itself when a disk fails in the middle.
                            tx.execute(query("ROLLBACK")).await?;
                        }
                        Ok(())
                    })
                });
                (name, job.await)
            })
        })
        .into();
    held.queued(2).await;
    held.release.send(()).unwrap();
    assert!(matches!(held.first.await.unwrap(), Err(Error::Unavailable(_))));
    let mut n_saved = 0;
    for other in others {
        match other.await.unwrap() {
            ("next", Ok(())) => n_saved += 1,
            (_, end) => assert!(matches!(end, Err(Error::Unavailable(_)))),
        }
    }
    assert_eq!(count(&held.store).await, n_saved);
}

#[tokio::test]
async fn a_full_queue_answers_instead_of_waiting_for_ever() {
    let patience = core::time::Duration::from_millis(1);
    let held = hold(Options { queue_limit: 1, patience, ..Options::default() }).await;
    let waiting = held.writer.clone();
    let waiting = tokio::spawn(async move {
        waiting.write(|tx| Box::pin(async move { tx.take_try("a", NOW).await })).await
    });
    held.queued(1).await;
    let refused = held.writer.write(|tx| Box::pin(async move { tx.take_try("b", NOW).await })).await;
    assert_eq!(refused, Err(Error::busy()));
    held.release.send(()).unwrap();
    assert_eq!(waiting.await.unwrap(), Ok::<_, Error>(Try::Go));
}

#[tokio::test]
async fn closing_finishes_what_is_queued_and_refuses_the_rest() {
    let held = hold(Options::default()).await;
    let queued = held.writer.clone();
    let queued =
        tokio::spawn(
            async move { queued.write(|tx| Box::pin(async move { tx.take_try("a", NOW).await })).await },
        );
    held.queued(1).await;
    let closing = held.writer.clone();
    let closing = tokio::spawn(async move { closing.close().await });
    held.queued(2).await;
    held.release.send(()).unwrap();
    closing.await.unwrap();
    assert_eq!(queued.await.unwrap(), Ok::<_, Error>(Try::Go));
    let late = held.writer.write(|tx| Box::pin(async move { tx.take_try("b", NOW).await })).await;
    assert_eq!(late, Err(Error::closed()));
    assert_eq!(count(&held.store).await, 2);
}
