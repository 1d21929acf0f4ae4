//! Health data among the answers (decision 40): the person erases it whenever they want, and it goes by itself after a period
//! of its own.

use crate::Clock;
use crate::error::{Answer, ApiError};
use crate::extract::{NoBody, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::keys::random_id;
use crate::library::{Edition, Library};
use crate::operation::Operation;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::health::WITHDRAW_HEALTH_ANSWERS;
use contract::pathway::Kept;
use domain::ids::{PersonId, ReferenceId};
use domain::questionnaire::{Answers, HealthData, TalkRequest, talk_requests};
use domain::retention::Periods;
use domain::time::Timestamp;
use std::sync::Arc;
use store::{Draft, Error, Store, Submission, Tx};

/// Looked through in one transaction: whoever writes meanwhile waits for so many.
const AT_ONCE: u32 = 50;

pub fn operations() -> Vec<Operation> {
    vec![Operation::new(&WITHDRAW_HEALTH_ANSWERS, StatusCode::OK, withdraw).gives::<Kept>()]
}

async fn withdraw(
    State(state): State<AppState>,
    caller: PersonSession,
    write: Write<NoBody>,
) -> Answer<Json<Kept>> {
    let (person_id, now) = (caller.person_id, state.clock.now());
    let (owner, library) = (person_owner(&person_id), Arc::clone(&state.library));
    let id = ReferenceId::new(random_id()).expect("BUG: a random id is an identifier");
    let work = async move |tx: &mut Tx| {
        if erase_all(tx, &library, &person_id, now).await? {
            tx.note_health_withdrawal(&id, &person_id, now).await?;
        }
        Ok::<_, ApiError>(Kept { at: now })
    };
    let done =
        once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(async move { work(tx).await }));
    Ok(Json(done.await?.1))
}

/// Everything that is health data of one person. `false`: there was nothing.
async fn erase_all(
    tx: &mut Tx,
    library: &Library,
    person_id: &PersonId,
    now: Timestamp,
) -> Result<bool, Error> {
    // The draft first: whoever sends it has done so, or finds it without.
    let draft = tx.lock_draft(person_id).await?;
    let mut all = library.health().clone();
    let mut is_changed = false;
    if let Some(draft) = draft {
        let found = erase_from_draft(tx, library, &draft, None, now).await?;
        all = all.and(&found.marked);
        is_changed |= found.is_changed;
    }
    for sent in tx.list_whole_submissions(person_id).await? {
        let found = erase_from_sent(tx, library, &sent, now).await?;
        all = all.and(&found.marked);
        is_changed |= found.is_changed;
    }
    for subject in all.subjects() {
        is_changed |= tx.forget_sharing(person_id, subject, Timestamp(i64::MAX)).await? > 0;
        is_changed |= tx.forget_wishes_about(person_id, subject).await? > 0;
    }
    forget_replies(tx, person_id, &all).await?;
    Ok(is_changed)
}

/// What was answered to the person's own writes, for a day, may repeat it.
async fn forget_replies(tx: &mut Tx, person_id: &PersonId, marked: &HealthData) -> Result<(), Error> {
    for subject in marked.subjects() {
        tx.forget_replies_about(person_id, subject).await?;
    }
    for question in marked.questions() {
        tx.forget_replies_to(person_id, question).await?;
    }
    Ok(())
}

/// What one look for health data came to.
struct Looked {
    /// What counts as such: of the questions that were answered, and of the questions as they are.
    marked: HealthData,
    is_changed: bool,
}

/// The questions of a version and what counts as health data in answers to them.
async fn find_marked(
    tx: &mut Tx,
    library: &Library,
    version: &str,
) -> Result<Option<(Arc<Edition>, HealthData)>, Error> {
    let edition = library.find(tx, version, None).await?;
    Ok(edition.map(|edition| {
        let marked = edition.health.and(library.health());
        (edition, marked)
    }))
}

/// `before`: only what was saved before it.
async fn erase_from_draft(
    tx: &mut Tx,
    library: &Library,
    draft: &Draft,
    before: Option<Timestamp>,
    now: Timestamp,
) -> Result<Looked, Error> {
    let Some((edition, marked)) = find_marked(tx, library, &draft.questionnaire_version).await? else {
        return Ok(Looked { marked: HealthData::default(), is_changed: false });
    };
    let standing = draft.standing_answers();
    let mut left = marked.strip(&edition.questionnaire, &standing);
    for (step, kept) in &draft.answers {
        let is_newer = before.is_some_and(|before| kept.saved_at >= before);
        if let (true, Some(answer)) = (is_newer, &kept.answer) {
            left.0.insert(step.clone(), answer.clone());
        }
    }
    let is_changed = left != standing && tx.trim_draft(draft, &left, now).await?;
    Ok(Looked { marked, is_changed })
}

