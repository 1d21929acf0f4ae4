//! The recap of a pathway, for the person who leaves or changes référent (P8).

use super::compose::Teller as PathwayTeller;
use super::find::{Found, find_pathway};
use crate::error::{Answer, ApiError};
use crate::extract::{Params, PersonSession};
use crate::papers::{Spoken, day_of};
use crate::state::AppState;
use axum::extract::State;
use content::Content;
use contract::ErrorCode;
use contract::pathway::{ActionView, DisputeView, FollowUpView, HoursView, PathwayView};
use domain::ids::PersonId;
use domain::pathway::{ActionSource, HoursAnswer, PhaseView, StepState};
use domain::time::Timestamp;
use paper::model::Document;
use paper::{Labels, Recap, RecapContact, RecapPhase, RecapRow};
use store::Tx;

pub async fn get_recap(
    State(state): State<AppState>,
    caller: PersonSession,
    Params(spoken): Params<Spoken>,
) -> Answer {
    let (shared, language) = (state.clone(), spoken.language.clone());
    let found = state.store.read(move |tx| {
        Box::pin(async move { find_pathway(tx, &shared, &caller.person_id, language.as_deref()).await })
    });
    let found = found.await?.ok_or(ErrorCode::SessionNeeded)?;
    let language = spoken.language.unwrap_or_else(|| found.person.language.clone());
    let document = write(&state, &found, &language, state.clock.now());
    state.press.send(document, &Labels::shipped(&language).recap.file).await
}

/// The recap as a paper; `None` when there is no such person.
///
/// # Errors
/// When the store fails.
pub async fn recap_of(
    tx: &mut Tx,
    state: &AppState,
    id: &PersonId,
    language: &str,
    now: Timestamp,
) -> Result<Option<Document>, ApiError> {
    let found = find_pathway(tx, state, id, Some(language)).await?;
    Ok(found.map(|found| write(state, &found, language, now)))
}

fn write(state: &AppState, found: &Found, language: &str, now: Timestamp) -> Document {
    let person = format!("{} {}", found.person.first_name, found.person.last_name);
    let view = PathwayTeller::new(state, language).compose(found, now);
    let teller = Teller::new(state.library.content(), language);
    paper::recap(&teller.tell(person, view, now), teller.labels)
}

/// Says a pathway in one language.
struct Teller<'a> {
    content: &'a Content,
    language: &'a content::Lang,
    labels: &'static Labels,
}

impl<'a> Teller<'a> {
    fn new(content: &'a Content, tag: &str) -> Self {
        let language = content.pack.language_for(tag);
        Self { content, language, labels: Labels::shipped(language.as_str()) }
    }

    fn tell(&self, person: String, view: PathwayView, now: Timestamp) -> Recap {
        let service = &self.content.pack.service;
        let team = view.team.into_iter().filter_map(|one| self.follow_up(one)).collect::<Vec<_>>();
        // The référent has a line of their own only when neither accompaniment is theirs.
        let is_named = |name: &str| team.iter().any(|one: &RecapContact| one.name == name);
        let referent = view.referent.filter(|referent| !is_named(&referent.name));
        let referent = referent.map(|referent| RecapContact {
            name: referent.name,
            role: self.labels.recap.referent.clone(),
            phone: unless_empty(referent.phone),
            place: unless_empty(referent.place),
        });
        let service = RecapContact {
            name: service.name.clone(),
            role: self.labels.recap.service.clone(),
            phone: Some(service.phone.clone()),
            place: Some(service.place.clone()),
        };
        let (brought, chosen): (Vec<_>, Vec<_>) =
            view.actions.into_iter().partition(|action| action.source == ActionSource::Referent);
        Recap {
            language: self.language.to_string(),
            person: Some(person),
            made_on: self.day(now),
            phases: view.phases.into_iter().filter_map(|phase| self.phase(phase)).collect(),
            objectives: brought.into_iter().map(|action| self.action(action)).collect(),
            actions: chosen.into_iter().map(|action| self.action(action)).collect(),
            hours: self.hours(view.hours),
            documents: Vec::new(),
            contacts: referent.into_iter().chain(team).chain([service]).collect(),
        }
    }

    fn follow_up(&self, one: FollowUpView) -> Option<RecapContact> {
        let contact = one.contact?;
        Some(RecapContact {
            name: contact.name,
            role: one.title,
            phone: unless_empty(contact.phone),
            place: unless_empty(contact.place),
        })
    }

    /// What was agreed, and the hours that the person has confirmed themselves.
    fn hours(&self, hours: HoursView) -> Vec<RecapRow> {
        let words = &self.labels.recap;
        let agreed = hours.agreement.map(|agreed| RecapRow {
            title: words.weekly(agreed.weekly_hours),
            state: self.day(agreed.at),
            details: agreed.reason.map(|reason| words.adapted_for(&reason)).into_iter().collect(),
        });
        let discussed = hours.dispute.iter().flat_map(|dispute| self.discussion(dispute));
        let agreed = agreed.map(|mut agreed| {
            agreed.details.extend(discussed);
            agreed
        });
        let confirmed = hours.proposals.into_iter().filter(|one| one.answer == Some(HoursAnswer::Confirmed));
        let rows = confirmed.map(|one| RecapRow {
            title: one.what,
            state: self.labels.day(one.day),
            details: Vec::new(),
        });
        agreed.into_iter().chain(rows).collect()
    }

    fn discussion(&self, dispute: &DisputeView) -> Vec<String> {
        let words = &self.labels.recap;
        let said = words.discussed_on(&self.day(dispute.at), dispute.reason.as_deref());
        let reply = dispute.reply.as_ref();
        let reply = reply.map(|reply| words.replied_by(&reply.by, &self.day(reply.at), &reply.text));
        [said].into_iter().chain(reply).collect()
    }

    /// `None` when nothing of it was done.
    fn phase(&self, phase: PhaseView) -> Option<RecapPhase> {
        let done = phase.steps.into_iter().filter(|step| step.state == StepState::Done);
        let steps: Vec<RecapRow> = done
            .map(|step| RecapRow {
                title: step.title,
                state: step.done_at.map(|at| self.day(at)).unwrap_or_default(),
                details: Vec::new(),
            })
            .collect();
        (!steps.is_empty()).then(|| RecapPhase { title: phase.title, when: String::new(), steps })
    }

    /// With the day when it ended, when it has.
    fn action(&self, action: ActionView) -> RecapRow {
        let words = &self.content.statuses[self.language].action[&action.status];
        let state = if action.status.is_open() {
            words.clone()
        } else {
            self.labels.recap.state_on(words, &self.day(action.changed_at))
        };
        let words = &self.labels.recap;
        let by = action.sheet.map(|sheet| sheet.by).unwrap_or_else(|| words.own.clone());
        let brought = action.brought_by.map(|who| words.brought_by(&who));
        let discussed = action.dispute.iter().flat_map(|dispute| self.discussion(dispute));
        let details = [by].into_iter().chain(brought).chain(discussed).collect();
        RecapRow { title: action.title, state, details }
    }

    fn day(&self, at: Timestamp) -> String {
        day_of(at).map(|day| self.labels.day(day)).unwrap_or_default()
    }
}

fn unless_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
