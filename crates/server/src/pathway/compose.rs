//! A pathway in one language.

use super::find::{Found, Sent};
use crate::assign::new_referent;
use crate::questionnaire::summarize;
use crate::state::AppState;
use crate::venue;
use content::{Conversation, Reason as ReasonText};
use contract::meetings::MeetingView;
use contract::pathway::{
    ActionView, AgreementView, Appointment, By, ChangeKind, ChangeView, DisputeView, FollowUpView, HoursView,
    NextStepView, PathwayView, ProposalView, ReasonChoice, ReasonView, ReplyView, SuggestionView,
};
use contract::workshops::When;
use domain::ids::{ReasonId, SlotId, StaffId};
use domain::meetings::MeetingPlace;
use domain::pathway::{ActionStatus, Aim, FollowUp, NextStep, Pathway, is_delicate, next_step, view_phases};
use domain::questionnaire::{Questionnaire, Reason, Suggestion};
use domain::time::Timestamp;
use std::collections::BTreeMap;
use store::{Action, ActionEvent, Actor, Dispute, EventKind, HoursAgreement, HoursProposal};

/// What the hours are called where something to discuss is named.
pub const HOURS: &str = "hours";

/// Says a pathway in one language.
pub struct Teller<'a> {
    state: &'a AppState,
    language: &'a str,
    pub pathway: &'a Pathway,
    pub conversation: &'a Conversation,
}

impl<'a> Teller<'a> {
    pub fn new(state: &'a AppState, language: &'a str) -> Self {
        let (pathway, conversation) = (state.library.pathway(language), state.library.conversation(language));
        Self { state, language, pathway, conversation }
    }

    pub fn compose(&self, found: &Found, now: Timestamp) -> PathwayView {
        let (aside, shown) = found.suggestions(now);
        let tell_all = |suggestions: Vec<&Suggestion>| -> Vec<SuggestionView> {
            let each = found.sent.iter().flat_map(|sent| suggestions.iter().map(move |one| (one, sent)));
            each.filter_map(|(suggestion, sent)| self.suggestion(suggestion, sent)).collect()
        };
        let suggestions = tell_all(shown);
        let (referent_since, new_referent) = new_referent(&found.person, &found.referent_changes, now);
        let actions: Vec<ActionView> =
            found.actions.iter().filter_map(|action| self.action(action, found)).collect();
        PathwayView {
            next: self.next(found, &actions, &suggestions, now),
            phases: view_phases(self.pathway, &found.milestones),
            actions,
            suggestions,
            put_aside: tell_all(aside),
            referent: found.referent.clone(),
            referent_since,
            new_referent,
            team: FollowUp::ALL.iter().filter_map(|kind| self.follow_up(*kind, found)).collect(),
            hours: self.hours(found),
            workshops: found.workshops.clone(),
            meetings: found.meetings.clone(),
            stuck_reasons: self.conversation.stuck_reasons.iter().map(as_choice).collect(),
            dispute_reasons: self.conversation.dispute_reasons.iter().map(as_choice).collect(),
            last_submission: found.sent.as_ref().map(|sent| summarize(sent.summary.clone())),
        }
    }

