//! Many at once: exactly one wins, and nobody is harmed by a neighbour.

use crate::places::{NOW, Place, on_both_engines, person, person_id, read, write};
use domain::ids::{ActionId, SheetId};
use domain::pathway::{ActionSource, Aim};
use domain::questionnaire::{Answer, Level, StepKey};
use domain::session::wait_after_failures_s;
use sqlx::{AnyConnection, Connection, Executor, Row};
use std::sync::Arc;
use store::{Action, Added, Change, Constraint, Error, EventKind, Saved, Store, Try};
use tokio::sync::Barrier;

on_both_engines! {
    of_sixty_writers_on_one_version_one_wins,
    without_its_condition_every_writer_would_win,
    of_sixty_who_save_sharing_a_draft_all_are_kept,
    of_sixty_double_taps_one_adds,
    guesses_sent_at_once_are_counted_one_by_one,
    a_failing_or_panicking_job_harms_nobody,
    a_failed_statement_fails_its_job,
    a_reader_changes_nothing,
    a_look_is_one_statement,
}

/// Runs `n` jobs at once and collects their answers.
async fn all<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    n: u32,
    job: impl Fn(u32) -> F,
) -> Vec<T> {
    let tasks: Vec<_> = (0..n).map(|i| tokio::spawn(job(i))).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

async fn with_draft(place: &Place) -> Store {
    let store = place.open().await;
    write!(store, |tx| tx.insert_person(&person("ana", "Ana", "Durand", None)));
    write!(store, |tx| tx.start_draft("d1", &person_id("ana"), "1", NOW));
    store
}

async fn of_sixty_writers_on_one_version_one_wins(place: Place) {
    let store = with_draft(&place).await;
    for version in 0..3 {
        let answers = all(60, |_| {
            let store = store.clone();
            async move {
                let step: StepKey = "triage.mobilite".parse().unwrap();
                write!(store, |tx| tx.save_answer(
                    "d1",
                    &step,
                    Some(&Answer::Level(Level::Hard)),
                    version,
                    NOW
                ))
            }
        });
        let answers = answers.await;
        let n_saved = answers.iter().filter(|saved| matches!(saved, Saved::Saved { .. })).count();
        let n_stale = answers.iter().filter(|saved| matches!(saved, Saved::Stale(Some(_)))).count();
        assert_eq!((n_saved, n_stale), (1, 59), "version {version}");
    }
    assert_eq!(read!(store, |tx| tx.find_draft(&person_id("ana"))).unwrap().revision, 3);
}

/// The negative control of the test above: reading the version and writing afterwards lets everyone win.
async fn without_its_condition_every_writer_would_win(place: Place) {
    with_draft(&place).await;
    let all_have_read = Arc::new(Barrier::new(8));
    let answers = all(8, |_| {
        let (url, all_have_read) = (place.url.clone(), all_have_read.clone());
        async move {
            let mut connection = AnyConnection::connect(&url).await.unwrap();
            let row = connection.fetch_one("SELECT revision FROM draft WHERE id = 'd1'").await.unwrap();
            let is_current = row.get::<i64, _>(0) == 0;
            all_have_read.wait().await;
            let statement = "UPDATE draft SET revision = 1 WHERE id = 'd1'";
            is_current && connection.execute(statement).await.unwrap().rows_affected() == 1
        }
    });
    assert_eq!(answers.await, [true; 8]);
}

async fn of_sixty_who_save_sharing_a_draft_all_are_kept(place: Place) {
    let store = with_draft(&place).await;
    all(60, |n| {
        let store = store.clone();
        async move {
            let step: StepKey = format!("triage.subject-{n}").parse().unwrap();
            let saved = write!(store, |tx| async {
                let draft = tx.lock_draft(&person_id("ana")).await?.expect("the draft is open");
                tx.save_answer(&draft.id, &step, Some(&Answer::Level(Level::Hard)), 0, NOW).await
            });
            assert!(matches!(saved, Saved::Saved { version: 1, .. }));
        }
    })
    .await;
    let draft = read!(store, |tx| tx.find_draft(&person_id("ana"))).unwrap();
    assert_eq!((draft.answers.len(), draft.revision), (60, 60));
}

async fn of_sixty_double_taps_one_adds(place: Place) {
    let store = with_draft(&place).await;
    let answers = all(60, |n| {
        let store = store.clone();
        async move {
            let (id, sheet) = (ActionId::new(format!("a{n}")).unwrap(), SheetId::new("cv").unwrap());
            let action = Action::chosen(id, Aim::Sheet(sheet), ActionSource::Own, NOW);
            let change = Change::by_person(EventKind::Added, NOW);
            write!(store, |tx| tx.add_action(&person_id("ana"), action, &change))
        }
    });
    let n_added = answers.await.iter().filter(|added| matches!(added, Added::Added(_))).count();
    assert_eq!((n_added, read!(store, |tx| tx.list_actions(&person_id("ana"))).len()), (1, 1));
}

async fn guesses_sent_at_once_are_counted_one_by_one(place: Place) {
    let store = place.open().await;
    let tries = all(60, |_| {
        let store = store.clone();
        async move { write!(store, |tx| tx.take_try("card", NOW)) }
    });
    let n_allowed = tries.await.iter().filter(|one| **one == Try::Go).count() as u32;
    // As many as a patient guesser gets before the first wait, not one more.
    let n_free = (1..).find(|n| wait_after_failures_s(*n) > 0).unwrap();
    assert_eq!(n_allowed, n_free);
}

async fn a_failing_or_panicking_job_harms_nobody(place: Place) {
    let store = place.open().await;
    let ends = all(60, |n| {
        let store = store.clone();
        async move {
            let write = async move {
                let job = store.write(move |tx| {
                    Box::pin(async move {
                        tx.insert_person(&person(&format!("p{n}"), "Ana", "Durand", None)).await?;
                        match n % 3 {
                            0 => Ok(()),
                            // The référent does not exist.
                            1 => tx.insert_person(&person("orphan", "Ana", "Durand", Some("nobody"))).await,
                            _ => panic!("on purpose"),
                        }
                    })
                });
                job.await
            };
            tokio::spawn(write).await
        }
    });
    for (n, end) in ends.await.into_iter().enumerate() {
        let reference = Error::Conflict { constraint: Constraint::Reference };
        match n % 3 {
            0 => assert_eq!(end.unwrap(), Ok(())),
            1 => assert_eq!(end.unwrap(), Err(reference)),
            _ => assert!(end.unwrap_err().is_panic()),
        }
    }
    assert_eq!(read!(store, |tx| tx.count_people()), 20);
    store.check().await.unwrap();
}

async fn a_failed_statement_fails_its_job(place: Place) {
    let store = with_draft(&place).await;
    let careless = store.write(|tx| {
        Box::pin(async move {
            tx.insert_person(&person("ben", "Ben", "Ali", None)).await?;
            let refused = tx.insert_person(&person("ana", "Ana", "Durand", None)).await;
            assert_eq!(refused, Err(Error::Conflict { constraint: Constraint::Key }));
            assert_eq!(tx.find_person(&person_id("ana")).await.unwrap_err(), refused.unwrap_err());
            Ok::<_, Error>("all is well")
        })
    });
    assert_eq!(careless.await, Err(Error::Conflict { constraint: Constraint::Key }));
    assert_eq!(read!(store, |tx| tx.find_person(&person_id("ben"))), None);
}

async fn a_reader_changes_nothing(place: Place) {
    let store = with_draft(&place).await;
    let written: Result<(), Error> = store
        .read(|tx| Box::pin(async move { tx.insert_person(&person("ben", "Ben", "Ali", None)).await }))
        .await;
    assert!(matches!(written, Err(Error::Unavailable(_))));
    assert_eq!(read!(store, |tx| tx.count_people()), 1);
}

async fn a_look_is_one_statement(place: Place) {
    let store = with_draft(&place).await;
    let look = async || {
        let found: Result<_, Error> =
            store.read_one(|tx| Box::pin(async move { tx.find_person(&person_id("ana")).await })).await;
        found.unwrap().is_some()
    };
    assert!(look().await);
    let two = tokio::spawn({
        let store = store.clone();
        async move {
            let job = async move |tx: &mut store::Tx| {
                tx.find_person(&person_id("ana")).await?;
                tx.find_person(&person_id("ana")).await
            };
            let found: Result<_, Error> =
                store.read_one(move |tx| Box::pin(async move { job(tx).await })).await;
            found
        }
    });
    assert!(two.await.unwrap_err().is_panic());
    // More looks than there are connections: each is given back, also the one that was in use.
    for _ in 0..40 {
        assert!(look().await);
    }
}
