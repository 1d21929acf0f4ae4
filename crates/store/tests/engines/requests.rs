//! One effect per idempotency key.

use crate::places::{NOW, Place, on_both_engines, person, read, write};
use domain::retention::Passing;
use domain::time::Timestamp;
use store::{Begun, Error, Store};

on_both_engines! {
    the_same_key_answers_the_same_and_does_nothing,
    a_refused_write_leaves_its_key_free,
    sixty_repetitions_at_once_have_one_effect,
}

async fn begin(
    store: &Store,
    owner: &'static str,
    key: &'static str,
    hash: &'static str,
    at: Timestamp,
) -> Begun {
    write!(store, |tx| tx.begin_request(owner, key, hash, at))
}

async fn the_same_key_answers_the_same_and_does_nothing(place: Place) {
    let store = place.open().await;
    assert_eq!(begin(&store, "ana", "k1", "request", NOW).await, Begun::New);
    assert_eq!(begin(&store, "ana", "k1", "request", NOW).await, Begun::Running);
    write!(store, |tx| tx.finish_request("ana", "k1", 201, r#"{"é":1}"#, None));
    let done = Begun::Done { status: 201, body: r#"{"é":1}"#.into() };
    assert_eq!(begin(&store, "ana", "k1", "request", NOW).await, done);
    assert_eq!(begin(&store, "ana", "k1", "another request", NOW).await, Begun::OtherRequest);
    assert_eq!(begin(&store, "ben", "k1", "another request", NOW).await, Begun::New);
    // A day later the key means nothing any more, purged or not.
    assert_eq!(begin(&store, "ana", "k1", "request", NOW.plus_s(24 * 3600)).await, done);
    assert_eq!(begin(&store, "ana", "k1", "request", NOW.plus_s(24 * 3600 + 1)).await, Begun::New);
    assert_eq!(write!(store, |tx| tx.forget(Passing::Requests, NOW.plus_s(1), 9)), 1);
}

async fn a_refused_write_leaves_its_key_free(place: Place) {
    let store = place.open().await;
    #[derive(Debug, PartialEq)]
    enum Refusal {
        Full,
        Store(Error),
    }
    impl From<Error> for Refusal {
        fn from(error: Error) -> Self {
            Self::Store(error)
        }
    }
    let refused = store.write(|tx| {
        Box::pin(async move {
            assert_eq!(tx.begin_request("ana", "k", "request", NOW).await?, Begun::New);
            Err::<(), _>(Refusal::Full)
        })
    });
    assert_eq!(refused.await, Err(Refusal::Full));
    assert_eq!(begin(&store, "ana", "k", "request", NOW).await, Begun::New);
}

async fn sixty_repetitions_at_once_have_one_effect(place: Place) {
    let store = place.open().await;
    let attempt = |n: u32, store: Store| async move {
        let job = store.write(move |tx| {
            Box::pin(async move {
                match tx.begin_request("ana", "k", "request", NOW).await? {
                    Begun::New => {
                        let id = format!("p{n}");
                        tx.insert_person(&person(&id, "Ana", "Durand", None)).await?;
                        tx.finish_request("ana", "k", 200, &id, None).await?;
                        Ok::<_, Error>(id)
                    }
                    Begun::Done { status: 200, body } => Ok(body),
                    other => panic!("{other:?}"),
                }
            })
        });
        job.await.unwrap()
    };
    let attempts: Vec<_> = (0..60).map(|n| tokio::spawn(attempt(n, store.clone()))).collect();
    let mut answers = Vec::new();
    for attempt in attempts {
        answers.push(attempt.await.unwrap());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert_eq!(read!(store, |tx| tx.count_people()), 1);
}
