//! One person as those who follow them may see them (R6): what is shared, and nothing else.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::meetings::ClientMeeting;
use crate::talk::TalkRequest;
use crate::versions::ChangedSubject;
use crate::workshops::When;
use domain::ids::{PersonId, SlotId, SubjectId};
use domain::messages::Channel;
use domain::pathway::Milestone;
use domain::questionnaire::Level;
use domain::time::{Date, Timestamp};
use domain::workshops::BookingStatus;
use serde::{Deserialize, Serialize};

/// Leaves a line in the record that the person can read. `language` is an optional query parameter.
pub const GET_CLIENT_SUMMARY: Endpoint = Endpoint {
    operation_id: "getClientSummary",
    method: Method::Get,
    path: "/api/staff/people/{id}",
    summary: Endpoint::docs(
        "One person that the caller follows: what they share, in the wording that they answered.",
    ),
    roles: &[Role::Referent],
    effect: Effect::Read,
    owner: "id",
    needs_if_match: false,
};

/// Answer of `getClientSummary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientSummary {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// The latest thing that happened in the pathway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_milestone: Option<Milestone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_milestone_at: Option<Timestamp>,
    /// Last sign-in of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
    pub reach: ClientReach,
    /// What they have a place at, are offered or wait for, by start.
    pub bookings: Vec<ClientBooking>,
    /// Open wishes to talk, in the order they were made; for the référent only.
    pub talk_requests: Vec<TalkRequest>,
    /// Meetings that are to come or wait for an answer, by start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<ClientMeeting>,
    /// Day of the last meeting that is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_meeting: Option<Date>,
    /// The last sent answers; absent when nothing was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<SharedStock>,
    /// What has changed since they took stock before; absent when they did it once only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<ClientChanges>,
}

/// What has changed with a person, of what is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientChanges {
    /// When they took stock before.
    pub since: Timestamp,
    /// Those that differ and are said now. The words of before are there when they were shared then and are shared now.
    pub subjects: Vec<ChangedSubject>,
    pub done: Vec<ChangedAction>,
    pub stuck: Vec<ChangedAction>,
    /// Names of the files that were shared since; for the référent only.
    pub documents: Vec<String>,
}

/// An action that is done or stuck since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedAction {
    /// Absent when the title would tell what the person keeps for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub at: Timestamp,
}

/// How the person wants to be told, and the number to call. `Debug` is not derived: it must not reach a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientReach {
    /// As people write it; absent when none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Absent: they get no messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<Channel>,
}

impl core::fmt::Debug for ClientReach {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ClientReach(hidden)")
    }
}

/// What a person has to do with a workshop to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientBooking {
    pub slot: SlotId,
    pub title: String,
    pub venue_name: String,
    pub when: When,
    /// `booked`, `offered` or `waiting`.
    pub status: BookingStatus,
    /// With `waiting`: 1 for who is next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
}

/// What is shared of the last sent answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedStock {
    pub sent_at: Timestamp,
    /// In the order of the questions, never by how hard they are.
    pub subjects: Vec<SharedSubject>,
    /// Titles of the subjects that were not discussed with the caller: not talked about, or kept to oneself. The two
    /// cannot be told apart.
    pub not_discussed: Vec<String>,
}

/// A subject that is shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedSubject {
    pub id: SubjectId,
    pub title: String,
    pub icon: String,
    pub level: Level,
    /// The level in the person's words.
    pub level_label: String,
    pub answers: Vec<SharedAnswer>,
}

/// One answer, in the words of the questions that were answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedAnswer {
    pub question: String,
    pub answer: String,
}
