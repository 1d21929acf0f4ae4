//! What was read last and may stand in when nothing can be read: the questions, and a forum with one's ticket. In memory;
//! `drafts` puts it on the person's own device and back.

use contract::Endpoint;
use contract::forum::GET_FORUM;
use contract::questionnaire::GET_QUESTIONNAIRE;
use contract::session::{GET_ME, Me};
use core::cell::RefCell;
use yew::Callback;

thread_local! {
    static SHELF: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
    static ON_NEW: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// Each address with what the server said there.
pub fn items() -> Vec<(String, String)> {
    SHELF.with_borrow(Clone::clone)
}

/// Calls `told` whenever there is something new.
pub fn on_new(told: Option<Callback<()>>) {
    ON_NEW.set(told);
}

/// Puts back what an earlier page has kept.
pub fn restore(url: String, text: String) {
    SHELF.with_borrow_mut(|shelf| {
        shelf.retain(|(known, _)| *known != url);
        shelf.push((url, text));
    });
}

/// Forgets everything.
pub fn clear() {
    SHELF.with_borrow_mut(Vec::clear);
}

/// The person that an earlier page has kept.
pub(super) fn kept_person() -> Option<Me> {
    super::read_json(&find(GET_ME.path)?)
}

/// Signing in and asking who is signed in have one address and one answer.
pub(super) fn note(endpoint: &Endpoint, url: &str, text: &str) {
    let is_kept = can_stand_in(endpoint) || endpoint.path == GET_ME.path;
    if !is_kept || text.is_empty() || find(url).is_some_and(|known| known == text) {
        return;
    }
    restore(url.to_owned(), text.to_owned());
    if let Some(told) = ON_NEW.with_borrow(Clone::clone) {
        told.emit(());
    }
}

/// Who is signed in is not for the shelf to say: [`kept_person`] is asked for that, and knows its limits.
pub(super) fn stand_in(endpoint: &Endpoint, url: &str) -> Option<String> {
    if can_stand_in(endpoint) { find(url) } else { None }
}

fn can_stand_in(endpoint: &Endpoint) -> bool {
    [GET_QUESTIONNAIRE.path, GET_FORUM.path].contains(&endpoint.path)
}

fn find(url: &str) -> Option<String> {
    SHELF.with_borrow(|shelf| shelf.iter().find(|(known, _)| known == url).map(|(_, text)| text.clone()))
}
