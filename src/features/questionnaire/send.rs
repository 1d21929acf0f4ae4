//! Sending: what is unsent first, then the whole; one effect however often it is pressed or retried.

use crate::api::{ApiError, Call, send};
use crate::device;
use crate::drafts::{Drafts, use_drafts};
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::state::page_of;
use contract::ErrorCode;
use contract::questionnaire::{SUBMIT_DRAFT, SubmissionSummary};
use domain::questionnaire::{Page, missing};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// The last answers have this long to be kept; after that the person is told that there is no network.
const PATIENCE_MS: u32 = 8_000;

/// Where sending stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    Idle,
    /// Waiting for the last answers to be kept.
    Keeping,
    UnderWay,
    /// The last answers wait on this device.
    NoNetwork,
    /// These pages have no answer yet.
    Incomplete(Vec<Page>),
    /// Another device has answered or sent since this screen was read.
    Changed(ApiError),
    Failed(ApiError),
}

impl Sending {
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Keeping | Self::UnderWay)
    }

    fn after_failure(error: ApiError) -> Self {
        match &error {
            ApiError::Problem(problem) if problem.code == ErrorCode::DraftIncomplete => {
                let mut pages: Vec<Page> = problem.missing.iter().map(page_of).collect();
                pages.dedup();
                Self::Incomplete(pages)
            }
            ApiError::Problem(problem)
                if matches!(problem.code, ErrorCode::DraftGone | ErrorCode::DraftChangedElsewhere) =>
            {
                Self::Changed(error)
            }
            ApiError::Offline => Self::NoNetwork,
            _ => Self::Failed(error),
        }
    }
}

/// What to do now about the last answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Nothing,
    Wait,
    /// Two answers stand side by side: the person chooses first.
    Stop,
    Send,
}

fn step_now(sending: &Sending, drafts: &Drafts) -> Step {
    match sending {
        Sending::Keeping if !drafts.conflicts().is_empty() || !drafts.left_over().is_empty() => Step::Stop,
        Sending::Keeping if drafts.has_unsent() => Step::Wait,
        Sending::Keeping => Step::Send,
        _ => Step::Nothing,
    }
}

/// Where sending stands, and the way to send. `on_sent` is called once, when the server has it; `reload` when the
/// server finds something missing that this screen does not.
#[hook]
pub fn use_sending(
    stock: &Handle,
    on_sent: Callback<Rc<SubmissionSummary>>,
    reload: Callback<()>,
) -> (Sending, Callback<()>) {
    let drafts = use_drafts();
    let sending = use_state_eq(|| Sending::Idle);
    // The same call again after an answer that was lost on the way: the server knows it by its key.
    let unanswered = use_mut_ref(|| None::<Call>);
    let on_send = {
        let (stock, drafts, sending) = (stock.clone(), drafts.clone(), sending.clone());
        Callback::from(move |()| {
            let lacking = missing(&stock.definition, &stock.answers);
            if !lacking.is_empty() {
                sending.set(Sending::Incomplete(lacking));
            } else if drafts.has_unsent() && !device::is_online() {
                sending.set(Sending::NoNetwork);
            } else {
                drafts.try_now();
                sending.set(Sending::Keeping);
            }
        })
    };
    // What the questions were read in.
    let language = stock.definition.language.clone();
    let step = step_now(&sending, &drafts);
    {
        let sending = sending.clone();
        use_effect_with(step, move |step| {
            let mut patience = None;
            match step {
                Step::Nothing => {}
                Step::Stop => sending.set(Sending::Idle),
                Step::Wait => {
                    patience = Some(Timeout::new(PATIENCE_MS, move || sending.set(Sending::NoNetwork)))
                }
                Step::Send => {
                    sending.set(Sending::UnderWay);
                    let call = unanswered.take().unwrap_or_else(|| {
                        Call::new(&SUBMIT_DRAFT).query("language", &language).if_match_tag(drafts.tag())
                    });
                    wasm_bindgen_futures::spawn_local(async move {
                        match send::<SubmissionSummary>(&call).await {
                            Ok(summary) => {
                                drafts.empty();
                                on_sent.emit(Rc::new(summary));
                            }
                            Err(error) => {
                                // Without the server's word, the first try may have had its effect.
                                if error.code().is_none_or(|code| code == ErrorCode::IdempotencyInProgress) {
                                    unanswered.replace(Some(call));
                                }
                                let outcome = Sending::after_failure(error);
                                if matches!(outcome, Sending::Incomplete(_) | Sending::Changed(_)) {
                                    reload.emit(());
                                }
                                sending.set(outcome);
                            }
                        }
                    });
                }
            }
            move || drop(patience)
        });
    }
    ((*sending).clone(), on_send)
}
