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
        Box::pin(async move { find(tx, &shared, &caller.person_id, &id, spoken.language).await })
    });
    let found = found.await?;
    let labels = Labels::shipped(&found.edition.questionnaire.language);
    state.press.send(write(&found, labels), &labels.copy.file).await
}

async fn find(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    id: &SubmissionId,
    language: Option<String>,
) -> Result<Found, ApiError> {
    let person = tx.find_person(person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
    let sent = tx.find_submission(person_id, id).await?.ok_or(ErrorCode::NotFound)?;
    let referent = find_referent(tx, &person).await?;
    let language = language.as_deref().unwrap_or(&person.language);
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