async fn erase_from_sent(
    tx: &mut Tx,
    library: &Library,
    sent: &Submission,
    now: Timestamp,
) -> Result<Looked, Error> {
    let Some((edition, marked)) = find_marked(tx, library, &sent.questionnaire_version).await? else {
        tracing::error!("the questions of a sent questionnaire were never published");
        return Ok(Looked { marked: HealthData::default(), is_changed: false });
    };
    let left = marked.strip(&edition.questionnaire, &sent.answers);
    let is_changed = left != sent.answers;
    let asks =
        |answers: &Answers| talk_requests(&edition.questionnaire, answers).contains(&TalkRequest::Personal);
    if is_changed && !asks(&left) {
        tx.withdraw_personal_wish(&sent.id, now).await?;
    }
    if is_changed {
        tx.replace_answers(&sent.id, &left).await?;
    }
    Ok(Looked { marked, is_changed })
}

/// Until when health data of a person is kept; `None`: there is none.
///
/// # Errors
/// When the store fails.
pub async fn find_health_until(
    tx: &mut Tx,
    library: &Library,
    person_id: &PersonId,
    periods: Periods,
    last_contact: Timestamp,
) -> Result<Option<Timestamp>, Error> {
    let mut latest = None;
    for sent in tx.list_whole_submissions(person_id).await? {
        let Some((edition, marked)) = find_marked(tx, library, &sent.questionnaire_version).await? else {
            continue;
        };
        if marked.strip(&edition.questionnaire, &sent.answers) != sent.answers {
            latest = latest.max(Some(sent.sent_at));
        }
    }
    if let Some(draft) = tx.find_draft(person_id).await?
        && let Some((edition, marked)) = find_marked(tx, library, &draft.questionnaire_version).await?
    {
        let standing = draft.standing_answers();
        let left = marked.strip(&edition.questionnaire, &standing);
        let gone = draft.answers.iter().filter(|(step, _)| left.get(step) != standing.get(step));
        latest = gone.map(|(_, kept)| Some(kept.saved_at)).fold(latest, Ord::max);
    }
    Ok(latest.map(|given_at| periods.health_until(given_at, last_contact)))
}

/// Takes out the health data whose time is over, a few at once, until none is left; says out of how much that was sent.
///
/// # Errors
/// When the store fails; what was done stays done.
pub async fn forget_due(
    store: &Store,
    library: &Arc<Library>,
    clock: &Clock,
    periods: Periods,
) -> Result<u64, Error> {
    let now = clock.now();
    let before = periods.health_over_before(now);
    forget_in_drafts(store, library, before, now).await?;
    // Looking takes nobody's turn to write; mostly there is nothing.
    let n_due = store.read(move |tx| Box::pin(async move { tx.count_health_due(before).await })).await;
    let n_due: u64 = n_due?;
    let (mut n_looked, mut n_changed) = (0, 0);
    while n_looked < n_due {
        let library = Arc::clone(library);
        let job = async move |tx: &mut Tx| {
            let (mut n, mut changed) = (0_u64, 0_u64);
            for sent in tx.list_health_due(before, AT_ONCE).await? {
                let found = erase_from_sent(tx, &library, &sent, now).await?;
                tx.note_health_gone(&sent.id, now).await?;
                for subject in found.marked.subjects() {
                    tx.forget_sharing(&sent.person_id, subject, before).await?;
                }
                if found.is_changed {
                    forget_replies(tx, &sent.person_id, &found.marked).await?;
                }
                n += 1;
                changed += u64::from(found.is_changed);
            }
            Ok::<_, Error>((n, changed))
        };
        let (n, changed): (u64, u64) = store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
        if n == 0 {
            break;
        }
        n_looked += n;
        n_changed += changed;
    }
    Ok(n_changed)
}

/// Answers that are not sent go as drafts do; but a draft can be gone on with for longer than its health data may be kept.
async fn forget_in_drafts(
    store: &Store,
    library: &Arc<Library>,
    before: Timestamp,
    now: Timestamp,
) -> Result<(), Error> {
    let old =
        store.read(move |tx| Box::pin(async move { tx.list_drafting_since(before, 10 * AT_ONCE).await }));
    let old: Vec<PersonId> = old.await?;
    for person_id in old {
        let library = Arc::clone(library);
        let job = async move |tx: &mut Tx| {
            let Some(draft) = tx.lock_draft(&person_id).await? else { return Ok(()) };
            let found = erase_from_draft(tx, &library, &draft, Some(before), now).await?;
            if found.is_changed {
                forget_replies(tx, &person_id, &found.marked).await?;
            }
            Ok::<_, Error>(())
        };
        store.write(move |tx| Box::pin(async move { job(tx).await })).await?;
    }
    Ok(())
}
