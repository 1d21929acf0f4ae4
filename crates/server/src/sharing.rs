//! Who may read what was sent, changed at any time (Q7).

use crate::error::{Answer, ApiError};
use crate::extract::{Param, Params, PersonSession, Write};
use crate::idempotency::{once, person_owner};
use crate::library::Edition;
use crate::operation::Operation;
use crate::papers::{OWN_LANGUAGE, Spoken};
use crate::preview::PersonReader;
use crate::session::find_referent;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use contract::ErrorCode;
use contract::session::Contact;
use contract::sharing::{LIST_SHARING, SET_SHARING, SetSharing, SharingPeriod, SharingView, SubjectSharing};
use domain::ids::{PersonId, StaffId, SubjectId};
use domain::questionnaire::{Reader, Sharing, Subject, passed_on, sharing_of};
use domain::time::Timestamp;
use std::sync::Arc;
use store::{Person, ReferentChange, SharingChange, Submission, Tx};

pub fn operations() -> Vec<Operation> {
    vec![
        Operation::new(&LIST_SHARING, StatusCode::OK, list_sharing)
            .gives::<SharingView>()
            .query(&[OWN_LANGUAGE]),
        Operation::new(&SET_SHARING, StatusCode::OK, set_sharing)
            .takes::<SetSharing>()
            .gives::<SubjectSharing>()
            .query(&[OWN_LANGUAGE]),
    ]
}

/// The last sent answers with their questions.
pub struct Sent {
    pub submission: Submission,
    pub edition: Arc<Edition>,
}

/// The last sent answers of a person, in the wording that was answered; `language`: in which language, the person's own
/// when absent.
///
/// # Errors
/// When the store fails, or never heard of the questions.
pub async fn find_sent(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: Option<&str>,
) -> Result<Option<Sent>, ApiError> {
    let Some(submission) = tx.find_last_submission(person_id).await? else { return Ok(None) };
    let edition = state.library.find(tx, &submission.questionnaire_version, language).await?;
    let Some(edition) = edition else {
        tracing::error!("the questions of a sent questionnaire were never published");
        return Err(ErrorCode::ServiceInternal.into());
    };
    Ok(Some(Sent { submission, edition }))
}

