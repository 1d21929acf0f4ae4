//! Taking stock over time: moving a draft to newer questions (Q13), and what has changed since the last time (Q12).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::{SubjectId, SubmissionId};
use domain::questionnaire::{Change, DropReason, StepKey, SubjectState};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// `language` is an optional query parameter; without it, the default language.
pub const GET_DRAFT_MOVE: Endpoint = Endpoint {
    operation_id: "getDraftMove",
    method: Method::Get,
    path: "/api/draft/move",
    summary: Endpoint::docs(
        "What moving the draft to the current questions would keep, and what it could not. Changes nothing.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const MOVE_DRAFT: Endpoint = Endpoint {
    operation_id: "moveDraft",
    method: Method::Post,
    path: "/api/draft/move",
    summary: Endpoint::docs(
        "Move the draft to the current questions. `If-Match` is the draft's `ETag`: what was shown is what is done.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: true,
};

/// `language` is an optional query parameter; without it, the default language.
pub const GET_CHANGES: Endpoint = Endpoint {
    operation_id: "getChanges",
    method: Method::Get,
    path: "/api/submissions/{id}/changes",
    summary: Endpoint::docs(
        "What has changed between one sent questionnaire and the one before it, a line for each subject.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

/// Answer of `getDraftMove`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftMove {
    /// The draft as it was looked at: its id and revision make the `If-Match` of `moveDraft`.
    pub draft: String,
    pub revision: u64,
    /// The version that the draft is on.
    pub from: String,
    /// The current version; the same as `from` when there is nothing to move to.
    pub to: String,
    /// Answers that are kept, whole or in part.
    pub n_kept: u32,
    /// Questions still to be answered afterwards.
    pub n_to_answer: u32,
    /// What could not be kept, in the order of the questions.
    pub dropped: Vec<DroppedAnswer>,
}

/// An answer, or a part of one, that has no place in the current questions; in the words that were answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DroppedAnswer {
    pub step: StepKey,
    /// Title of its subject; absent for the last question, which has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    pub question: String,
    pub answer: String,
    pub reason: DropReason,
    /// The rest of the answer is kept.
    pub is_part: bool,
}

/// Body of `moveDraft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoveDraft {
    /// `to` of the [`DraftMove`] that the person agreed to.
    pub questionnaire_version: String,
}

/// Answer of `moveDraft`. What the draft holds now is `getDraft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedDraft {
    pub draft: String,
    pub revision: u64,
    pub questionnaire_version: String,
}

/// Answer of `getChanges`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    pub id: SubmissionId,
    pub sent_at: Timestamp,
    /// When the one before it was sent; absent when it is the first, and then `subjects` is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_sent_at: Option<Timestamp>,
    pub subjects: Vec<ChangedSubject>,
}

/// What became of one subject, each time in the wording that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedSubject {
    pub id: SubjectId,
    pub title: String,
    /// Name of the pictogram.
    pub icon: String,
    pub before: SubjectState,
    /// The words of `before`; absent when it was not discussed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_words: Option<String>,
    pub after: SubjectState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_words: Option<String>,
    pub change: Change,
}
