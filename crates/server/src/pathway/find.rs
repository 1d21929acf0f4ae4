//! What the store knows of a pathway.

use crate::error::ApiError;
use crate::library::Edition;
use crate::meetings;
use crate::preview::Shown;
use crate::state::AppState;
use crate::workshops::board::Board;
use contract::ErrorCode;
use contract::meetings::MeetingView;
use contract::session::Contact;
use contract::workshops::SlotView;
use domain::ids::{ActionId, PersonId, SheetId, StaffId, SubjectId};
use domain::pathway::{
    ActionFact, Aside, Facts, FollowUp, MeetingFact, Milestone, WorkshopFact, is_put_aside, is_told,
};
use domain::questionnaire::{Answers, Questionnaire, Reader, Sharings, Suggestion, suggest};
use domain::time::Timestamp;
use domain::workshops::BookingStatus;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Action, ActionEvent, Actor, Dispute, HoursAgreement, HoursProposal, Person, ReferentChange, Tx};

/// Everything that a pathway is told from.
pub struct Found {
    pub person: Person,
    pub referent: Option<Contact>,
    pub referent_changes: Vec<ReferentChange>,
    pub team: BTreeMap<FollowUp, Contact>,
    pub sent: Option<Sent>,
    pub milestones: BTreeMap<Milestone, Timestamp>,
    pub n_draft_answers: usize,
    pub actions: Vec<Action>,
    pub history: BTreeMap<ActionId, Vec<ActionEvent>>,
    pub disputes: Vec<Dispute>,
    pub aside: BTreeMap<SheetId, Aside>,
    pub hours: Option<HoursAgreement>,
    pub proposals: Vec<HoursProposal>,
    /// Workshops to come at which the person has or is offered a place, by start.
    pub workshops: Vec<SlotView>,
    /// Meetings that are still shown, by start.
    pub meetings: Vec<MeetingView>,
    /// Names of the staff that any of this mentions.
    pub names: BTreeMap<StaffId, String>,
}

/// The last sent answers with what they suggest, in the wording that was answered.
pub struct Sent {
    pub summary: store::SubmissionSummary,
    pub suggestions: Vec<Suggestion>,
    pub edition: Arc<Edition>,
    answers: Answers,
    sharings: Sharings,
}

impl Sent {
    fn limit_to(&mut self, shown: &Shown, state: &AppState) {
        let questions = &self.edition.questionnaire;
        self.answers = shown.answers(&self.summary.id, questions, &self.answers);
        self.suggestions = suggestions(state, questions, &self.answers);
        self.summary.n_talk_requests = shown.n_wishes(&self.summary.id);
    }

    /// Subjects that the person keeps from `reader`.
    pub fn kept_from(&self, reader: Reader) -> BTreeSet<SubjectId> {
        let subjects = self.edition.questionnaire.subjects.iter();
        let kept = subjects.filter(|subject| {
            let is_open = self.answers.level(&subject.id).is_some_and(|level| level.opens_subject());
            is_open && !self.sharings.of(subject, &self.answers).lets(reader)
        });
        kept.map(|subject| subject.id.clone()).collect()
    }
}

impl Found {
    /// Takes out what the person keeps for themselves, and what is not sent: what stays is what someone who looks may know.
    pub fn limit_to(&mut self, shown: &Shown, state: &AppState) {
        let pathway = state.library.pathway("");
        let kept = self.sent.as_ref().map(|sent| sent.kept_from(shown.reader())).unwrap_or_default();
        self.actions.retain(|action| {
            is_told(action.source, action.aim.sheet().and_then(|id| pathway.sheet(id)), &kept)
        });
        if let Some(sent) = &mut self.sent {
            sent.limit_to(shown, state);
        }
        meetings::limit_to(&mut self.meetings, shown.reader());
        self.n_draft_answers = 0;
    }

    /// The suggestions that are put aside now, and the others; without what is already an action.
    pub fn suggestions(&self, now: Timestamp) -> (Vec<&Suggestion>, Vec<&Suggestion>) {
        let is_new = |suggestion: &&Suggestion| {
            self.actions.iter().all(|action| action.aim.sheet() != Some(&suggestion.sheet))
        };
        let is_aside = |suggestion: &&Suggestion| {
            let aside = self.aside.get(&suggestion.sheet);
            aside.is_some_and(|aside| is_put_aside(aside, suggestion, now))
        };
        let all = self.sent.iter().flat_map(|sent| &sent.suggestions);
        all.filter(is_new).partition(is_aside)
    }

    /// The place that is offered and held for the shortest time.
    fn offer(&self) -> Option<&SlotView> {
        let offers = self.workshops.iter().filter(|slot| is_offered(slot));
        offers.min_by_key(|slot| slot.own.as_ref().and_then(|own| own.offer_until))
    }

    /// What the next step is derived from.
    pub fn facts(&self, now: Timestamp) -> Facts {
        let (_, shown) = self.suggestions(now);
        Facts {
            milestones: self.milestones.clone(),
            n_draft_answers: self.n_draft_answers,
            suggestions: shown.into_iter().cloned().collect(),
            actions: self.actions.iter().map(as_fact).collect(),
            workshops: self.workshops.iter().filter(|slot| !is_offered(slot)).map(as_workshop).collect(),
            offer: self.offer().map(|slot| slot.id.clone()),
            meetings: self.meetings.iter().filter(|one| is_expected(one)).map(as_meeting).collect(),
        }
    }
}

fn is_offered(slot: &SlotView) -> bool {
    slot.own.as_ref().is_some_and(|own| own.status == BookingStatus::Offered)
}

