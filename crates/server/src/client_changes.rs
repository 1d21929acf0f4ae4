//! What has changed with a person since they took stock before (R6): of what is shared, and of the pathway.

use crate::error::ApiError;
use crate::pathway::list_told;
use crate::sharing::Sent;
use crate::state::AppState;
use contract::ErrorCode;
use contract::client::{ChangedAction, ClientChanges};
use contract::versions::ChangedSubject;
use domain::ids::PersonId;
use domain::pathway::ActionStatus;
use domain::questionnaire::{
    Answers, Change, Questionnaire, Reader, Sharings, StepKey, StockTaken, SubjectState, compare,
    visible_answers,
};
use store::Tx;

/// `None` when they have taken stock once only.
///
/// # Errors
/// When the store fails, or never heard of the questions.
pub async fn find_client_changes(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    sent: &Sent,
    reader: Reader,
    language: Option<&str>,
) -> Result<Option<ClientChanges>, ApiError> {
    let Some(before) = tx.find_submission_before(&sent.submission).await? else { return Ok(None) };
    let edition = state.library.find(tx, &before.questionnaire_version, language).await?;
    let Some(edition) = edition else {
        tracing::error!("the questions of a sent questionnaire were never published");
        return Err(ErrorCode::ServiceInternal.into());
    };
    let sharings = tx.find_sharings(person_id).await?;
    let (old, new) = (&edition.questionnaire, &sent.edition.questionnaire);
    let told_before = levels_told_twice(old, &before.answers, &sharings, reader);
    let told_now = visible_answers(new, &sent.submission.answers, &sharings, reader);
    let since = before.sent_at;
    let (mut done, mut stuck) = (Vec::new(), Vec::new());
    let actions = list_told(tx, state, person_id, language, reader).await?;
    for action in actions.into_iter().filter(|action| action.changed_at > since) {
        let into = match action.status {
            ActionStatus::Done => &mut done,
            ActionStatus::Stuck => &mut stuck,
            ActionStatus::Planned
            | ActionStatus::UnderWay
            | ActionStatus::Stopped
            | ActionStatus::Cancelled => {
                continue;
            }
        };
        into.push(ChangedAction { title: action.title, reason: action.reason, at: action.changed_at });
    }
    let documents = match reader {
        Reader::Referent => tx.list_shared_documents(person_id).await?,
        Reader::Team => vec![],
    };
    let documents = documents.into_iter().filter(|one| one.shared_at.is_some_and(|at| at > since));
    Ok(Some(ClientChanges {
        since,
        subjects: changed_subjects(old, &told_before, new, &told_now),
        done,
        stuck,
        documents: documents.map(|document| document.name).collect(),
    }))
}

/// The levels that were shared when they were sent and are shared now: sharing a subject today tells today's answers, and
/// taking it back takes back what was told before.
fn levels_told_twice(
    questions: &Questionnaire,
    answers: &Answers,
    sharings: &Sharings,
    reader: Reader,
) -> Answers {
    let now = visible_answers(questions, answers, sharings, reader);
    let then = visible_answers(questions, answers, &Sharings::default(), reader);
    let told = now.0.into_iter().filter(|(step, _)| match step {
        StepKey::Triage(subject) => then.level(subject).is_some(),
        StepKey::Answer(_) | StepKey::Sharing(_) | StepKey::PrivateTalk => false,
    });
    Answers(told.collect())
}

/// What differs and is said now. Silence is no change here: it is among what was not discussed.
fn changed_subjects(
    old: &Questionnaire,
    before: &Answers,
    new: &Questionnaire,
    after: &Answers,
) -> Vec<ChangedSubject> {
    let words = |questions: &Questionnaire, state: SubjectState| {
        state.level().map(|level| questions.level_label(level).to_owned())
    };
    let compared = compare(
        &StockTaken { definition: old, answers: before },
        &StockTaken { definition: new, answers: after },
    );
    let is_told = |change: &Change| !matches!(change, Change::Silent | Change::Gone | Change::Same);
    let differing = compared.into_iter().filter(|one| one.before != one.after && is_told(&one.change));
    differing
        .filter_map(|one| {
            let subject = new.subject(&one.subject)?;
            Some(ChangedSubject {
                id: subject.id.clone(),
                title: subject.title.clone(),
                icon: subject.icon.clone(),
                before: one.before,
                before_words: words(old, one.before),
                after: one.after,
                after_words: words(new, one.after),
                change: one.change,
            })
        })
        .collect()
}
