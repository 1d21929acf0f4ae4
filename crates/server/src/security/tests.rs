use super::*;

fn check(headers: &[(&'static str, &'static str)], public_origin: Option<&str>, is_own: bool) {
    let pairs =
        headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    assert_eq!(is_own_origin(&HeaderMap::from_iter(pairs), public_origin), is_own, "{headers:?}");
}

#[test]
fn only_our_own_origin_may_write() {
    let ours = Some("https://portail.example");
    check(&[("origin", "https://portail.example")], ours, true);
    check(&[("origin", "https://portail.example.evil.example")], ours, false);
    check(&[("origin", "http://portail.example")], ours, false);
    check(&[("origin", "null")], ours, false);
    check(&[], ours, true);
    check(&[("sec-fetch-site", "cross-site")], ours, false);
    check(&[("sec-fetch-site", "same-site")], ours, false);
    check(&[("sec-fetch-site", "same-origin")], ours, true);
}

#[test]
fn without_a_configured_origin_the_host_that_was_called_may() {
    check(&[("origin", "http://localhost:8080"), ("host", "localhost:8080")], None, true);
    check(&[("origin", "http://localhost:8081"), ("host", "localhost:8080")], None, false);
    check(&[("origin", "null"), ("host", "localhost:8080")], None, false);
    check(&[("origin", "http://localhost:8080")], None, false);
}
