use super::*;
use std::io;

fn check(error: store::Error, status: u16, retry_after: Option<&str>) {
    let response = ApiError::from(error).into_response();
    let retry_after_found = response.headers().get(RETRY_AFTER).map(|value| value.to_str().unwrap());
    assert_eq!((response.status().as_u16(), retry_after_found), (status, retry_after));
}

#[test]
fn a_failing_store_is_told_by_what_the_client_can_do() {
    let cause = |kind: io::ErrorKind| store::Error::Unavailable(io::Error::from(kind).into());
    check(cause(io::ErrorKind::StorageFull), 507, Some("60"));
    check(cause(io::ErrorKind::ConnectionRefused), 503, Some("5"));
    check(store::Error::Conflict { constraint: Constraint::Race }, 503, Some("1"));
    check(store::Error::Conflict { constraint: Constraint::Key }, 500, None);
    check(store::Error::Inconsistent { table: "t", column: "c", row: "r".to_owned() }, 500, None);
}

#[test]
fn a_refusal_that_can_be_tried_again_says_when_in_the_body_too() {
    let problem = *ApiError::unavailable().problem;
    assert_eq!((problem.status, problem.retry_after_s), (503, Some(5)));
}

#[test]
fn every_code_has_a_refusing_status_and_a_title_of_its_own() {
    let mut titles: Vec<&str> = ErrorCode::ALL.iter().map(|code| describe(*code).1).collect();
    assert!(ErrorCode::ALL.iter().all(|code| describe(*code).0.as_u16() >= 400));
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), ErrorCode::ALL.len());
}

#[test]
fn a_refusal_without_a_session_is_a_challenge() {
    let response = ApiError::new(ErrorCode::SessionNeeded).into_response();
    assert!(response.headers().contains_key(WWW_AUTHENTICATE));
}
