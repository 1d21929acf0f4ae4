//! Moving a draft to the current questions (Q13), and what has changed since the last time (Q12).

use super::{missing_steps, tagged};
use crate::error::{Answer, ApiError};
use crate::extract::{DraftTag, Param, Params, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::library::{Edition, Library};
use crate::preview::{Eyes, PersonReader};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::ErrorCode;
use contract::versions::{ChangedSubject, Changes, DraftMove, DroppedAnswer, MoveDraft, MovedDraft};
use domain::ids::{PersonId, SubmissionId};
use domain::questionnaire::{
    Dropped, Questionnaire, StepKey, StockTaken, SubjectState, answer_wording, carry_over, compare,
    step_question,
};
use domain::time::Timestamp;
use serde::Deserialize;
use std::sync::Arc;
use store::Tx;

#[derive(Debug, Deserialize)]
pub struct Spoken {
    language: Option<String>,
}

pub async fn get_draft_move(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<DraftMove>> {
    if let Eyes::Staff(..) = caller.eyes {
        return Err(ErrorCode::DraftGone.into());
    }
    let shared = state.clone();
    let read = state.store.read(move |tx| {
        Box::pin(async move { plan_move(tx, &shared.library, &caller.person_id, spoken.language).await })
    });
    read.await.map(Json)
}

async fn plan_move(
    tx: &mut Tx,
    library: &Library,
    person_id: &PersonId,
    language: Option<String>,
) -> Result<DraftMove, ApiError> {
    let draft = tx.find_draft(person_id).await?.ok_or(ErrorCode::DraftGone)?;
    let language = language.as_deref();
    let old = published(tx, library, &draft.questionnaire_version, language).await?;
    let new = published(tx, library, library.current_version(), language).await?;
    let (old, new) = (&old.questionnaire, &new.questionnaire);
    let carried = carry_over(old, new, &draft.standing_answers());
    let is_said = |step: &&StepKey| !matches!(step, StepKey::Sharing(_));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(DraftMove {
        draft: draft.id,
        revision: draft.revision,
        from: old.version.clone(),
        to: new.version.clone(),
        n_kept: count(carried.kept.0.keys().filter(is_said).count()),
        n_to_answer: count(missing_steps(new, &carried.kept).len()),
        dropped: carried.dropped.into_iter().map(|dropped| in_words(old, dropped)).collect(),
    })
}

async fn published(
    tx: &mut Tx,
    library: &Library,
    version: &str,
    language: Option<&str>,
) -> Result<Arc<Edition>, ApiError> {
    Ok(library.find(tx, version, language).await?.ok_or(ErrorCode::QuestionnaireUnknown)?)
}

/// What is lost, in the words that were answered.
fn in_words(old: &Questionnaire, dropped: Dropped) -> DroppedAnswer {
    let step = &dropped.step;
    let labels = paper::Labels::shipped(&old.language);
    let subject = match step {
        StepKey::Triage(id) | StepKey::Sharing(id) => Some(id),
        StepKey::Answer(at) => Some(&at.subject),
        StepKey::PrivateTalk => None,
    };
    let question = match step {
        StepKey::Triage(_) => &old.triage_question,
        StepKey::Sharing(_) => &old.sharing_question,
        StepKey::Answer(_) | StepKey::PrivateTalk => step_question(old, step).map_or(&old.title, |q| &q.text),
    };
    DroppedAnswer {
        subject: subject.and_then(|id| old.subject(id)).map(|subject| subject.title.clone()),
        question: question.clone(),
        answer: answer_wording(old, step, &dropped.answer, |date| labels.day(date)),
        reason: dropped.reason,
        is_part: dropped.is_part,
        step: dropped.step,
    }
}

pub async fn move_draft(
    State(state): State<AppState>,
    caller: PersonSession,
    tag: DraftTag,
    write: Write<MoveDraft>,
) -> Answer {
    let (shared, person_id, now) = (state.clone(), caller.person_id, state.clock.now());
    let (owner, to) = (person_owner(&person_id), write.body.questionnaire_version);
    let done = once(&state, owner, write.attempt, StatusCode::OK, move |tx| {
        Box::pin(async move { run_move(tx, &shared.library, &person_id, &tag, to, now).await })
    });
    let (status, moved) = done.await?;
    Ok((status, tagged(&moved.draft, moved.revision), Json(moved)).into_response())
}

async fn run_move(
    tx: &mut Tx,
    library: &Library,
    person_id: &PersonId,
    tag: &DraftTag,
    to: String,
    now: Timestamp,
) -> Result<MovedDraft, ApiError> {
    let draft = tx.lock_draft(person_id).await?.filter(|draft| draft.id == tag.draft);
    let draft = draft.ok_or(ErrorCode::DraftGone)?;
    if draft.revision != tag.version {
        return Err(ErrorCode::DraftChangedElsewhere.into());
    }
    if to != library.current_version() {
        return Err(ErrorCode::QuestionnaireUnknown.into());
    }
    let old = published(tx, library, &draft.questionnaire_version, None).await?;
    let new = published(tx, library, &to, None).await?;
    let kept = carry_over(&old.questionnaire, &new.questionnaire, &draft.standing_answers()).kept;
    let revision = tx.move_draft(&draft.id, &to, &kept, now).await?;
    Ok(MovedDraft { draft: draft.id, revision, questionnaire_version: to })
}

pub async fn get_changes(
    State(state): State<AppState>,
    caller: PersonReader,
    Param(id): Param<SubmissionId>,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<Changes>> {
    let shared = state.clone();
    let read = state.store.read(move |tx| {
        Box::pin(
            async move { find_changes(tx, &shared.library, &caller, &id, spoken.language.as_deref()).await },
        )
    });
    read.await.map(Json)
}

async fn find_changes(
    tx: &mut Tx,
    library: &Library,
    caller: &PersonReader,
    id: &SubmissionId,
    language: Option<&str>,
) -> Result<Changes, ApiError> {
    let mut after = tx.find_submission(&caller.person_id, id).await?.ok_or(ErrorCode::NotFound)?;
    let mut changes =
        Changes { id: after.id.clone(), sent_at: after.sent_at, before_sent_at: None, subjects: vec![] };
    let Some(mut before) = tx.find_submission_before(&after).await? else { return Ok(changes) };
    if let Some(shown) = caller.eyes.find_shown(tx, &caller.person_id).await? {
        shown.limit(tx, library, &mut after).await?;
        shown.limit(tx, library, &mut before).await?;
    }
    let old = published(tx, library, &before.questionnaire_version, language).await?;
    let new = published(tx, library, &after.questionnaire_version, language).await?;
    let (old, new) = (&old.questionnaire, &new.questionnaire);
    changes.before_sent_at = Some(before.sent_at);
    let compared = compare(
        &StockTaken { definition: old, answers: &before.answers },
        &StockTaken { definition: new, answers: &after.answers },
    );
    let words = |definition: &Questionnaire, state: SubjectState| {
        state.level().map(|level| definition.level_label(level).to_owned())
    };
    changes.subjects = compared
        .into_iter()
        .filter_map(|change| {
            let subject = new.subject(&change.subject).or_else(|| old.subject(&change.subject))?;
            Some(ChangedSubject {
                title: subject.title.clone(),
                icon: subject.icon.clone(),
                before: change.before,
                before_words: words(old, change.before),
                after: change.after,
                after_words: words(new, change.after),
                change: change.change,
                id: change.subject,
            })
        })
        .collect();
    Ok(changes)
}
