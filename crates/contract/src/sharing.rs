//! Who may read what was sent, changed at any time (Q7).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::session::Contact;
use domain::ids::SubjectId;
use domain::questionnaire::{Sensitivity, Sharing, SharingText};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

pub const LIST_SHARING: Endpoint = Endpoint {
    operation_id: "listSharing",
    method: Method::Get,
    path: "/api/sharing",
    summary: Endpoint::docs(
        "Who may read each subject of the last sent answers, since when, and who could before.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const SET_SHARING: Endpoint = Endpoint {
    operation_id: "setSharing",
    method: Method::Put,
    path: "/api/sharing/{subject}",
    summary: Endpoint::docs(
        "Say who may read a subject from now on. Taking it back is the same act as giving it.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

/// Answer of `listSharing`. Texts are in the wording that was answered, in the language asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharingView {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Contact>,
    /// The other people who follow the person.
    pub team: Vec<Contact>,
    /// The three ways of sharing, in the order shown.
    pub options: Vec<SharingText>,
    /// The subjects that were answered, in the order of the questions; empty when nothing was sent.
    pub subjects: Vec<SubjectSharing>,
}

/// Who may read one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubjectSharing {
    pub subject: SubjectId,
    pub title: String,
    pub icon: String,
    pub sensitivity: Sensitivity,
    /// As it is now.
    pub sharing: Sharing,
    pub since: Timestamp,
    /// Who could read it, by name, when it was shared with a référent of before and waits for a new word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was_for: Option<String>,
    /// How it was before, latest first.
    pub before: Vec<SharingPeriod>,
}

/// A time during which someone could read a subject, or nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharingPeriod {
    pub sharing: Sharing,
    pub from: Timestamp,
    pub until: Timestamp,
    /// Who followed the person when it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<String>,
}

/// Body of `setSharing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetSharing {
    pub sharing: Sharing,
}
