//! The tickets of a forum: 16 half-hours of 440 places, a tenth of them kept.

use super::Visit;
use domain::forum::ForumDay;
use domain::ids::ForumId;
use domain::workshops::{Span, Zone};
use hyper::Method;
use store::{ForumChange, Store};

const HALF_HOUR_S: i64 = 1_800;
const N_ENTRIES: i64 = 16;
/// What one asks for: every half-hour is somebody's first choice, and half of the people want to come in the first two hours.
const WISHES: [&str; 16] = [
    r#"{"entry":0}"#,
    r#"{"entry":1}"#,
    r#"{"entry":2}"#,
    r#"{"entry":3}"#,
    r#"{"entry":4}"#,
    r#"{"entry":5}"#,
    r#"{"entry":6}"#,
    r#"{"entry":7}"#,
    r#"{"entry":8}"#,
    r#"{"entry":9}"#,
    r#"{"entry":10}"#,
    r#"{"entry":11}"#,
    r#"{"entry":12}"#,
    r#"{"entry":13}"#,
    r#"{"entry":14}"#,
    r#"{"entry":15}"#,
];

fn id() -> ForumId {
    ForumId::new("forum").unwrap()
}

pub async fn publish(store: &Store) {
    let now = server::Clock::system().now();
    let from = now.plus_s(30 * 86_400);
    let day = ForumDay {
        span: Span { from, to: from.plus_s(N_ENTRIES * HALF_HOUR_S) },
        slot_min: 30,
        n_places: 440,
        kept_percent: 10,
    };
    let change = ForumChange {
        name: "Forum".to_owned(),
        venue: "mediatheque".parse().unwrap(),
        zone: Zone::Paris,
        day,
    };
    let job = async move |tx: &mut store::Tx| {
        tx.insert_forum(&id(), &change, &super::world::staff_id(), now).await?;
        tx.publish_forum(&id(), now).await
    };
    let done: Result<_, store::Error> = store.write(move |tx| Box::pin(async move { job(tx).await })).await;
    done.unwrap();
}

/// Comes to the home page, looks at the forum, takes a ticket and looks at it; when the half-hour is full, takes the next.
pub async fn visit(mut visit: Visit) -> Visit {
    visit.read("/api/session").await;
    visit.read("/api/forums?language=fr").await;
    visit.read("/api/forums/forum?language=fr").await;
    let first = if visit.who.is_multiple_of(2) { visit.who / 2 % 4 } else { visit.who / 2 % WISHES.len() };
    for nth in 0..WISHES.len() {
        let wish = WISHES[(first + nth) % WISHES.len()];
        if visit.write(Method::PUT, "/api/forums/forum/ticket?language=fr", wish).await == 200 {
            break;
        }
    }
    visit.read("/api/forums/forum?language=fr").await;
    visit
}

/// No half-hour has more tickets than it has.
pub async fn check(url: &str) {
    let store = Store::open(url).await.unwrap();
    let entries: Result<_, store::Error> =
        store.read(|tx| Box::pin(async move { tx.list_entries(&id()).await })).await;
    let entries = entries.unwrap();
    assert!(entries.iter().all(|entry| entry.n_taken + entry.n_kept <= entry.n_places));
    println!("  {} tickets are held", entries.iter().map(|entry| entry.n_taken).sum::<u32>());
    store.close().await;
}
