//! The cookies: what each is called, how it is set, read and cleared (trust.md, "Sign-in").

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderName, SET_COOKIE};

/// The session of a person. `__Host-` binds it to this host and to `/`.
pub const PERSON: &str = "__Host-mt-person";
/// The session of a member of staff.
pub const STAFF: &str = "__Host-mt-staff";
/// Marks a browser from which someone has signed in before: its wrong tries are counted apart.
pub const DEVICE: &str = "__Host-mt-device";
/// Makes a browser a kiosk.
pub const KIOSK: &str = "__Host-mt-kiosk";
/// What a browser keeps while it is at the provider of an organisation.
pub const ERRAND: &str = "__Host-mt-errand";
/// The same, at the provider for people.
pub const PERSON_ERRAND: &str = "__Host-mt-person-errand";
/// The browser that asked for a one-time code.
pub const CODE: &str = "__Host-mt-code";
/// Tells the page shell, before any script has arrived, to draw a skeleton instead of the sign-in form. No secret.
pub const MARKER: &str = "mt-signed-in";

/// How long a browser is remembered, in seconds: 400 days, the longest that browsers keep.
const DEVICE_MAX_AGE_S: u32 = 400 * 86_400;

/// The value of a cookie; the first, when a client sends several.
pub fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// `Set-Cookie` for a secret. Without `max_age_s` the browser forgets it when it closes.
pub fn set_secret(name: &str, value: &str, max_age_s: Option<u32>) -> String {
    let max_age = max_age_s.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{max_age}")
}

pub fn set_device(value: &str) -> String {
    set_secret(DEVICE, value, Some(DEVICE_MAX_AGE_S))
}

pub fn set_kiosk(value: &str) -> String {
    set_secret(KIOSK, value, Some(DEVICE_MAX_AGE_S))
}

/// `Set-Cookie` for [`MARKER`]: readable by scripts on purpose.
pub fn set_marker(max_age_s: Option<u32>) -> String {
    let max_age = max_age_s.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    format!("{MARKER}=1; Path=/; Secure; SameSite=Strict{max_age}")
}

/// `Set-Cookie` that makes the browser forget a person's session.
pub fn clear_person() -> Vec<String> {
    vec![set_secret(PERSON, "", Some(0)), format!("{MARKER}=; Path=/; Secure; SameSite=Strict; Max-Age=0")]
}

/// `Set-Cookie` that makes the browser forget a staff session.
pub fn clear_staff() -> Vec<String> {
    vec![set_secret(STAFF, "", Some(0))]
}

/// As response headers, one line each.
pub fn set_cookie_headers(cookies: &[String]) -> Vec<(HeaderName, String)> {
    cookies.iter().map(|cookie| (SET_COOKIE, cookie.clone())).collect()
}

#[cfg(test)]
mod tests;
