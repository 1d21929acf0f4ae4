//! What people are told, and how (W5, W8; decision 18).
//!
//! `sender` takes what is due from the outbox to a channel, `remind` writes reminders, `words` has the text of every kind in
//! every language, `link` makes what stands in the link of an offer; `offer`, `reach` and `calls` are the operations.
//!
//! To tell of something new: a kind in `domain::messages`, what it is about in `store`, and its words in `words/*.json`.
//!
//! Must never do: log an address, a number, a text, or what a mail server said about them.

mod calls;
mod channels;
pub mod link;
mod offer;
mod reach;
pub mod remind;
pub mod sender;
mod words;

pub use channels::{ChannelSettings, Channels};

use crate::operation::Operation;
use crate::papers::OWN_LANGUAGE;
use axum::http::StatusCode;
use contract::ErrorCode as Code;
use contract::messages::staff::{CallList, LIST_CALLS, MARK_CALLED, MarkCalled};
use contract::messages::{
    ACCEPT_OFFER_BY_LINK, DECLINE_OFFER_BY_LINK, GET_REACH, OfferLink, OfferView, ReachView, SAVE_REACH,
    VIEW_OFFER_BY_LINK,
};

pub fn operations() -> Vec<Operation> {
    let offer =
        |operation: Operation| operation.query(&[OWN_LANGUAGE]).takes::<OfferLink>().gives::<OfferView>();
    vec![
        offer(Operation::new(&VIEW_OFFER_BY_LINK, StatusCode::OK, offer::view)).may_refuse(&[Code::NotFound]),
        offer(Operation::new(&ACCEPT_OFFER_BY_LINK, StatusCode::OK, offer::accept))
            .may_refuse(&[Code::NotFound, Code::BookingClash]),
        offer(Operation::new(&DECLINE_OFFER_BY_LINK, StatusCode::OK, offer::decline))
            .may_refuse(&[Code::NotFound]),
        Operation::new(&GET_REACH, StatusCode::OK, reach::get).gives::<ReachView>(),
        Operation::new(&SAVE_REACH, StatusCode::NO_CONTENT, reach::save)
            .takes::<ReachView>()
            .may_refuse(&[Code::ReachRefused]),
    ]
}

pub fn staff_operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_CALLS, StatusCode::OK, calls::list).query(&[OWN_LANGUAGE]).gives::<CallList>(),
        Operation::new(&MARK_CALLED, StatusCode::NO_CONTENT, calls::mark)
            .takes::<MarkCalled>()
            .may_refuse(&[Code::NotFound]),
    ]
}
