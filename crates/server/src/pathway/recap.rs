//! The recap of a pathway, for the person who leaves or changes référent (P8).

use super::{compose, find_pathway};
use crate::error::Answer;
use crate::extract::{Params, PersonSession};
use crate::papers::{Spoken, day_of};
use crate::state::AppState;
use axum::extract::State;
use content::Content;
use contract::ErrorCode;
use contract::pathway::{ActionView, PathwayView};
use domain::pathway::{PhaseView, StepState};
use domain::time::Timestamp;
use paper::{Labels, Recap, RecapContact, RecapPhase, RecapRow};

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
    let person = format!("{} {}", found.person.first_name, found.person.last_name);
    let view = compose(&state, found, &language);
    let teller = Teller::new(state.library.content(), &language);
    let document = paper::recap(&teller.tell(person, view, state.clock.now()), teller.labels);
    state.press.send(document, &teller.labels.recap.file).await
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
        let referent = view.referent.map(|referent| RecapContact {
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
        Recap {
            language: self.language.to_string(),
            person: Some(person),
            made_on: self.day(now),
            phases: view.phases.into_iter().filter_map(|phase| self.phase(phase)).collect(),
            objectives: Vec::new(),
            actions: view.actions.into_iter().map(|action| self.action(action)).collect(),
            documents: Vec::new(),
            contacts: referent.into_iter().chain([service]).collect(),
        }
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
        RecapRow { title: action.sheet.title, state, details: vec![action.sheet.by] }
    }

    fn day(&self, at: Timestamp) -> String {
        day_of(at).map(|day| self.labels.day(day)).unwrap_or_default()
    }
}

fn unless_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
