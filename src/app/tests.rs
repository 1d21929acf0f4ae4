use super::view::View;
use crate::api::{ApiError, Session};
use crate::routes::{Route, StockPage};
use contract::session::Me;
use domain::ids::PersonId;
use domain::time::Timestamp;
use std::rc::Rc;

fn samira() -> Rc<Me> {
    Rc::new(Me {
        id: PersonId::new("p1").unwrap(),
        first_name: "Samira".to_owned(),
        language: "fr".to_owned(),
        referent: None,
        ends_at: Timestamp(0),
        idle_s: 60,
        in_preview: false,
    })
}

#[test]
fn a_page_of_a_person_asks_to_sign_in_and_keeps_its_address() {
    let view = View::of(&Route::Pathway, &Session::Out, true, false);
    assert_eq!(view, View::Door { expired: false, behind: None });
    let view = View::of(&Route::Pathway, &Session::In(samira()), true, false);
    assert_eq!(view, View::Page { person: "p1".to_owned(), route: Route::Pathway });
}

#[test]
fn after_an_expiry_the_page_waits_behind_the_door() {
    let route = Route::Stock(StockPage::Review);
    let view = View::of(&route, &Session::Expired(samira()), true, false);
    assert_eq!(view, View::Door { expired: true, behind: Some(("p1".to_owned(), route)) });
}

#[test]
fn help_numbers_need_nobody_and_no_server() {
    let route = Route::Stock(StockPage::HelpNumbers);
    for session in [Session::Out, Session::Unknown, Session::Away(ApiError::Offline)] {
        assert!(matches!(View::of(&route, &session, true, false), View::Page { .. }), "{session:?}");
    }
}

#[test]
fn a_server_that_cannot_be_asked_is_said_so() {
    let view = View::of(&Route::Home, &Session::Away(ApiError::Timeout), true, false);
    assert_eq!(view, View::Away(ApiError::Timeout));
}

#[test]
fn the_form_that_someone_types_in_stays_while_the_server_is_asked() {
    for session in [Session::Unknown, Session::Away(ApiError::Offline), Session::Out] {
        let view = View::of(&Route::Home, &session, false, false);
        assert_eq!(view, View::Door { expired: false, behind: None }, "{session:?}");
    }
}

#[test]
fn who_looks_at_a_persons_pages_sees_the_page_or_that_it_is_over_and_never_a_form() {
    let view = |session| View::of(&Route::Pathway, &session, true, true);
    let from_desk = |is_closed| View::FromDesk { route: Route::Pathway, is_closed };
    assert_eq!(view(Session::In(samira())), from_desk(false));
    assert_eq!(view(Session::Out), from_desk(true));
    assert_eq!(view(Session::Expired(samira())), from_desk(true));
    assert_eq!(view(Session::Unknown), View::Waiting);
}
