//! The month, for the desk. A coordinator makes it; a référent proposes it to those they follow.

use super::{CompanyView, JobLabel, TimetableLine};
use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::workshops::When;
use crate::workshops::staff::{StaffSlot, VenueChoice};
use domain::ids::{MonthId, PersonId, VenueId};
use domain::programme::{Invitation, MonthState};
use domain::time::{Date, TimeOfDay, Timestamp};
use domain::workshops::BookingStatus;
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];

pub const LIST_STAFF_MONTHS: Endpoint = Endpoint {
    operation_id: "listStaffMonths",
    method: Method::Get,
    path: "/api/staff/months",
    summary: Endpoint::docs(
        "The months from thirty days ago on, drafts too for a coordinator, and what a new one can be.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const GET_STAFF_MONTH: Endpoint = Endpoint {
    operation_id: "getStaffMonth",
    method: Method::Get,
    path: "/api/staff/months/{id}",
    summary: Endpoint::docs(
        "One month: its days with who is in which group where, its companies, and who was invited or asks.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const CREATE_MONTH: Endpoint = Endpoint {
    operation_id: "createMonth",
    method: Method::Post,
    path: "/api/staff/months",
    summary: Endpoint::docs("Make a draft of a month."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const UPDATE_MONTH: Endpoint = Endpoint {
    operation_id: "updateMonth",
    method: Method::Put,
    path: "/api/staff/months/{id}",
    summary: Endpoint::docs(
        "Change a month; once published, its theme and the places of its days only. Fewer than are taken are refused.",
    ),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: true,
};

pub const PUBLISH_MONTH: Endpoint = Endpoint {
    operation_id: "publishMonth",
    method: Method::Post,
    path: "/api/staff/months/{id}/publication",
    summary: Endpoint::docs("Let people see a month and book its talks: participants first, then everyone."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const CANCEL_MONTH: Endpoint = Endpoint {
    operation_id: "cancelMonth",
    method: Method::Post,
    path: "/api/staff/months/{id}/cancellation",
    summary: Endpoint::docs("Cancel a month, with a message to all who have a place or wait for one."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const ADD_COMPANY: Endpoint = Endpoint {
    operation_id: "addCompany",
    method: Method::Post,
    path: "/api/staff/months/{id}/companies",
    summary: Endpoint::docs(
        "Write the sheet of a company. Its talks are made from the hours of the jobs dating.",
    ),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const REMOVE_COMPANY: Endpoint = Endpoint {
    operation_id: "removeCompany",
    method: Method::Delete,
    path: "/api/staff/months/{id}/companies/{company}",
    summary: Endpoint::docs("Take a company out of a month that is a draft."),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const WITHDRAW_COMPANY: Endpoint = Endpoint {
    operation_id: "withdrawCompany",
    method: Method::Post,
    path: "/api/staff/months/{id}/companies/{company}/withdrawal",
    summary: Endpoint::docs(
        "Say that a company of a published month does not come: its talks are cancelled, with a message to all who had one.",
    ),
    roles: &[Role::Coordinator],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const PROPOSE_MONTH: Endpoint = Endpoint {
    operation_id: "proposeMonth",
    method: Method::Post,
    path: "/api/staff/months/{id}/invitations",
    summary: Endpoint::docs(
        "Propose a month to a person: someone whom the caller follows, or, as coordinator, someone who has asked.",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Answer of `listStaffMonths`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMonthList {
    /// By the start of the jobs dating.
    pub months: Vec<StaffMonth>,
    /// Ideas.
    pub themes: Vec<String>,
    pub venues: Vec<VenueChoice>,
    /// Places of a preparation day, as usual.
    pub places: u16,
}

/// A month as the desk sees it. Names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMonth {
    pub id: MonthId,
    pub theme: String,
    pub state: MonthState,
    /// With `cancelled`: what people were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Preparation days, by start.
    pub days: Vec<StaffSlot>,
    pub venue: VenueId,
    pub venue_name: String,
    /// The jobs dating.
    pub dating: When,
    /// Once published: when talks open to everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    pub max_talks: u32,
    pub n_companies: u32,
    pub n_talks: u32,
    pub n_talks_taken: u32,
    /// How many people are told when it is cancelled.
    pub n_told: u32,
    /// For `If-Match`.
    pub version: u64,
}

/// Answer of `getStaffMonth` and of every write on a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMonthDetail {
    pub month: StaffMonth,
    /// In the order of `month.days`.
    pub rotations: Vec<DayRotation>,
    pub companies: Vec<StaffCompany>,
    /// Who was invited or asks, by name; a référent sees those they follow.
    pub people: Vec<InvitedView>,
    /// What a company can look for.
    pub jobs: Vec<JobLabel>,
}

/// Who is where when on a preparation day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayRotation {
    pub groups: Vec<GroupView>,
}

/// One group of a preparation day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupView {
    /// 1 for the first.
    pub group: u32,
    pub lines: Vec<TimetableLine>,
    pub n_people: u32,
    /// By name; a référent sees those they follow.
    pub people: Vec<String>,
}

/// A company as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffCompany {
    pub company: CompanyView,
    /// When it does not come after all: what people were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    pub n_talks: u32,
    pub n_taken: u32,
}

/// Someone who was invited or asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitedView {
    pub person: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub invitation: Invitation,
    /// Of their preparation day, when they have one or wait for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<BookingStatus>,
}

/// Body of `createMonth` and `updateMonth`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteMonth {
    /// 1 to 80 characters.
    pub theme: String,
    /// 1 to 8. Their hours are those of the content.
    pub days: Vec<WriteDay>,
    pub venue: VenueId,
    /// The jobs dating, after the last preparation day, as the venue's calendar and clock show it.
    pub day: Date,
    pub from: TimeOfDay,
    pub to: TimeOfDay,
    /// With `createMonth`: the month whose companies come to this one too, those that were called off excepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub companies_of: Option<MonthId>,
}

/// A preparation day of [`WriteMonth`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteDay {
    pub venue: VenueId,
    pub day: Date,
    /// As many as the workshops can take in groups that turn.
    pub places: u32,
}

/// Body of `cancelMonth` and of `withdrawCompany`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelMonth {
    /// What those who had a place are told: 1 to 300 characters.
    pub message: String,
}

/// Body of `withdrawCompany`.
pub type WithdrawCompany = CancelMonth;

/// Body of `proposeMonth`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposeMonth {
    pub person: PersonId,
}

/// Answer of `proposeMonth`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposed {
    /// `proposed`, or `declined`: a no is taken back by the person only.
    pub invitation: Invitation,
}