    fn next(
        &self,
        found: &Found,
        actions: &[ActionView],
        suggestions: &[SuggestionView],
        now: Timestamp,
    ) -> NextStepView {
        let slot_of = |id: &SlotId| found.workshops.iter().find(|slot| slot.id == *id);
        let facts = found.facts(now);
        let (step, why) = next_step(&facts, self.pathway, now, venue::today(now));
        let is_delicate = is_delicate(&step, &facts, self.pathway, self.state.library.subjects());
        let (title, detail, due, appointment) = (None, None, None, None);
        let mut next = NextStepView { step, why, title, detail, due, appointment, is_delicate };
        match &next.step {
            NextStep::ChooseAction { sheet } => {
                if let Some(suggestion) = suggestions.iter().find(|one| one.sheet.id == *sheet) {
                    next.title = Some(suggestion.sheet.title.clone());
                    next.detail = suggestion.reasons.first().map(|reason| reason.answer.clone());
                }
            }
            NextStep::DoAction { action } | NextStep::GoToAppointment { action } => {
                if let Some(action) = actions.iter().find(|one| one.id == *action) {
                    let first = action.sheet.as_ref().and_then(|sheet| sheet.steps.first());
                    let is_planned = action.status == ActionStatus::Planned;
                    next.title = Some(action.title.clone());
                    next.detail = first.filter(|_| is_planned).cloned();
                    (next.due, next.appointment) = (action.due, action.appointment);
                }
            }
            NextStep::GoToMeeting { meeting } => {
                if let Some(meeting) = found.meetings.iter().find(|one| one.id == *meeting) {
                    next.title = Some(meeting.with.name.clone());
                    next.detail = where_of(meeting);
                    next.appointment = Some(meeting.from);
                }
            }
            NextStep::GoToWorkshop { slot } => {
                if let Some(slot) = slot_of(slot) {
                    let When { day, from: time, starts_at: at, .. } = slot.when;
                    next.title = Some(slot.title.clone());
                    next.detail = Some(slot.venue_name.clone());
                    next.appointment = Some(Appointment { day, time, at });
                }
            }
            NextStep::AnswerOffer { slot } => {
                if let Some(slot) = slot_of(slot) {
                    let until = slot.own.as_ref().and_then(|own| own.offer_until);
                    next.title = Some(slot.title.clone());
                    next.detail = Some(slot.venue_name.clone());
                    next.appointment = until.and_then(|until| venue::appointment_in(until, slot.when.zone));
                }
            }
            _ => {}
        }
        next
    }

    /// `None` when the sheet has left the content.
    pub fn action(&self, action: &Action, found: &Found) -> Option<ActionView> {
        let events = found.history.get(&action.id).map_or(&[][..], Vec::as_slice);
        let (title, sheet) = match &action.aim {
            Aim::Own(title) => (title.to_string(), None),
            Aim::Sheet(id) => {
                let sheet = self.pathway.sheet(id)?;
                (sheet.title.clone(), Some(sheet.clone()))
            }
        };
        let state = &action.state;
        let reason = state.reason.as_ref().and_then(|id| find_reason(&self.conversation.stuck_reasons, id));
        Some(ActionView {
            id: action.id.clone(),
            title,
            sheet,
            source: action.source,
            brought_by: action.brought_by.as_ref().and_then(|id| found.names.get(id).cloned()),
            status: state.status,
            reason: reason.map(as_choice),
            due: state.due,
            appointment: state.appointment_at.and_then(venue::appointment),
            reminder: state.reminder,
            version: action.version,
            chosen_at: action.created_at,
            changed_at: action.updated_at,
            can_undo: can_undo(events),
            is_withdrawn: state.is_withdrawn,
            dispute: self.dispute(action.id.as_str(), found),
            history: events.iter().map(|event| self.change(event, &found.names)).collect(),
        })
    }

    fn change(&self, event: &ActionEvent, names: &BTreeMap<StaffId, String>) -> ChangeView {
        let (by, who) = match &event.change.actor {
            Actor::Person => (By::Me, None),
            Actor::Staff(id) => (By::Staff, names.get(id).cloned()),
            Actor::Service => (By::Service, None),
        };
        let reason = event.state.reason.as_ref();
        ChangeView {
            at: event.change.at,
            kind: match event.change.kind {
                EventKind::Recorded => ChangeKind::Recorded,
                EventKind::Added => ChangeKind::Added,
                EventKind::Said => ChangeKind::Said,
                EventKind::Dated => ChangeKind::Dated,
                EventKind::Undone => ChangeKind::Undone,
            },
            by,
            who,
            status: event.state.status,
            reason: reason.and_then(|id| label(&self.conversation.stuck_reasons, id)),
            due: event.state.due,
            appointment: event.state.appointment_at.and_then(venue::appointment),
        }
    }

    /// The latest of what the person wanted to discuss about one thing, unless they took it back.
    pub fn dispute(&self, about: &str, found: &Found) -> Option<DisputeView> {
        let mut of_it = found.disputes.iter().filter(|dispute| dispute.about == about);
        let latest = of_it.rfind(|dispute| dispute.withdrawn_at.is_none())?;
        Some(self.view_dispute(latest, &found.names))
    }