async fn list_sharing(
    State(state): State<AppState>,
    caller: PersonReader,
    Params(spoken): Params<Spoken>,
) -> Answer<Json<SharingView>> {
    let shared = state.clone();
    let job = async move |tx: &mut Tx| {
        let person = tx.find_person(&caller.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = spoken.language.as_deref().unwrap_or(&person.language);
        let sent = find_sent(tx, &shared, &person.id, Some(language)).await?;
        let changes = find_words(tx, &person.id).await?;
        let referent = find_referent(tx, &person).await?;
        let team = find_team(tx, &person).await?;
        let options = sent.as_ref().map(|sent| sent.edition.questionnaire.sharing_options.clone());
        let subjects = sent.iter().flat_map(|sent| {
            let subjects = sent.edition.questionnaire.subjects.iter();
            subjects.filter_map(|subject| view(subject, &sent.submission, &changes))
        });
        let mut subjects: Vec<SubjectSharing> = subjects.collect();
        if let Some(shown) = caller.eyes.find_shown(tx, &person.id).await? {
            keep_shared(&mut subjects, shown.reader());
        }
        Ok::<_, ApiError>(SharingView { referent, team, options: options.unwrap_or_default(), subjects })
    };
    let found = state.store.read(move |tx| Box::pin(async move { job(tx).await }));
    Ok(Json(found.await?))
}

/// Leaves what someone who looks may know: a subject that is kept from them looks like one that was not discussed, and a
/// time in which it was kept like one that never was.
fn keep_shared(subjects: &mut Vec<SubjectSharing>, reader: Reader) {
    subjects.retain(|subject| subject.sharing.lets(reader));
    for subject in subjects {
        subject.before.retain(|period| period.sharing.lets(reader));
    }
}

/// The people beside the référent who follow a person, each once.
async fn find_team(tx: &mut Tx, person: &Person) -> Result<Vec<Contact>, store::Error> {
    let mut ids: Vec<StaffId> = tx.list_follow_ups(&person.id).await?.into_values().collect();
    ids.dedup();
    ids.retain(|id| person.referent_id.as_ref() != Some(id));
    let mut team = Vec::new();
    for id in ids {
        let staff = tx.find_staff(&id).await?;
        team.extend(staff.map(|staff| Contact {
            name: staff.display_name,
            phone: staff.phone,
            place: staff.place,
        }));
    }
    Ok(team)
}

/// What the person has said about sharing, and who has followed them.
struct Words {
    said: Vec<SharingChange>,
    referents: Vec<ReferentChange>,
}

async fn find_words(tx: &mut Tx, person_id: &PersonId) -> Result<Words, store::Error> {
    let said = tx.list_sharing_changes(person_id).await?;
    Ok(Words { said, referents: tx.list_referent_changes(person_id).await? })
}

/// Who could read, from when on, by name.
#[derive(Clone, PartialEq, Eq)]
struct Standing {
    sharing: Sharing,
    referent: Option<String>,
    changed_at: Timestamp,
}

/// How it stood at each word of the person and at each change of référent, in order.
fn standings(subject: &Subject, sent: &Submission, words: &Words) -> Vec<Standing> {
    let mut said: Vec<SharingChange> =
        words.said.iter().filter(|change| change.subject == subject.id).cloned().collect();
    if said.first().is_none_or(|first| first.changed_at > sent.sent_at) {
        // Sent before the first word was kept by itself.
        let as_sent = SharingChange {
            subject: subject.id.clone(),
            sharing: sharing_of(subject, &sent.answers),
            referent_id: None,
            referent: None,
            is_to_another: false,
            changed_at: sent.sent_at,
        };
        said.insert(0, as_sent);
    }
    let mut all = Vec::new();
    for (n, word) in said.iter().enumerate() {
        let until = said.get(n + 1).map(|next| next.changed_at);
        let standing = |sharing, referent: &Option<String>, changed_at| Standing {
            sharing,
            referent: referent.clone(),
            changed_at,
        };
        all.push(standing(word.sharing, &word.referent, word.changed_at));
        let is_meanwhile = |change: &&ReferentChange| {
            change.at >= word.changed_at && until.is_none_or(|until| change.at < until)
        };
        for change in words.referents.iter().filter(is_meanwhile) {
            let is_to_another =
                change.to_id.as_ref().zip(word.referent_id.as_ref()).is_some_and(|(a, b)| a != b);
            let sharing = passed_on(subject.sensitivity, word.sharing, is_to_another);
            all.push(standing(sharing, &change.to, change.at));
        }
    }
    // Whom nobody could read, nobody could, whoever followed the person.
    all.dedup_by(|later, earlier| {
        later.sharing == earlier.sharing
            && (later.sharing == Sharing::Me
                || later.referent.is_none()
                || later.referent == earlier.referent)
    });
    all
}

/// Who may read a subject, and before; `None` when it was not discussed.
fn view(subject: &Subject, sent: &Submission, words: &Words) -> Option<SubjectSharing> {
    sent.answers.level(&subject.id)?;
    let last = words.said.iter().rfind(|change| change.subject == subject.id);
    let is_passed_on = |last: &SharingChange| {
        passed_on(subject.sensitivity, last.sharing, last.is_to_another) == last.sharing
    };
    let words = standings(subject, sent, words);
    let now = words.last()?.clone();
    let before = words.windows(2).rev().map(|pair| SharingPeriod {
        sharing: pair[0].sharing,
        from: pair[0].changed_at,
        until: pair[1].changed_at,
        referent: pair[0].referent.clone(),
    });
    Some(SubjectSharing {
        subject: subject.id.clone(),
        title: subject.title.clone(),
        icon: subject.icon.clone(),
        sensitivity: subject.sensitivity,
        sharing: now.sharing,
        since: now.changed_at,
        was_for: last.filter(|last| !is_passed_on(last)).and_then(|last| last.referent.clone()),
        before: before.collect(),
    })
}

async fn set_sharing(
    State(state): State<AppState>,
    caller: PersonSession,
    Param(subject): Param<SubjectId>,
    Params(spoken): Params<Spoken>,
    write: Write<SetSharing>,
) -> Answer {
    let owner = person_owner(&caller.person_id);
    let work = SetWork {
        state: state.clone(),
        person_id: caller.person_id,
        subject,
        said: write.body,
        language: spoken.language,
        now: state.clock.now(),
    };
    let done = once(&state, owner, write.attempt, StatusCode::OK, move |tx| Box::pin(work.run(tx)));
    let (status, sharing) = done.await?;
    Ok((status, Json(sharing)).into_response())
}

struct SetWork {
    state: AppState,
    person_id: PersonId,
    subject: SubjectId,
    said: SetSharing,
    language: Option<String>,
    now: Timestamp,
}

impl SetWork {
    /// A subject that was not discussed has nothing to share, so it is not found.
    async fn run(self, tx: &mut Tx) -> Result<SubjectSharing, ApiError> {
        let person = tx.find_person(&self.person_id).await?.ok_or(ErrorCode::SessionNeeded)?;
        let language = self.language.as_deref().unwrap_or(&person.language);
        let sent = find_sent(tx, &self.state, &self.person_id, Some(language)).await?;
        let sent = sent.ok_or(ErrorCode::NotFound)?;
        let subject = sent.edition.questionnaire.subject(&self.subject).ok_or(ErrorCode::NotFound)?;
        if sent.submission.answers.level(&self.subject).is_none() {
            return Err(ErrorCode::NotFound.into());
        }
        let said = [(self.subject.clone(), self.said.sharing)];
        tx.save_sharing(&self.person_id, &said, self.now).await?;
        let changes = find_words(tx, &self.person_id).await?;
        view(subject, &sent.submission, &changes).ok_or_else(|| ErrorCode::NotFound.into())
    }
}
