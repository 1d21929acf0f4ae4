use super::state::{Errand, Event, Sending, Shown, State, Trouble};
use crate::api::ApiError;
use contract::documents::{DocumentList, DocumentView};
use contract::{ErrorCode, Problem};
use domain::documents::{DocumentState, Scan, UploadRefusal};
use domain::ids::DocumentId;
use domain::time::Timestamp;
use std::rc::Rc;

fn id(text: &str) -> DocumentId {
    DocumentId::new(text).unwrap()
}

fn document(name: &str, state: DocumentState, scan: Option<Scan>) -> DocumentView {
    DocumentView {
        id: id(name),
        name: name.to_owned(),
        state,
        refusal: None,
        kind: None,
        scan,
        n_pictures: 0,
        size_bytes: 1000,
        received_bytes: 400,
        digest: String::new(),
        created_at: Timestamp(0),
        shared_at: None,
        unreadable_at: None,
        replaces: None,
        took_over_at: None,
        companies: vec![],
        opened: vec![],
    }
}

fn list(documents: Vec<DocumentView>) -> Rc<DocumentList> {
    Rc::new(DocumentList { documents, n_left: 3, left_bytes: 9, has_scanner: true, companies: vec![] })
}

fn sending() -> Sending {
    Sending { name: "cv.pdf".to_owned(), id: None, size_bytes: 1000, received_bytes: 0, is_waiting: false }
}

fn play(events: Vec<Event>) -> State {
    events.into_iter().fold(State::default(), |state, event| state.after(event))
}

#[test]
fn a_file_on_its_way_is_told_once_and_stands_in_the_list_when_it_has_arrived() {
    let begun = list(vec![document("cv", DocumentState::Receiving, None)]);
    let state = play(vec![Event::Read(begun), Event::Began(sending()), Event::Received(id("cv"), 400)]);
    assert_eq!((state.shown().len(), state.sending.as_ref().map(Sending::percent)), (0, Some(40)));
    let cut = state.after(Event::Waiting);
    assert!(cut.sending.as_ref().is_some_and(|sending| sending.is_waiting && sending.received_bytes == 400));
    let on = cut.after(Event::Received(id("cv"), 999));
    assert!(on.sending.as_ref().is_some_and(|sending| !sending.is_waiting && sending.percent() == 99));
    let arrived = on.after(Event::Arrived);
    assert_eq!(
        (arrived.sending.clone(), arrived.has_arrived, arrived.n_ends),
        (None, true, state.n_ends + 1)
    );
    let checked = arrived.after(Event::Read(list(vec![document("cv", DocumentState::Checking, None)])));
    assert_eq!((checked.has_arrived, checked.shown().len()), (true, 1));
    let refused = checked.after(Event::Read(list(vec![document("cv", DocumentState::Refused, None)])));
    assert!(!refused.has_arrived, "it says why it is not kept");
}

#[test]
fn what_was_begun_is_told_once() {
    let begun = document("a", DocumentState::Receiving, None);
    let kept = document("b", DocumentState::Kept, Some(Scan::Clean));
    let state = play(vec![Event::Read(list(vec![begun, kept]))]);
    assert_eq!(state.begun().map(|document| document.id.clone()), Some(id("a")));
    assert_eq!(state.shown().iter().map(|paper| paper.document.id.as_str()).collect::<Vec<_>>(), ["b"]);
    assert_eq!(state.after(Event::Began(sending())).begun(), None);
}

#[test]
fn photos_are_taken_when_their_file_could_be_sent() {
    let read = |documents| play(vec![Event::Read(list(documents))]);
    let state = read(vec![document("a", DocumentState::Kept, None)]);
    assert!(state.may_begin());
    assert!(!state.after(Event::Began(sending())).may_begin(), "one at a time");
    assert!(
        !read(vec![document("a", DocumentState::Receiving, None)]).may_begin(),
        "what was begun comes first"
    );
    assert!(!State::default().may_begin(), "nobody knows yet");
    let full = DocumentList { n_left: 0, ..(*list(vec![])).clone() };
    assert!(!play(vec![Event::Read(Rc::new(full))]).may_begin());
}

