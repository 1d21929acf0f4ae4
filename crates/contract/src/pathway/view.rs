//! What a pathway looks like on the wire. Texts are in the language asked for (`language` query parameter).

use crate::meetings::MeetingView;
use crate::questionnaire::SubmissionSummary;
use crate::session::Contact;
use crate::workshops::SlotView;
use domain::ids::{ActionId, DisputeId, ProposalId, ReasonId};
use domain::pathway::{
    ActionSheet, ActionSource, ActionStatus, FollowUp, HoursAnswer, NextStep, PhaseView, Reminder, Why,
};
use domain::time::{Date, TimeOfDay, Timestamp};
use serde::{Deserialize, Serialize};

/// Answer of `getPathway`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PathwayView {
    pub next: NextStepView,
    pub phases: Vec<PhaseView>,
    /// In the order chosen; what is done or stopped stays.
    pub actions: Vec<ActionView>,
    /// Best first, without what is already an action or put aside.
    pub suggestions: Vec<SuggestionView>,
    /// Suggestions that the person has put aside for now.
    pub put_aside: Vec<SuggestionView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Contact>,
    /// Since when they follow the person; absent when that has never changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent_since: Option<Timestamp>,
    /// While that is news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_referent: Option<NewReferent>,
    /// Social, then employment; both are always there, with or without someone.
    pub team: Vec<FollowUpView>,
    pub hours: HoursView,
    /// Workshops to come at which the person has or is offered a place, by start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workshops: Vec<SlotView>,
    /// Meetings to come, those that were called off and those to which the person cannot come among them, by start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingView>,
    /// What can be said with "Ça bloque".
    pub stuck_reasons: Vec<ReasonChoice>,
    /// What can be said with "À discuter".
    pub dispute_reasons: Vec<ReasonChoice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_submission: Option<SubmissionSummary>,
}

/// What the home page reads of the same answer, so that a phone's first download does not read the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    pub next: NextStepView,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Contact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_referent: Option<NewReferent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_submission: Option<SubmissionSummary>,
}

/// Somebody else follows the person than a month ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewReferent {
    pub since: Timestamp,
    /// Who did before, by name; absent when it was nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// The one thing to do now, why, and what its card says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextStepView {
    pub step: NextStep,
    pub why: Why,
    /// Title of the action, of the sheet or of the workshop that the step is about, or whom one meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The answer that led to the sheet, the first thing to do of an action that is planned, or where a workshop or a meeting is
    /// (absent when one meets by phone).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// With `answer-offer`: until when to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// Whether title and detail tell something private: a public screen shows them once they are asked for (K3).
    #[serde(default)]
    pub is_delicate: bool,
}

/// An appointment at a venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appointment {
    /// As the venue's calendar and clock show it.
    pub day: Date,
    pub time: TimeOfDay,
    pub at: Timestamp,
}

/// An action of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionView {
    pub id: ActionId,
    pub title: String,
    /// Absent for an action of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<ActionSheet>,
    pub source: ActionSource,
    /// With source `referent`: their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought_by: Option<String>,
    pub status: ActionStatus,
    /// Why it is stuck, when the person has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonChoice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Reminder>,
    /// For `If-Match`.
    pub version: u64,
    pub chosen_at: Timestamp,
    pub changed_at: Timestamp,
    /// Whether the last change is the person's own, so that they can take it back.
    pub can_undo: bool,
    /// Whether the choice itself was taken back: then the action is no longer in the pathway.
    #[serde(default)]
    pub is_withdrawn: bool,
    /// The latest of what the person wanted to discuss about it, unless they took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeView>,
    /// What happened to it, oldest first.
    pub history: Vec<ChangeView>,
}

/// A reason of a closed list, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReasonChoice {
    pub id: ReasonId,
    pub label: String,
}

/// One change of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeView {
    pub at: Timestamp,
    pub kind: ChangeKind,
    pub by: By,
    /// With `staff`: their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// How the action stood afterwards.
    pub status: ActionStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
}

/// What kind of change it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChangeKind {
    /// Known from before the history.
    Recorded,
    Added,
    Said,
    Dated,
    Undone,
}

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum By {
    Me,
    Staff,
    Service,
}

/// A suggested sheet with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestionView {
    pub sheet: ActionSheet,
    pub reasons: Vec<ReasonView>,
}

/// "Parce que vous avez dit …", in the wording that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReasonView {
    pub subject: String,
    pub question: String,
    pub answer: String,
}

/// Something to discuss, and the reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisputeView {
    pub id: DisputeId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyView>,
}

/// What a member of staff answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyView {
    pub text: String,
    pub by: String,
    pub at: Timestamp,
}

/// One of the two accompaniments (P6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUpView {
    pub kind: FollowUp,
    /// "Accompagnement social".
    pub title: String,
    /// What it is for, in one sentence.
    pub does: String,
    /// Absent when nobody is named yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

/// Hours, as a conversation (P7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoursView {
    /// Absent until something is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<DisputeView>,
    /// Latest day first.
    pub proposals: Vec<ProposalView>,
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreementView {
    pub weekly_hours: u8,
    /// Why it is adapted: a category in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Name of the member of staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    pub at: Timestamp,
    /// For `If-Match` of `agreeHours`.
    pub version: u64,
}

/// Hours that an attendance proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposalView {
    pub id: ProposalId,
    pub day: Date,
    pub n_minutes: u32,
    /// Title of the workshop.
    pub what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<HoursAnswer>,
}

/// What a write that only takes something back or puts it away answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kept {
    pub at: Timestamp,
}
