//! Who follows whom: a coordinator gives people to a référent, a référent hands one of theirs over. Whoever followed them loses
//! access with the act.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::{PersonId, StaffId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];
const COORDINATOR: &[Role] = &[Role::Coordinator];

/// People that `assignPeople` takes at once: as many as a page shows.
pub const MAX_AT_ONCE: usize = 50;

pub const LIST_COLLEAGUES: Endpoint = Endpoint {
    operation_id: "listColleagues",
    method: Method::Get,
    path: "/api/staff/colleagues",
    summary: Endpoint::docs("Who may be given people: every caseworker with an open account, by name."),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// A read by `POST`, because a name must not stand in an address (trust.md, "Privacy").
pub const SEARCH_UNASSIGNED: Endpoint = Endpoint {
    operation_id: "searchUnassigned",
    method: Method::Post,
    path: "/api/staff/unassigned/search",
    summary: Endpoint::docs(
        "People whom nobody follows, those who have waited longest first, fifty at a time.",
    ),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const GET_ASSIGNMENT: Endpoint = Endpoint {
    operation_id: "getAssignment",
    method: Method::Get,
    path: "/api/staff/assignments/{person}",
    summary: Endpoint::docs("Who follows someone, since when, and who did before."),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// Refused when somebody else has decided meanwhile, so that two coordinators see each other.
pub const ASSIGN_PEOPLE: Endpoint = Endpoint {
    operation_id: "assignPeople",
    method: Method::Post,
    path: "/api/staff/assignments",
    summary: Endpoint::docs(
        "Give people to a caseworker, all of them or none. Whoever followed them loses access at once; they are told.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const ASSIGN_PEOPLE_OF: Endpoint = Endpoint {
    operation_id: "assignPeopleOf",
    method: Method::Post,
    path: "/api/staff/accounts/{id}/assignment",
    summary: Endpoint::docs(
        "Give everyone whom a member of staff follows, or followed before their account was closed, to a caseworker.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const HAND_PERSON_OVER: Endpoint = Endpoint {
    operation_id: "handPersonOver",
    method: Method::Post,
    path: "/api/staff/people/{id}/assignment",
    summary: Endpoint::docs(
        "Hand someone whose caseworker one is over to a colleague. The caller loses access at once; the person is told.",
    ),
    roles: &[Role::Referent],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

/// Someone who may be given people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    pub id: StaffId,
    pub name: String,
    pub place: String,
    /// People whose référent they are.
    pub n_clients: u64,
    /// The caller.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_me: bool,
}

/// Body of `searchUnassigned`. `Debug` is not derived: a name must not reach a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchUnassigned {
    /// The beginning of a first or last name, accents and capitals aside; empty for all.
    #[serde(default)]
    pub q: String,
    /// Only those whom this member of staff followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<StaffId>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<PersonId>,
}

impl core::fmt::Debug for SearchUnassigned {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SearchUnassigned(hidden)")
    }
}

/// Answer of `searchUnassigned`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnassignedPage {
    pub people: Vec<Unassigned>,
    /// Pass it as `after` to get the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<PersonId>,
    /// How many people nobody follows, whatever is searched for.
    pub n_unassigned: u64,
    /// Who followed some of them before, with how many.
    pub former: Vec<Colleague>,
}

/// Someone whom nobody follows. `Debug` is not derived: it names someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unassigned {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub since: Timestamp,
    /// Who followed them before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<String>,
}

impl core::fmt::Debug for Unassigned {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Unassigned(hidden)")
    }
}

/// Answer of `getAssignment`. `Debug` is not derived: it names someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssignmentView {
    pub first_name: String,
    pub last_name: String,
    /// Pass it as `expected`; absent when nobody follows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<StaffId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent_name: Option<String>,
    /// When that changed last; absent when it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Who followed them before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<String>,
}

impl core::fmt::Debug for AssignmentView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AssignmentView(hidden)")
    }
}

/// Body of `assignPeople`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssignPeople {
    /// 1 to 50.
    pub people: Vec<PersonId>,
    /// Who follows them as far as the caller knows; absent: nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<StaffId>,
    pub to: StaffId,
}

/// Body of `assignPeopleOf` and `handPersonOver`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssignTo {
    pub to: StaffId,
}

/// Answer of every assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assigned {
    /// People who have another référent now.
    pub n_people: u64,
    /// The référent, by name.
    pub to: String,
}
