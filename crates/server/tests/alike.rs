//! Whoever guesses at sign-in learns nothing from how long it takes (trust.md, "Sign-in"): what nobody has and what somebody has
//! with a wrong proof cost the same work. Work is counted, not timed: each slow hash and each statement of the store is
//! traced, in order.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

#[expect(dead_code, reason = "the harness is the routes' own; guessing needs a part of it")]
#[path = "api/harness.rs"]
mod harness;

use contract::Endpoint;
use contract::session::START_SESSION;
use contract::staff::START_STAFF_SESSION;
use harness::{Ask, World, card_of};
use serde_json::{Value, json};
use std::fmt;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The work that was done since the last look.
#[derive(Clone, Default)]
struct Work(Arc<Mutex<Vec<String>>>);

impl Work {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// The words of one event: of a statement, or of a hash.
#[derive(Default)]
struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if matches!(field.name(), "sql" | "message") {
            self.0.push_str(&format!("{value:?} "));
        }
    }
}

impl Subscriber for Work {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        matches!(of.target(), "store::connection" | "server::hashing")
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut words = Words::default();
        event.record(&mut words);
        self.0.lock().unwrap().push(words.0);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// What a stranger sees of a try, and what it cost.
async fn attempt(
    world: &World,
    work: &Work,
    to: &'static Endpoint,
    body: Value,
) -> (u16, String, String, Vec<String>) {
    work.take();
    let reply = world.browser().ask(Ask::to(to).body(body)).await;
    let headers: Vec<&str> = reply.headers.keys().map(axum::http::HeaderName::as_str).collect();
    (reply.status, headers.join(" "), reply.text.clone(), work.take())
}

#[tokio::test]
async fn what_nobody_has_costs_what_a_wrong_proof_costs() {
    let work = Work::default();
    tracing::subscriber::set_global_default(work.clone()).unwrap();
    let world = World::new().await;
    let card = |card: &str, birth_date: &str| json!({ "card": card, "birth_date": birth_date });
    let own = world.person("new").clone();
    let wrong_date = card(&own.card, "1950-01-01");
    let other_card = card("00000-00000", &own.birth_date.to_string());
    let staff = world.staff_login("referent");
    let with = |field: &str, value: &str| {
        let mut body = staff.clone();
        body[field] = json!(value);
        body
    };
    let (no_login, wrong_password) =
        (with("login", "nobody.here"), with("password", "not the password at all"));
    let right = [(&START_SESSION, card_of(&own)), (&START_STAFF_SESSION, staff.clone())];
    let guesses =
        [(&START_SESSION, wrong_date, other_card), (&START_STAFF_SESSION, wrong_password, no_login)];
    for (to, with_a_wrong_proof, of_nobody) in guesses {
        let known = attempt(&world, &work, to, with_a_wrong_proof).await;
        let unknown = attempt(&world, &work, to, of_nobody).await;
        assert_eq!(known.0, 401, "{}", known.2);
        assert_eq!(known, unknown, "{}", to.operation_id);
        let n_hashes = known.3.iter().filter(|done| done.contains("slow hash")).count();
        assert_eq!(n_hashes, 1, "{:?}", known.3);
        assert!(known.3.len() > 3, "{:?}", known.3);
    }
    // The control: work that differs is seen.
    for (to, body) in right {
        let refused = attempt(&world, &work, to, json!({})).await;
        let let_in = attempt(&world, &work, to, body).await;
        assert_eq!(let_in.0, 200, "{}", let_in.2);
        assert_ne!(let_in.3, refused.3);
        let is_written = let_in.3.iter().any(|done| done.contains("INSERT INTO session"));
        assert!(is_written, "{:?}", let_in.3);
    }
}
