use super::*;
use axum::http::HeaderValue;

#[test]
fn a_cookie_is_found_among_others() {
    let mut headers = HeaderMap::new();
    headers.append(COOKIE, HeaderValue::from_static("a=1; __Host-mt-person=token"));
    headers.append(COOKIE, HeaderValue::from_static("mt-signed-in=1"));
    assert_eq!(find(&headers, PERSON), Some("token"));
    assert_eq!(find(&headers, MARKER), Some("1"));
    assert_eq!(find(&headers, "mt-person"), None);
}

#[test]
fn a_secret_is_out_of_reach_of_scripts_and_other_sites() {
    let cookie = set_secret(PERSON, "token", Some(60));
    for part in ["__Host-mt-person=token", "Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=60"] {
        assert!(cookie.split("; ").any(|found| found == part), "{part} in {cookie}");
    }
    assert!(!set_secret(PERSON, "token", None).contains("Max-Age"));
}
