//! Taking stock ("Faire le point", Q1-Q11): choose subjects, answer one question a page, say who may read, check, send.
//!
//! [`state`] is what stands on the screen, [`going`] which page comes next; both are pure. [`journey`] loads, and runs
//! the errands that the state leaves. Each page has its file; each kind of question has one in [`kinds`].
//!
//! To add a kind of question: a variant in `domain`, a file in `kinds`; the exhaustive `match`es name the rest.

mod aside;
mod ask;
mod changes;
mod choices;
mod differences;
mod exit;
mod going;
mod help_numbers;
mod journey;
mod kept;
mod kinds;
mod last_time;
mod new_questions;
mod problems;
mod question;
mod rest;
mod review;
mod send;
mod sent;
mod sharing;
mod start;
pub mod state;
mod summary;
mod talk;
mod task;
mod triage;
mod trouble;
mod words;

use crate::api::{Session, use_session};
use crate::app::later::later;
use crate::routes::StockPage;
use journey::Journey;
use rest::HELP_NUMBERS;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StockProps {
    pub page: StockPage,
}

/// All pages of taking stock. The help numbers are for everyone; the rest is for the person who is signed in, also
/// while a session that ended by itself waits for them behind the sign-in form.
#[component]
pub fn Stock(props: &StockProps) -> Html {
    let session = use_session();
    match &session.session {
        Session::In(me) | Session::Kept(me) | Session::Expired(me) => {
            html! { <Journey key={me.id.to_string()} page={props.page.clone()} me={me.clone()} /> }
        }
        Session::Unknown | Session::Away(_) | Session::Out => later(&HELP_NUMBERS, "", ()),
    }
}
