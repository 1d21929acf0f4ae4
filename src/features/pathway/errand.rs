//! Runs the errands that the state leaves.

use super::state::{Answered, Errand, Event, State};
use crate::api::{ApiError, Call, send};
use crate::i18n::use_language;
use contract::meetings::{ANSWER_MEETING, AnswerMeeting, MeetingView};
use contract::pathway::{
    ADD_ACTION, ANSWER_HOURS, ActionView, AddAction, AnswerHours, DATE_ACTION, DISPUTE_OBJECTIVE,
    DisputeObjective, DisputeView, Kept, PUT_ASIDE, ProposalView, TAKE_BACK, UNDO_ACTION_CHANGE,
    UPDATE_ACTION, UpdateAction, WITHDRAW_DISPUTE,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Sends the errand of the state and tells the state what came of it.
#[hook]
pub(super) fn use_errands(state: &UseReducerHandle<State>) {
    let language = use_language().code;
    let dispatch = state.dispatcher();
    let errand = state.errand.clone();
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(errand) = errand else { return };
        spawn_local(async move {
            dispatch.dispatch(match run(errand, &language).await {
                Ok(answered) => Event::Answered(answered),
                Err(error) => Event::Failed(error),
            });
        });
    });
}

async fn run(errand: Errand, language: &str) -> Result<Answered, ApiError> {
    let call = match &errand {
        Errand::Choose(sheet) => Call::new(&ADD_ACTION).body(&AddAction::Sheet(sheet.clone())),
        Errand::Own(title) => Call::new(&ADD_ACTION).body(&AddAction::Title(title.clone())),
        Errand::Say { action, version, status, reason } => {
            let body = UpdateAction { status: *status, reason: reason.clone() };
            Call::new(&UPDATE_ACTION).path(&[action.as_str()]).if_match(*version).body(&body)
        }
        Errand::Date { action, version, dates } => {
            Call::new(&DATE_ACTION).path(&[action.as_str()]).if_match(*version).body(dates)
        }
        Errand::Undo { action, version } => {
            Call::new(&UNDO_ACTION_CHANGE).path(&[action.as_str()]).if_match(*version)
        }
        Errand::PutAside(sheet) => {
            send::<Kept>(&Call::new(&PUT_ASIDE).path(&[sheet.as_str()])).await?;
            return Ok(Answered::Kept);
        }
        Errand::TakeBack(sheet) => {
            send::<Kept>(&Call::new(&TAKE_BACK).path(&[sheet.as_str()])).await?;
            return Ok(Answered::Kept);
        }
        Errand::Dispute { about, reason } => {
            let body = DisputeObjective { about: about.clone(), reason: reason.clone() };
            let call = Call::new(&DISPUTE_OBJECTIVE).query("language", language).body(&body);
            return send::<DisputeView>(&call).await.map(Answered::Dispute);
        }
        Errand::Withdraw { dispute, .. } => {
            send::<Kept>(&Call::new(&WITHDRAW_DISPUTE).path(&[dispute.as_str()])).await?;
            return Ok(Answered::Kept);
        }
        Errand::Hours { proposal, answer } => {
            let call =
                Call::new(&ANSWER_HOURS).path(&[proposal.as_str()]).body(&AnswerHours { answer: *answer });
            send::<ProposalView>(&call.query("language", language)).await?;
            return Ok(Answered::Kept);
        }
        Errand::Meet { meeting, version, can_come } => {
            let call = Call::new(&ANSWER_MEETING).path(&[meeting.as_str()]).if_match(*version);
            send::<MeetingView>(&call.body(&AnswerMeeting { can_come: *can_come })).await?;
            return Ok(Answered::Kept);
        }
    };
    send::<ActionView>(&call.query("language", language))
        .await
        .map(|action| Answered::Action(Box::new(action)))
}