    pub fn view_dispute(&self, dispute: &Dispute, names: &BTreeMap<StaffId, String>) -> DisputeView {
        let reason = dispute.reason.as_ref();
        DisputeView {
            id: dispute.id.clone(),
            reason: reason.and_then(|id| label(&self.conversation.dispute_reasons, id)),
            at: dispute.created_at,
            reply: dispute.reply.as_ref().map(|reply| ReplyView {
                text: reply.text.clone(),
                by: names.get(&reply.by).cloned().unwrap_or_default(),
                at: reply.at,
            }),
        }
    }

    pub fn hours(&self, found: &Found) -> HoursView {
        HoursView {
            agreement: found.hours.as_ref().map(|hours| self.agreement(hours, &found.names)),
            dispute: self.dispute(HOURS, found),
            proposals: found.proposals.iter().filter_map(|proposal| self.proposal(proposal)).collect(),
        }
    }

    pub fn agreement(&self, hours: &HoursAgreement, names: &BTreeMap<StaffId, String>) -> AgreementView {
        let reason = hours.reason.as_ref();
        AgreementView {
            weekly_hours: hours.weekly_hours,
            reason: reason.and_then(|id| label(&self.conversation.hours_reasons, id)),
            with: hours.agreed_with.as_ref().and_then(|id| names.get(id).cloned()),
            at: hours.agreed_at,
            version: hours.version,
        }
    }

    /// `None` when the workshop has left the content.
    pub fn proposal(&self, proposal: &HoursProposal) -> Option<ProposalView> {
        let what = self.state.library.workshop_title(self.language, &proposal.workshop)?;
        Some(ProposalView {
            id: proposal.id.clone(),
            day: proposal.held_on,
            n_minutes: u32::try_from(proposal.n_minutes).unwrap_or(u32::MAX),
            what: what.to_owned(),
            answer: proposal.answer,
        })
    }

    fn follow_up(&self, kind: FollowUp, found: &Found) -> Option<FollowUpView> {
        let words = self.conversation.follow_ups.get(&kind)?;
        Some(FollowUpView {
            kind,
            title: words.title.clone(),
            does: words.does.clone(),
            contact: found.team.get(&kind).cloned(),
        })
    }

    fn suggestion(&self, suggestion: &Suggestion, sent: &Sent) -> Option<SuggestionView> {
        let sheet = self.pathway.sheet(&suggestion.sheet)?.clone();
        let questions = &sent.edition.questionnaire;
        let reasons = suggestion.reasons.iter().filter_map(|reason| view_reason(reason, questions)).collect();
        Some(SuggestionView { sheet, reasons })
    }
}

/// Where a meeting is, in words, when there is a place that has some.
pub fn where_of(meeting: &MeetingView) -> Option<String> {
    match meeting.place.as_ref()? {
        MeetingPlace::Office => Some(meeting.with.place.clone()),
        MeetingPlace::Elsewhere(words) => Some(words.clone()),
        MeetingPlace::Phone => None,
    }
}

/// Whether the last change is the person's own.
pub fn can_undo(events: &[ActionEvent]) -> bool {
    events.last().is_some_and(|last| last.change.actor == Actor::Person)
}

/// The reason of a closed list with this id.
pub fn find_reason<'a>(reasons: &'a [ReasonText], id: &ReasonId) -> Option<&'a ReasonText> {
    reasons.iter().find(|reason| reason.id == *id)
}

/// The words of a reason. `None` when it has left the content.
pub fn label(reasons: &[ReasonText], id: &ReasonId) -> Option<String> {
    find_reason(reasons, id).map(|reason| reason.label.clone())
}

/// A reason as it is offered.
pub fn as_choice(reason: &ReasonText) -> ReasonChoice {
    ReasonChoice { id: reason.id.clone(), label: reason.label.clone() }
}

fn view_reason(reason: &Reason, questions: &Questionnaire) -> Option<ReasonView> {
    let question = questions.question(&reason.at)?;
    Some(ReasonView {
        subject: questions.subject(&reason.at.subject)?.title.clone(),
        question: question.text.clone(),
        answer: question.option(&reason.option)?.label.clone(),
    })
}
