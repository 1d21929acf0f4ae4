//! One person as those who follow them may see them (R6): what is shared, and a line in the record of looks.

use crate::access::{note, require_followed};
use crate::client_changes::find_client_changes;
use crate::error::{Answer, ApiError};
use crate::extract::{Param, Params, StaffSession};
use crate::meetings::list_for_staff;
use crate::operation::Operation;
use crate::papers::Spoken;
use crate::questionnaire::LANGUAGE;
use crate::sharing::{Sent, find_sent};
use crate::state::AppState;
use crate::talk::list_for_referent;
use crate::venue;
use crate::workshops::board::Board;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::ErrorCode;
use contract::client::{
    ClientBooking, ClientReach, ClientSummary, GET_CLIENT_SUMMARY, SharedAnswer, SharedStock, SharedSubject,
};
use domain::ids::{PersonId, StaffId, SubmissionId};
use domain::messages::Phone;
use domain::questionnaire::{
    Answers, QuestionRef, Questionnaire, Reader, Sharings, StepKey, Subject, answer_wording, visible_answers,
};
use paper::Labels;
use store::Tx;

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&GET_CLIENT_SUMMARY, StatusCode::OK, get_summary)
            .gives::<ClientSummary>()
            .query(&[LANGUAGE])
            .may_refuse(&[ErrorCode::ServiceDiskFull]),
    ]
}

/// What is told, and which sent answers are read by it.
struct Found {
    summary: ClientSummary,
    read: Option<SubmissionId>,
}

/// The look is noted before it is answered: when nothing can be noted, nothing is shown.
async fn get_summary(
    State(state): State<AppState>,
    caller: StaffSession,
    Param(id): Param<PersonId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<ClientSummary>> {
    let (shared, staff_id) = (state.clone(), caller.staff_id.clone());
    let found = state.store.read(move |tx| {
        Box::pin(async move { find(tx, &shared, &staff_id, &id, spoken.language.as_deref()).await })
    });
    let Found { summary, read } = found.await?;
    let (person_id, staff_id, now) = (summary.id.clone(), caller.staff_id, state.clock.now());
    let job = async move |tx: &mut Tx| {
        let object = read.as_ref().map(ToString::to_string);
        note(tx, &person_id, &staff_id, &GET_CLIENT_SUMMARY, object, now).await?;
        if let Some(read) = &read {
            tx.mark_submission_read(read, &staff_id, now).await?;
        }
        Ok::<_, store::Error>(())
    };
    state.store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    Ok(Json(summary))
}

async fn find(
    tx: &mut Tx,
    state: &AppState,
    staff_id: &StaffId,
    id: &PersonId,
    language: Option<&str>,
) -> Result<Found, ApiError> {
    let reader = require_followed(tx, staff_id, id).await?;
    let person = tx.find_person(id).await?.ok_or(ErrorCode::NotFound)?;
    let bookings = find_bookings(tx, state, id, language.unwrap_or(&person.language)).await?;
    let reach = tx.find_reach(id).await?.ok_or(ErrorCode::NotFound)?;
    let milestones = tx.list_milestones(id).await?;
    let last = milestones.into_iter().max_by_key(|(milestone, at)| (*at, milestone.as_str()));
    let mut changes = None;
    let stock = match find_sent(tx, state, id, language).await? {
        Some(sent) => {
            changes = find_client_changes(tx, state, id, &sent, reader, language).await?;
            let sharings = tx.find_sharings(id).await?;
            Some((shared_stock(&sent, &sharings, reader), sent.submission.id))
        }
        None => None,
    };
    // "Read" is what the person expects of their référent.
    let is_read = |(stock, _): &&(SharedStock, _)| reader == Reader::Referent && !stock.subjects.is_empty();
    let read = stock.as_ref().filter(is_read).map(|(_, id)| id.clone());
    let talk_requests = match reader {
        Reader::Referent => list_for_referent(tx, state, id, language).await?,
        Reader::Team => Vec::new(),
    };
    let now = state.clock.now();
    let last_meeting = tx.find_last_meeting(id, now).await?.and_then(venue::appointment);
    let summary = ClientSummary {
        meetings: list_for_staff(tx, id, staff_id, reader, now).await?,
        last_meeting: last_meeting.map(|last| last.day),
        id: person.id,
        first_name: person.first_name,
        last_name: person.last_name,
        last_milestone: last.map(|(milestone, _)| milestone),
        last_milestone_at: last.map(|(_, at)| at),
        last_seen_at: person.last_seen_at,
        reach: ClientReach { phone: reach.phone.as_ref().map(Phone::shown), told_by: reach.told_by },
        bookings,
        talk_requests,
        stock: stock.map(|(stock, _)| stock),
        changes,
    };
    Ok(Found { summary, read })
}

/// What the person has a place at, is offered or waits for.
async fn find_bookings(
    tx: &mut Tx,
    state: &AppState,
    id: &PersonId,
    language: &str,
) -> Result<Vec<ClientBooking>, ApiError> {
    let board = Board::find_own(tx, state, id, language, state.clock.now()).await?;
    let open = board.bookings().coming.into_iter().filter_map(|slot| {
        let own = slot.own.filter(|own| own.status.is_open())?;
        Some(ClientBooking {
            slot: slot.id,
            title: slot.title,
            venue_name: slot.venue_name,
            when: slot.when,
            status: own.status,
            rank: own.rank,
        })
    });
    Ok(open.collect())
}

fn shared_stock(sent: &Sent, sharings: &Sharings, reader: Reader) -> SharedStock {
    let questions = &sent.edition.questionnaire;
    let visible = visible_answers(questions, &sent.submission.answers, sharings, reader);
    let (mut subjects, mut not_discussed) = (Vec::new(), Vec::new());
    for subject in &questions.subjects {
        match shared_subject(questions, subject, &visible) {
            Some(shared) => subjects.push(shared),
            None => not_discussed.push(subject.title.clone()),
        }
    }
    SharedStock { sent_at: sent.submission.sent_at, subjects, not_discussed }
}

fn shared_subject(questions: &Questionnaire, subject: &Subject, visible: &Answers) -> Option<SharedSubject> {
    let level = visible.level(&subject.id)?;
    let labels = Labels::shipped(&questions.language);
    let answers = subject.questions.iter().filter_map(|question| {
        let at = QuestionRef { subject: subject.id.clone(), question: question.id.clone() };
        let step = StepKey::Answer(at);
        let answer = answer_wording(questions, &step, visible.get(&step)?, |day| labels.day(day));
        Some(SharedAnswer { question: question.text.clone(), answer })
    });
    Some(SharedSubject {
        id: subject.id.clone(),
        title: subject.title.clone(),
        icon: subject.icon.clone(),
        level,
        level_label: questions.level_label(level).to_owned(),
        answers: answers.collect(),
    })
}
