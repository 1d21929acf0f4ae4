//! The copy of what was sent, for the person who sent it (Q10).

use crate::error::{Answer, ApiError};
use crate::extract::{Param, Params, PersonSession};
use crate::library::Edition;
use crate::papers::{Spoken, day_of};
use crate::session::find_referent;
use crate::state::AppState;
use axum::extract::State;
use contract::ErrorCode;
use domain::ids::{PersonId, SubmissionId};
use domain::questionnaire::Answers;
use paper::model::Document;
use paper::{Copy, Labels, answers_copy};
use std::sync::Arc;
use store::{Person, Submission, Tx};

/// What stands on the copy.
struct Found {
    person: Person,
    referent: Option<contract::session::Contact>,
    sent: Submission,
    edition: Arc<Edition>,
}

pub async fn get_submission_copy(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(id): Param<SubmissionId>,
    Params(spoken): Params<Spoken>,
) -> Answer {
    let shared = state.clone();
    let found = state.store.read(move |tx| {
        Box::pin(async move { find(tx, &shared, &caller.person_id, &id, spoken.language.as_deref()).await })
    });
    let found = found.await?;
    let labels = Labels::shipped(&found.edition.questionnaire.language);
    state.press.send(write(&found, labels), &labels.copy.file).await
}

/// The copy of one submission, as a paper.
///
/// # Errors
/// As [`get_submission_copy`].
pub async fn copy_of_submission(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    id: &SubmissionId,
    language: Option<&str>,
) -> Result<Document, ApiError> {
    let found = find(tx, state, person_id, id, language).await?;
    Ok(write(&found, Labels::shipped(&found.edition.questionnaire.language)))
}

/// The same of answers that are not sent; `None` when there are none.
///
/// # Errors
/// When the store fails.
pub async fn copy_of_draft(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: &str,
) -> Result<Option<Document>, ApiError> {
    let Some(draft) = tx.find_draft(person_id).await? else { return Ok(None) };
    let edition = state.library.find(tx, &draft.questionnaire_version, Some(language)).await?;
    let Some(edition) = edition else { return Ok(None) };
    let given = draft.answers.into_iter().filter_map(|(step, kept)| Some((step, kept.answer?)));
    let labels = Labels::shipped(&edition.questionnaire.language);
    let copy = Copy { person: None, sent_on: None, referent: None, team: &[], day: &|date| labels.day(date) };
    let answers = Answers(given.collect());
    Ok(Some(answers_copy(&edition.questionnaire, &answers, &copy, labels)))
}

async fn find(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    id: &SubmissionId,
    language: Option<&str>,
) -> Result<Found, ApiError> {
    let person = tx.find_person(person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
    let sent = tx.find_submission(person_id, id).await?.ok_or(ErrorCode::NotFound)?;
    let referent = find_referent(tx, &person).await?;
    let language = language.unwrap_or(&person.language);
    let edition = state.library.find(tx, &sent.questionnaire_version, Some(language)).await?;
    let Some(edition) = edition else {
        tracing::error!("the questions of a sent questionnaire were never published");
        return Err(ErrorCode::ServiceInternal.into());
    };
    Ok(Found { person, referent, sent, edition })
}

fn write(found: &Found, labels: &Labels) -> Document {
    let name = format!("{} {}", found.person.first_name, found.person.last_name);
    let sent_on = day_of(found.sent.sent_at).map(|day| labels.day(day));
    let copy = Copy {
        person: Some(&name),
        sent_on: sent_on.as_deref(),
        referent: found.referent.as_ref().map(|referent| referent.name.as_str()),
        team: &[],
        day: &|date| labels.day(date),
    };
    answers_copy(&found.edition.questionnaire, &found.sent.answers, &copy, labels)
}