#[test]
fn a_file_that_is_stopped_or_in_trouble_is_not_on_its_way() {
    let stopped = play(vec![Event::Began(sending()), Event::Stopped]);
    assert_eq!((&stopped.sending, &stopped.trouble, stopped.has_arrived), (&None, &None, false));
    let trouble = Trouble::Refused(UploadRefusal::TooLarge);
    let troubled = play(vec![Event::Began(sending()), Event::Troubled(trouble.clone())]);
    assert_eq!((&troubled.sending, &troubled.trouble), (&None, &Some(trouble)));
    assert_eq!(troubled.after(Event::Began(sending())).trouble, None, "another try begins without it");
}

#[test]
fn one_errand_at_a_time() {
    let asked = play(vec![Event::Asked(Errand::Share(id("a"))), Event::Asked(Errand::Remove(id("b")))]);
    assert_eq!((asked.errand.clone(), asked.n_errands), (Some(Errand::Share(id("a"))), 1));
    let done = asked.after(Event::Answered);
    assert_eq!((done.errand, done.done), (None, Some(Errand::Share(id("a")))));
}

#[test]
fn what_is_read_tells_what_a_lost_answer_did() {
    let shared = |name: &str, shared_at| DocumentView {
        shared_at,
        ..document(name, DocumentState::Kept, Some(Scan::Clean))
    };
    let failed = play(vec![Event::Asked(Errand::Share(id("a"))), Event::Failed(ApiError::Timeout)]);
    let told = failed.after(Event::Read(list(vec![shared("a", Some(Timestamp(5)))])));
    assert_eq!((told.failed, told.done), (None, Some(Errand::Share(id("a")))));
    let not_done = failed.after(Event::Read(list(vec![shared("a", None)])));
    assert!(not_done.failed.is_some() && not_done.done.is_none());
    // A refusal of the server stays one.
    let problem = Problem {
        kind: String::new(),
        title: String::new(),
        status: 409,
        code: ErrorCode::DocumentNotReady,
        problems: vec![],
        current: None,
        missing: vec![],
        retry_after_s: None,
    };
    let refused =
        play(vec![Event::Asked(Errand::Remove(id("a"))), Event::Failed(ApiError::Problem(Rc::new(problem)))]);
    assert!(refused.after(Event::Read(list(vec![]))).failed.is_some());
}

#[test]
fn the_page_looks_again_only_while_something_goes_on() {
    let changing =
        |state, scan| play(vec![Event::Read(list(vec![document("a", state, scan)]))]).is_changing();
    assert!(changing(DocumentState::Checking, None));
    assert!(changing(DocumentState::Kept, Some(Scan::Waiting)));
    assert!(!changing(DocumentState::Kept, Some(Scan::Clean)));
    assert!(!changing(DocumentState::Receiving, None) && !changing(DocumentState::Refused, None));
    let without = DocumentList {
        has_scanner: false,
        companies: vec![],
        ..(*list(vec![document("a", DocumentState::Kept, Some(Scan::Waiting))])).clone()
    };
    assert!(!play(vec![Event::Read(Rc::new(without))]).is_changing(), "nothing will come");
}

#[test]
fn versions_stand_with_their_paper() {
    let version = |name: &str, replaces: Option<&str>, took_over_at| DocumentView {
        replaces: replaces.map(id),
        took_over_at,
        ..document(name, DocumentState::Kept, Some(Scan::Clean))
    };
    let told = |state: &State| {
        let names = |shown: Shown| {
            let coming = shown.coming.map(|one| one.id.to_string());
            (shown.document.id.to_string(), coming, shown.earlier.len())
        };
        state.shown().into_iter().map(names).collect::<Vec<_>>()
    };
    let of = |took_over_at| {
        list(vec![
            version("new", Some("old"), took_over_at),
            version("old", None, None),
            version("x", None, None),
        ])
    };
    let coming = play(vec![Event::Read(of(None))]);
    let (x, new) = (("x".to_owned(), None, 0), "new".to_owned());
    assert_eq!(told(&coming), [("old".to_owned(), Some(new.clone()), 0), x.clone()]);
    assert!(coming.shown()[0].has(&id("new")) && !coming.shown()[0].has(&id("x")));
    let there = coming.after(Event::Read(of(Some(Timestamp(9)))));
    assert_eq!(told(&there), [(new, None, 1), x.clone()]);
    // On its way from here, it is told above.
    let sending = play(vec![Event::Read(of(None)), Event::Began(sending()), Event::Received(id("new"), 9)]);
    assert_eq!(told(&sending), [("old".to_owned(), None, 0), x]);
    assert_eq!(sending.name_of(&id("old")), Some("old"));
}
