//! Taking stock: the questions, the draft, the sent answers (Q1-Q11).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::SubmissionId;
use domain::questionnaire::{Answer, Answers, StepKey, StepMap, step_map};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Answers with a [`domain::questionnaire::Questionnaire`]. `version` and `language` are optional query parameters;
/// without them, the current version in the default language.
pub const GET_QUESTIONNAIRE: Endpoint = Endpoint {
    operation_id: "getQuestionnaire",
    method: Method::Get,
    path: "/api/questionnaire",
    summary: Endpoint::docs("The questions, in one language and one version."),
    roles: &[Role::Public],
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const GET_DRAFT: Endpoint = Endpoint {
    operation_id: "getDraft",
    method: Method::Get,
    path: "/api/draft",
    summary: Endpoint::docs(
        "What the person has answered and not sent; empty when nothing is begun. On a retake, with what was said \
              last time.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const SAVE_ANSWER: Endpoint = Endpoint {
    operation_id: "saveAnswer",
    method: Method::Put,
    path: "/api/draft/answers/{step}",
    summary: Endpoint::docs(
        "Save or remove one answer. `If-Match` is `\"<draft>.<version>\"`: the draft's id and the version of the \
              answer, 0 when it was never given.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: true,
};

pub const SUBMIT_DRAFT: Endpoint = Endpoint {
    operation_id: "submitDraft",
    method: Method::Post,
    path: "/api/draft/submission",
    summary: Endpoint::docs(
        "Send the answers. The draft is gone afterwards. With `If-Match`, the draft's `ETag`, only when nothing \
              has changed since it was read.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const LIST_SUBMISSIONS: Endpoint = Endpoint {
    operation_id: "listSubmissions",
    method: Method::Get,
    path: "/api/submissions",
    summary: Endpoint::docs("What the person has sent, latest first."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const GET_SUBMISSION: Endpoint = Endpoint {
    operation_id: "getSubmission",
    method: Method::Get,
    path: "/api/submissions/{id}",
    summary: Endpoint::docs("One sent questionnaire."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

/// Answers with a PDF in the wording that was answered. `language` is an optional query parameter; without it, the
/// person's own.
pub const GET_SUBMISSION_COPY: Endpoint = Endpoint {
    operation_id: "getSubmissionCopy",
    method: Method::Get,
    path: "/api/submissions/{id}/copy",
    summary: Endpoint::docs("One sent questionnaire as a PDF that the person keeps."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

/// Answer of `getDraft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// Names this draft and no other before or after it, so that a version that begins again at 1 is never taken for an
    /// older one. When nothing is begun, it names what the next draft comes after.
    pub id: String,
    /// The version of the questions that the answers belong to; the current one when nothing is begun.
    pub questionnaire_version: String,
    /// The current version, when the draft is on an earlier one: the person may move over (`moveDraft`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer_version: Option<String>,
    /// Grows with every change of any answer; 0 when nothing is begun. The `ETag` is `"<id>.<revision>"`.
    pub revision: u64,
    /// Every step ever answered, removed answers included (their versions go on counting).
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<StepKey, DraftAnswer>))]
    #[serde(with = "domain::questionnaire::steps")]
    pub answers: StepMap<DraftAnswer>,
    /// What the person sent last time, to show beside the questions; empty the first time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub last_time: Vec<LastAnswer>,
}

/// One answer of the last submission. It is never taken for an answer of now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastAnswer {
    pub step: StepKey,
    /// In the wording that was answered.
    pub words: String,
    /// The same answer, when the draft's questions still take it as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// One answer of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftAnswer {
    /// `null` when it was removed.
    pub answer: Option<Answer>,
    /// 1 for the first answer, then one more at each change.
    pub version: u64,
}

/// What a draft that is not begun is called: it comes after this submission, and only until the next one.
pub fn next_draft(last: Option<&SubmissionId>) -> String {
    last.map_or_else(|| "new".to_owned(), |last| ["after-", last.as_str()].concat())
}

/// What `If-Match` says about a draft, without its quotes: its id and a version, of one answer or of all.
pub fn draft_tag(id: &str, version: u64) -> String {
    [id, ".", &version.to_string()].concat()
}

impl Draft {
    /// The answers that stand, without versions.
    pub fn standing_answers(&self) -> Answers {
        let standing =
            self.answers.iter().filter_map(|(key, kept)| Some((key.clone(), kept.answer.clone()?)));
        Answers(step_map(standing))
    }
}

/// Body of `saveAnswer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveAnswer {
    /// `null` removes it.
    pub answer: Option<Answer>,
    /// The version of the questions on screen: the draft's own, or the one that a new draft begins with.
    pub questionnaire_version: String,
}

/// Answer of `saveAnswer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedAnswer {
    pub step: StepKey,
    /// What is kept now; `null` when it was removed.
    pub answer: Option<Answer>,
    /// The draft that it belongs to, and the answer's version: for the next `If-Match`.
    pub draft: String,
    pub version: u64,
    /// The draft's revision afterwards.
    pub revision: u64,
    pub saved_at: Timestamp,
    /// Answers of branches that this one cut: what was said, and the version that they now have.
    #[serde(default, skip_serializing_if = "StepMap::is_empty", with = "domain::questionnaire::steps")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<StepKey, DraftAnswer>))]
    pub removed: StepMap<DraftAnswer>,
}

/// One line of `listSubmissions`; also the answer of `submitDraft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmissionSummary {
    pub id: SubmissionId,
    pub sent_at: Timestamp,
    pub questionnaire_version: String,
    /// Wishes to talk that were passed on with it.
    pub n_talk_requests: u32,
    /// When someone first read what is shared of it: answered, sent and read are three things (Q10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// Name of who read it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_by: Option<String>,
}

/// Answer of `getSubmission`. The wording is `getQuestionnaire` with its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Submission {
    pub id: SubmissionId,
    pub sent_at: Timestamp,
    pub questionnaire_version: String,
    pub language: String,
    pub answers: Answers,
}
