//! The pathway and its actions (P1-P3, Q11).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::questionnaire::SubmissionSummary;
use crate::session::Contact;
use domain::ids::{ActionId, SheetId};
use domain::pathway::{ActionSheet, ActionStatus, NextStep, PhaseView};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

pub const GET_PATHWAY: Endpoint = Endpoint {
    operation_id: "getPathway",
    method: Method::Get,
    path: "/api/pathway",
    summary: "The whole pathway: next step, phases, actions, suggestions, who follows the person.",
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// Answers with a PDF. `language` is an optional query parameter; without it, the person's own.
pub const GET_RECAP: Endpoint = Endpoint {
    operation_id: "getRecap",
    method: Method::Get,
    path: "/api/pathway/recap",
    summary: "What was done, and with whom, as a PDF that the person keeps (P8).",
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const ADD_ACTION: Endpoint = Endpoint {
    operation_id: "addAction",
    method: Method::Post,
    path: "/api/pathway/actions",
    summary: "Choose an action sheet.",
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const UPDATE_ACTION: Endpoint = Endpoint {
    operation_id: "updateAction",
    method: Method::Patch,
    path: "/api/pathway/actions/{id}",
    summary: "Say where an action stands. `If-Match` names its version.",
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

/// Answer of `getPathway`. Texts are in the language asked for (`language` query parameter).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PathwayView {
    pub next_step: NextStep,
    pub phases: Vec<PhaseView>,
    /// In the order chosen; what is done or stopped stays.
    pub actions: Vec<ActionView>,
    /// Best first, without what is already an action.
    pub suggestions: Vec<SuggestionView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Contact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_submission: Option<SubmissionSummary>,
}

/// An action of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionView {
    pub id: ActionId,
    pub sheet: ActionSheet,
    pub status: ActionStatus,
    /// For `If-Match`.
    pub version: u64,
    pub chosen_at: Timestamp,
    pub changed_at: Timestamp,
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

/// Body of `addAction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddAction {
    pub sheet: SheetId,
}

/// Body of `updateAction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateAction {
    pub status: ActionStatus,
}
