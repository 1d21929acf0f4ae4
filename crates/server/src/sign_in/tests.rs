use super::*;
use axum::http::HeaderValue;
use axum::http::header::COOKIE;

const KEYS: Keys = Keys::from_bytes([3; 32]);

fn headers_after(set_cookie: &str) -> HeaderMap {
    let cookie = set_cookie.split(';').next().unwrap();
    HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookie).unwrap())])
}

#[test]
fn a_browser_is_known_for_the_card_it_was_used_with_and_no_other() {
    let stranger = Device::read(&HeaderMap::new(), &KEYS, "card");
    let headers = headers_after(&stranger.remember(&KEYS, "card"));
    let known = Device::read(&headers, &KEYS, "card");
    assert_ne!(known.throttle_key(&KEYS, "card"), stranger.throttle_key(&KEYS, "card"));
    assert_eq!(Device::read(&headers, &KEYS, "other card"), stranger);
}

#[test]
fn a_made_up_browser_counts_as_a_stranger() {
    let headers = headers_after("__Host-mt-device=made-up.proof");
    assert_eq!(Device::read(&headers, &KEYS, "card"), Device::read(&HeaderMap::new(), &KEYS, "card"));
}

#[test]
fn a_spent_budget_slows_down_for_a_minute() {
    let budget = Budget::new(3);
    let now = Timestamp(0);
    for _ in 0..3 {
        budget.note_failure(now);
    }
    assert!(!budget.is_spent(now));
    budget.note_failure(now);
    assert!(budget.is_spent(now) && budget.is_spent(now.plus_s(59)));
    assert!(!budget.is_spent(now.plus_s(60)));
}

#[test]
fn sessions_last_as_long_as_promised() {
    let check = |setting, idle_s, absolute_s| {
        assert_eq!(Limits::of(setting, 120), Limits { idle_s, absolute_s });
    };
    check(Setting::Kiosk, 180, 1800);
    check(Setting::Phone, 1800, 43_200);
    check(Setting::Desk, 1800, 28_800);
}

#[test]
fn a_wait_is_told_in_whole_seconds_rounded_up() {
    let refusal = refuse_until(Timestamp(1_001), Timestamp(0));
    assert_eq!(refusal.code(), ErrorCode::SessionSlowDown);
    assert!(format!("{refusal:?}").contains("retry_after_s: Some(2)"));
}
