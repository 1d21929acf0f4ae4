//! Meetings: whoever follows a person fixes one with them, moves it, calls it off; the person says whether they can come.
//!
//! They are read with what they belong to: the person's pathway, and the summary of the person at the desk.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::pathway::Appointment;
use crate::session::Contact;
use domain::ids::MeetingId;
use domain::meetings::MeetingPlace;
use domain::time::{Date, TimeOfDay, Timestamp};
use serde::{Deserialize, Serialize};

pub const ANSWER_MEETING: Endpoint = Endpoint {
    operation_id: "answerMeeting",
    method: Method::Put,
    path: "/api/meetings/{id}/answer",
    summary: Endpoint::docs(
        "Say that one cannot come to a meeting, or that one can after all. No reason is asked.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

pub const FIX_MEETING: Endpoint = Endpoint {
    operation_id: "fixMeeting",
    method: Method::Post,
    path: "/api/staff/clients/{id}/meetings",
    summary: Endpoint::docs("Fix a meeting with someone whom the caller follows, and tell them."),
    roles: &[Role::Referent],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const MOVE_MEETING: Endpoint = Endpoint {
    operation_id: "moveMeeting",
    method: Method::Put,
    path: "/api/staff/meetings/{id}",
    summary: Endpoint::docs(
        "Give a meeting another day, hour or place, and tell the person. It is with the caller from then on.",
    ),
    roles: &[Role::Referent],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

pub const CALL_MEETING_OFF: Endpoint = Endpoint {
    operation_id: "callMeetingOff",
    method: Method::Post,
    path: "/api/staff/meetings/{id}/calling-off",
    summary: Endpoint::docs("Call a meeting off, and tell the person."),
    roles: &[Role::Referent],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

/// Body of `fixMeeting` and `moveMeeting`. `Debug` is not derived: it is written about someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanMeeting {
    /// As the calendar and the clock at the desk show it.
    pub day: Date,
    pub time: TimeOfDay,
    /// 10 to 240.
    pub length_min: u32,
    pub place: MeetingPlace,
    /// For the person to read: up to 200 characters on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

impl core::fmt::Debug for PlanMeeting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PlanMeeting(hidden)")
    }
}

/// Body of `callMeetingOff`. `Debug` is not derived: it is written about someone.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallMeetingOff {
    /// Why, for the person to read: up to 200 characters on one line. Never needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl core::fmt::Debug for CallMeetingOff {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("CallMeetingOff(hidden)")
    }
}

/// Body of `answerMeeting`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerMeeting {
    pub can_come: bool,
}

/// A meeting, as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingView {
    pub id: MeetingId,
    /// For `If-Match`; grows when it is moved or called off.
    pub version: u64,
    /// Whom one meets.
    pub with: Contact,
    pub from: Appointment,
    pub to: TimeOfDay,
    pub length_min: u32,
    /// Absent for who looks and may not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<MeetingPlace>,
    /// What it is about, if anything was written; absent for who looks and may not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Since when the person cannot come, until it is moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cannot_come_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_off: Option<CalledOffView>,
    /// Whether the person can still say whether they can come.
    pub may_answer: bool,
}

/// That a meeting does not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalledOffView {
    pub at: Timestamp,
    /// Why, when that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A meeting, at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientMeeting {
    pub meeting: MeetingView,
    /// Whether the caller can move it or call it off.
    pub may_change: bool,
}
