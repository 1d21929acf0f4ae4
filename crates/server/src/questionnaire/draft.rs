//! The draft: reading it, and saving one answer.

use super::{exists, tagged};
use crate::error::{Answer, ApiError};
use crate::extract::{DraftTag, Param, Params, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::keys::random_id;
use crate::library::Library;
use crate::preview::PersonReader;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::ErrorCode;
use contract::questionnaire::{Draft, DraftAnswer, LastAnswer, SaveAnswer, SavedAnswer, next_draft};
use domain::ids::PersonId;
use domain::questionnaire::{
    AnswerProblem, Answers, Questionnaire, StepKey, StepMap, answer_wording, carry_over, check_answer, prune,
};
use domain::time::Timestamp;
use serde::Deserialize;
use store::{Saved, Submission, Tx};

#[derive(Debug, Deserialize)]
pub struct Spoken {
    language: Option<String>,
}

pub async fn get_draft(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer {
    let library = state.clone();
    let read = state.store.read(move |tx| {
        Box::pin(async move { read_draft(tx, &library.library, &caller, spoken.language.as_deref()).await })
    });
    let draft = read.await.map_err(|error: store::Error| ApiError::from(error))?;
    Ok((tagged(&draft.id, draft.revision), Json(draft)).into_response())
}

/// The draft as `caller` may read it, its words of last time in `language`. In a preview, what is not sent is not there.
///
/// # Errors
/// When the store fails.
pub async fn read_draft(
    tx: &mut Tx,
    library: &Library,
    caller: &PersonReader,
    language: Option<&str>,
) -> Result<Draft, store::Error> {
    let shown = caller.eyes.find_shown(tx, &caller.person_id).await?;
    let found = tx.find_draft(&caller.person_id).await?.filter(|_| shown.is_none());
    let mut last = tx.find_last_submission(&caller.person_id).await?;
    if let Some((shown, last)) = shown.zip(last.as_mut()) {
        shown.limit(tx, library, last).await?;
    }
    let current = library.current_version();
    let mut draft = match found {
        None => Draft {
            id: next_draft(last.as_ref().map(|last| &last.id)),
            questionnaire_version: current.to_owned(),
            newer_version: None,
            revision: 0,
            answers: StepMap::new(),
            last_time: vec![],
        },
        Some(draft) => Draft {
            newer_version: (draft.questionnaire_version != current).then(|| current.to_owned()),
            id: draft.id,
            questionnaire_version: draft.questionnaire_version,
            revision: draft.revision,
            answers: draft.answers.into_iter().map(|(step, kept)| (step, on_wire(kept))).collect(),
            last_time: vec![],
        },
    };
    if let Some(last) = &last {
        draft.last_time = list_last_time(tx, library, last, &draft.questionnaire_version, language).await?;
    }
    Ok(draft)
}

/// What was sent last, for questions of `version`. A wish to talk was met or was not; it is not brought up again.
async fn list_last_time(
    tx: &mut Tx,
    library: &Library,
    last: &Submission,
    version: &str,
    language: Option<&str>,
) -> Result<Vec<LastAnswer>, store::Error> {
    let then = library.find(tx, &last.questionnaire_version, language).await?;
    let now = library.find(tx, version, None).await?;
    let Some((then, now)) = then.zip(now) else { return Ok(vec![]) };
    let (then, now) = (&then.questionnaire, &now.questionnaire);
    let kept = if then.version == now.version {
        last.answers.clone()
    } else {
        carry_over(then, now, &last.answers).kept
    };
    let labels = paper::Labels::shipped(&then.language);
    let asked = last.answers.0.iter().filter(|(step, _)| **step != StepKey::PrivateTalk && exists(now, step));
    let line = |(step, answer): (&StepKey, &domain::questionnaire::Answer)| LastAnswer {
        step: step.clone(),
        words: answer_wording(then, step, answer, |date| labels.day(date)),
        answer: kept.get(step).filter(|kept| *kept == answer).cloned(),
    };
    Ok(asked.map(line).collect())
}

fn on_wire(kept: store::DraftAnswer) -> DraftAnswer {
    DraftAnswer { answer: kept.answer, version: kept.version }
}

pub async fn save_answer(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(step): Param<StepKey>,
    tag: DraftTag,
    write: Write<SaveAnswer>,
) -> Answer {
    let owner = person_owner(&caller.person_id);
    let work = SaveWork {
        state: state.clone(),
        person_id: caller.person_id,
        step,
        request: write.body,
        tag,
        now: state.clock.now(),
    };
    let done = once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(work.run(tx)));
    let (status, saved) = done.await?;
    Ok((status, tagged(&saved.draft, saved.version), Json(saved)).into_response())
}

struct SaveWork {
    state: AppState,
    person_id: PersonId,
    step: StepKey,
    request: SaveAnswer,
    tag: DraftTag,
    now: Timestamp,
}

impl SaveWork {
    async fn run(self, tx: &mut Tx) -> Result<SavedAnswer, ApiError> {
        let draft = self.open_draft(tx).await?;
        let edition = self.state.library.find(tx, &draft.questionnaire_version, None).await?;
        let questions = &edition.ok_or(ErrorCode::QuestionnaireUnknown)?.questionnaire;
        let mut answers = draft.standing_answers();
        self.check(questions, &answers)?;
        let answer = self.request.answer.as_ref();
        let saved = tx.save_answer(&draft.id, &self.step, answer, self.tag.version, self.now).await?;
        let (version, revision) = match saved {
            Saved::Saved { version, revision } => (version, revision),
            Saved::Stale(current) => return Err(self.refuse_stale(current, draft)),
            Saved::NoDraft => return Err(ErrorCode::DraftGone.into()),
        };
        match answer {
            Some(answer) => answers.0.insert(self.step.clone(), answer.clone()),
            None => answers.0.remove(&self.step),
        };
        let removed = tx.apply_pruning(&draft.id, &prune(questions, &answers), self.now).await?;
        let removed = removed.into_iter().map(|(step, after)| {
            let was = DraftAnswer { answer: answers.get(&step).cloned(), version: after.version };
            (step, was)
        });
        Ok(SavedAnswer {
            step: self.step,
            answer: self.request.answer,
            draft: draft.id,
            version,
            revision,
            saved_at: self.now,
            removed: removed.collect(),
        })
    }

    /// The draft that the screen shows, or a new one on the version on screen when the screen shows none. Refused when
    /// another device has sent it, or moved it to other questions: the answer was given to something else.
    async fn open_draft(&self, tx: &mut Tx) -> Result<store::Draft, ApiError> {
        let version = &self.request.questionnaire_version;
        let draft = match tx.lock_draft(&self.person_id).await? {
            Some(draft) if draft.id == self.tag.draft => draft,
            found => {
                let last = tx.find_last_submission_id(&self.person_id).await?;
                if self.tag.draft != next_draft(last.as_ref()) {
                    return Err(ErrorCode::DraftGone.into());
                }
                match found {
                    Some(draft) => draft,
                    None if self.state.library.find(tx, version, None).await?.is_some() => {
                        tx.start_draft(&random_id(), &self.person_id, version, self.now).await?
                    }
                    None => return Err(ErrorCode::QuestionnaireUnknown.into()),
                }
            }
        };
        if draft.questionnaire_version == *version {
            Ok(draft)
        } else {
            Err(ErrorCode::DraftOtherVersion.into())
        }
    }

    fn check(&self, questions: &Questionnaire, answers: &Answers) -> Result<(), ApiError> {
        let checked = match &self.request.answer {
            Some(answer) => check_answer(questions, answers, &self.step, answer),
            None if exists(questions, &self.step) => Ok(()),
            None => Err(vec![AnswerProblem::UnknownStep]),
        };
        checked.map_err(|problems| ApiError::new(ErrorCode::AnswerRefused).problems(problems))
    }

    fn refuse_stale(self, current: Option<store::DraftAnswer>, draft: store::Draft) -> ApiError {
        let saved_at = current.as_ref().map_or(self.now, |current| current.saved_at);
        let current = current.map_or(DraftAnswer { answer: None, version: 0 }, on_wire);
        ApiError::new(ErrorCode::AnswerChangedElsewhere).current(SavedAnswer {
            step: self.step,
            answer: current.answer,
            draft: draft.id,
            version: current.version,
            revision: draft.revision,
            saved_at,
            removed: StepMap::new(),
        })
    }
}
