//! Sending: what is missing is said at once; the rest is the queue's, which sends once, now or when the network is back.

use crate::api::ApiError;
use crate::drafts::{Outbox, use_drafts};
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::page_of;
use contract::ErrorCode;
use domain::questionnaire::{Page, Sharing, missing, sharing_of};
use yew::prelude::*;

/// Where sending stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    Idle,
    UnderWay,
    /// These pages have no answer yet.
    Incomplete(Vec<Page>),
    /// Another device has answered or sent since this screen was read.
    Changed(ApiError),
    Failed(ApiError),
}

/// Where sending stands, and the way to send.
#[hook]
pub fn use_sending(stock: &Handle) -> (Sending, Callback<()>) {
    let drafts = use_drafts();
    let lacking = use_state_eq(Vec::<Page>::new);
    let sending = match drafts.outbox() {
        _ if !lacking.is_empty() => Sending::Incomplete(lacking.to_vec()),
        // Between two answers that stand side by side, the person chooses first; the button waits with them.
        Outbox::Asked(_) if drafts.conflicts().is_empty() && drafts.left_over().is_empty() => {
            Sending::UnderWay
        }
        Outbox::Refused(problem) if problem.code == ErrorCode::DraftIncomplete => {
            let mut pages: Vec<Page> = problem.missing.iter().map(page_of).collect();
            pages.dedup();
            Sending::Incomplete(pages)
        }
        Outbox::Refused(problem)
            if matches!(problem.code, ErrorCode::DraftGone | ErrorCode::DraftChangedElsewhere) =>
        {
            Sending::Changed(ApiError::Problem(problem.clone()))
        }
        Outbox::Refused(problem) => Sending::Failed(ApiError::Problem(problem.clone())),
        Outbox::Empty | Outbox::Sent(_) | Outbox::Asked(_) => Sending::Idle,
    };
    let on_send = {
        let stock = stock.clone();
        Callback::from(move |()| {
            let found = missing(&stock.definition, &stock.answers);
            if found.is_empty() {
                let is_retake = !stock.draft().last_time.is_empty();
                drafts.submit(&stock.definition.language, is_anything_shared(&stock), is_retake);
            }
            lacking.set(found);
        })
    };
    (sending, on_send)
}

/// Whether anyone else will read anything.
pub fn is_anything_shared(stock: &Handle) -> bool {
    let discussed =
        stock.definition.subjects.iter().filter(|subject| stock.answers.level(&subject.id).is_some());
    let mut discussed = discussed.map(|subject| sharing_of(subject, &stock.answers));
    discussed.any(|sharing| sharing != Sharing::Me)
}
