//! How long a session lasts, and how guessing is slowed down.

use crate::code::{asked, confirm, other_than, with_gateway};
use crate::harness::{Ask, Browser, World, card_of};
use contract::session::{GET_ME, START_SESSION};
use contract::staff::START_STAFF_SESSION;
use serde_json::{Value, json};

async fn is_alive(browser: &Browser) -> bool {
    let reply = browser.clone().get(&GET_ME).await;
    reply.status == 200
}

fn wrong(world: &World) -> Value {
    json!({ "card": world.person("new").card, "birth_date": "1950-01-01" })
}

async fn try_in(browser: &mut Browser, body: Value) -> (u16, String) {
    let reply = browser.ask(Ask::to(&START_SESSION).body(body)).await;
    (reply.status, reply.header("retry-after").to_owned())
}

#[tokio::test]
async fn a_session_ends_after_resting_half_an_hour() {
    let world = World::new().await;
    let browser = world.signed_in("new").await;
    world.pass_s(29 * 60);
    assert!(is_alive(&browser).await);
    world.pass_s(29 * 60);
    assert!(is_alive(&browser).await, "the request before kept it alive");
    world.pass_s(30 * 60);
    assert!(!is_alive(&browser).await);
}

#[tokio::test]
async fn a_session_in_use_ends_after_twelve_hours() {
    let world = World::new().await;
    let browser = world.signed_in("new").await;
    for _ in 0..35 {
        world.pass_s(20 * 60);
        assert!(is_alive(&browser).await);
    }
    world.pass_s(20 * 60);
    assert!(!is_alive(&browser).await);
}

#[tokio::test]
async fn a_kiosk_session_rests_three_minutes_and_lasts_thirty() {
    let world = World::new().await;
    let mut body = card_of(world.person("new"));
    body["setting"] = json!("kiosk");
    let mut browser = world.browser();
    browser.ask(Ask::to(&START_SESSION).body(body.clone())).await.is(200);
    world.pass_s(179);
    assert!(is_alive(&browser).await);
    world.pass_s(180);
    assert!(!is_alive(&browser).await);
    browser.ask(Ask::to(&START_SESSION).body(body)).await.is(200);
    for _ in 0..17 {
        world.pass_s(100);
        assert!(is_alive(&browser).await);
    }
    world.pass_s(100);
    assert!(!is_alive(&browser).await);
}

#[tokio::test]
async fn wrong_tries_wait_longer_and_longer_and_a_right_one_has_to_wait_too() {
    let world = World::new().await;
    let mut browser = world.browser();
    for _ in 0..3 {
        assert_eq!(try_in(&mut browser, wrong(&world)).await.0, 401);
    }
    for wait_s in [1, 2, 4, 8, 16, 32, 60, 60] {
        let early = try_in(&mut browser, card_of(world.person("new"))).await;
        assert_eq!(early, (429, wait_s.to_string()));
        world.pass_s(wait_s);
        assert_eq!(try_in(&mut browser, wrong(&world)).await.0, 401, "after {wait_s} s");
    }
    world.pass_s(60);
    assert_eq!(try_in(&mut browser, card_of(world.person("new"))).await.0, 200);
    // A right one starts the count again.
    assert_eq!(try_in(&mut browser, wrong(&world)).await.0, 401);
    assert_eq!(try_in(&mut browser, card_of(world.person("new"))).await.0, 200);
}

/// What each of many at the same moment is answered, in any order.
async fn statuses_at_once(browser: &Browser, n: usize, ask: Ask) -> Vec<u16> {
    let asked = (0..n).map(|n| {
        let (mut browser, ask) = (browser.clone(), ask.clone().key(&format!("at-once-{n}")));
        tokio::spawn(async move { browser.ask(ask).await.status })
    });
    let mut statuses = Vec::new();
    for one in asked.collect::<Vec<_>>() {
        statuses.push(one.await.unwrap());
    }
    statuses
}

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|one| **one == status).count()
}

#[tokio::test]
async fn of_many_wrong_tries_at_the_same_time_three_are_compared() {
    let world = World::new().await;
    let statuses = statuses_at_once(&world.browser(), 64, Ask::to(&START_SESSION).body(wrong(&world))).await;
    assert_eq!((count(&statuses, 401), count(&statuses, 429)), (3, 61));
}

#[tokio::test]
async fn of_many_right_codes_at_the_same_time_one_opens_the_desk() {
    let world = World::new().await;
    let login = Ask::to(&START_STAFF_SESSION).body(world.staff_login("referent"));
    let statuses = statuses_at_once(&world.browser(), 20, login).await;
    assert_eq!(count(&statuses, 200), 1, "{statuses:?}");
    assert_eq!(count(&statuses, 401) + count(&statuses, 429), 19, "{statuses:?}");
    assert_eq!(world.dump().await["session"].len(), 1);
}

#[tokio::test]
async fn of_many_wrong_one_time_codes_at_the_same_time_three_are_compared() {
    let (world, gateway) = with_gateway().await;
    let (browser, code) = asked(&world, &gateway, 1).await;
    let statuses = statuses_at_once(&browser, 64, confirm(other_than(&code))).await;
    assert_eq!((count(&statuses, 401), count(&statuses, 429)), (3, 61));
    // The right one comes too late, however long one waits.
    world.pass_s(60);
    browser.clone().ask(confirm(&code)).await.refuses(401, "code.over");
}

#[tokio::test]
async fn of_many_right_one_time_codes_at_the_same_time_one_opens_a_session() {
    let (world, gateway) = with_gateway().await;
    let (browser, code) = asked(&world, &gateway, 1).await;
    let n_before = world.dump().await["session"].len();
    let statuses = statuses_at_once(&browser, 20, confirm(&code)).await;
    assert_eq!(count(&statuses, 200), 1, "{statuses:?}");
    assert_eq!(count(&statuses, 401) + count(&statuses, 429), 19, "{statuses:?}");
    assert_eq!(world.dump().await["session"].len(), n_before + 1);
}

#[tokio::test]
async fn nobody_waits_because_many_sign_in_rightly() {
    let world = World::new().await;
    for _ in 0..25 {
        for point in ["new", "draft", "sent"].iter().cycle().take(20) {
            let body = card_of(world.person(point));
            assert_eq!(try_in(&mut world.browser(), body).await, (200, String::new()));
        }
        world.pass_s(2);
    }
}

#[tokio::test]
async fn a_stranger_with_the_card_cannot_slow_down_a_browser_that_was_used_before() {
    let world = World::new().await;
    let mut own = world.signed_in("new").await;
    let mut stranger = world.browser();
    for _ in 0..3 {
        try_in(&mut stranger, wrong(&world)).await;
    }
    assert_eq!(try_in(&mut stranger, wrong(&world)).await.0, 429);
    assert_eq!(try_in(&mut world.browser(), wrong(&world)).await.0, 429, "a new browser is no new try");
    assert_eq!(try_in(&mut own, card_of(world.person("new"))).await.0, 200);
    // Other people's cards are not concerned.
    assert_eq!(try_in(&mut stranger, card_of(world.person("sent"))).await.0, 200);
}

#[tokio::test]
async fn an_unknown_card_is_slowed_down_like_a_known_one() {
    let world = World::new().await;
    let mut browser = world.browser();
    let unknown = json!({ "card": "00000-00000", "birth_date": "1990-01-01" });
    for _ in 0..3 {
        assert_eq!(try_in(&mut browser, unknown.clone()).await.0, 401);
    }
    assert_eq!(try_in(&mut browser, unknown).await, (429, "1".to_owned()));
}