fn as_workshop(slot: &SlotView) -> WorkshopFact {
    WorkshopFact { slot: slot.id.clone(), starts_at: slot.when.starts_at }
}

/// Whether the person is expected there.
pub fn is_expected(view: &MeetingView) -> bool {
    view.cannot_come_at.is_none() && view.called_off.is_none()
}

fn as_meeting(view: &MeetingView) -> MeetingFact {
    MeetingFact { meeting: view.id.clone(), starts_at: view.from.at }
}

fn as_fact(action: &Action) -> ActionFact {
    ActionFact {
        id: action.id.clone(),
        sheet: action.aim.sheet().cloned(),
        status: action.state.status,
        source: action.source,
        due: action.state.due,
        appointment_at: action.state.appointment_at,
    }
}

/// `None` when there is no such person.
///
/// # Errors
/// When the store fails.
pub async fn find_pathway(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: Option<&str>,
) -> Result<Option<Found>, ApiError> {
    let Some(person) = tx.find_person(person_id).await? else { return Ok(None) };
    let language = language.unwrap_or(&person.language).to_owned();
    let sent = find_sent(tx, state, person_id, &language).await?;
    let mut actions = tx.list_actions(person_id).await?;
    actions.retain(|action| is_known(state, action));
    let mut history: BTreeMap<ActionId, Vec<ActionEvent>> = BTreeMap::new();
    for event in tx.list_action_events(person_id).await? {
        history.entry(event.action_id.clone()).or_default().push(event);
    }
    let draft = tx.find_draft(person_id).await?;
    let mut found = Found {
        referent: crate::session::find_referent(tx, &person).await?,
        referent_changes: tx.list_referent_changes(person_id).await?,
        team: BTreeMap::new(),
        sent,
        milestones: tx.list_milestones(person_id).await?,
        n_draft_answers: draft.map_or(0, |draft| draft.standing_answers().0.len()),
        actions,
        history,
        disputes: tx.list_disputes(person_id).await?,
        aside: tx.list_aside(person_id).await?,
        hours: tx.find_hours(person_id).await?,
        proposals: tx.list_hours_proposals(person_id).await?,
        workshops: Board::find_own(tx, state, person_id, &language, state.clock.now()).await?.dated(),
        meetings: meetings::list_shown(tx, person_id, state.clock.now()).await?,
        names: BTreeMap::new(),
        person,
    };
    name_staff(tx, &mut found).await?;
    Ok(Some(found))
}

/// Reads each member of staff that a pathway mentions, once.
async fn name_staff(tx: &mut Tx, found: &mut Found) -> Result<(), ApiError> {
    let follow_ups = tx.list_follow_ups(&found.person.id).await?;
    let mut ids: BTreeSet<StaffId> = follow_ups.values().cloned().collect();
    ids.extend(found.actions.iter().filter_map(|action| action.brought_by.clone()));
    let events = found.history.values().flatten();
    ids.extend(events.filter_map(|event| match &event.change.actor {
        Actor::Staff(id) => Some(id.clone()),
        Actor::Person | Actor::Service => None,
    }));
    ids.extend(found.disputes.iter().filter_map(|dispute| Some(dispute.reply.as_ref()?.by.clone())));
    ids.extend(found.hours.iter().filter_map(|hours| hours.agreed_with.clone()));
    for id in ids {
        let Some(staff) = tx.find_staff(&id).await? else { continue };
        for (kind, _) in follow_ups.iter().filter(|(_, who)| **who == id) {
            let contact = Contact {
                name: staff.display_name.clone(),
                phone: staff.phone.clone(),
                place: staff.place.clone(),
            };
            found.team.insert(*kind, contact);
        }
        found.names.insert(id, staff.display_name);
    }
    Ok(())
}

/// The last sent answers with what they suggest. A sheet that the content no longer has is not suggested.
///
/// # Errors
/// When the store fails, or lost the questions of a sent questionnaire.
pub async fn find_sent(
    tx: &mut Tx,
    state: &AppState,
    person_id: &PersonId,
    language: &str,
) -> Result<Option<Sent>, ApiError> {
    let Some(summary) = tx.list_submissions(person_id).await?.into_iter().next() else { return Ok(None) };
    let Some(sent) = tx.find_submission(person_id, &summary.id).await? else { return Ok(None) };
    let edition = state.library.find(tx, &sent.questionnaire_version, Some(language)).await?;
    let Some(edition) = edition else {
        tracing::error!("the questions of a sent questionnaire were never published");
        return Err(ErrorCode::ServiceInternal.into());
    };
    let suggestions = suggestions(state, &edition.questionnaire, &sent.answers);
    let sharings = tx.find_sharings(person_id).await?;
    Ok(Some(Sent { summary, suggestions, edition, answers: sent.answers, sharings }))
}

/// What answers suggest, of what the content has.
fn suggestions(state: &AppState, questions: &Questionnaire, answers: &Answers) -> Vec<Suggestion> {
    let mut all = suggest(questions, answers);
    all.retain(|suggestion| state.library.has_sheet(&suggestion.sheet));
    all
}

/// An action whose sheet the content no longer has cannot be shown; it comes back when the sheet does.
fn is_known(state: &AppState, action: &Action) -> bool {
    let Some(sheet) = action.aim.sheet() else { return true };
    let is_known = state.library.has_sheet(sheet);
    if !is_known {
        tracing::warn!(sheet = sheet.as_str(), "an action's sheet is no longer in the content");
    }
    is_known
}
