//! The record of looks as a coordinator searches it. Never what was seen.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::{AccessId, PersonId, StaffId};
use domain::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// A read by `POST`, because a name must not stand in an address (trust.md, "Privacy"). A search about someone is a line in
/// their record; any other is told where it is told what was done with accounts.
pub const SEARCH_ACCESSES: Endpoint = Endpoint {
    operation_id: "searchAccesses",
    method: Method::Post,
    path: "/api/staff/accesses/search",
    summary: Endpoint::docs(
        "Who has looked at whose file, latest first, fifty at a time. The search itself is noted.",
    ),
    roles: &[Role::Coordinator],
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

/// Body of `searchAccesses`; each part narrows it down. `Debug` is not derived: a name must not reach a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchAccesses {
    /// The beginning of a name, accents and capitals aside: one person is searched for, several are offered in `people`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// About whom; then `q` says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// `operationId` of the interface.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The first day, by the clock of the département.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<AccessId>,
}

impl core::fmt::Debug for SearchAccesses {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SearchAccesses(hidden)")
    }
}

/// Answer of `searchAccesses`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundAccesses {
    /// Empty when `q` names several people, or nobody.
    pub lines: Vec<AccessLine>,
    /// Pass it as `after` to get the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<AccessId>,
    /// About whom the lines are, when it is one person; or those whom `q` may mean, at most ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<SearchedPerson>,
}

/// Someone whom a search may be about. `Debug` is not derived: it names someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchedPerson {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
}

impl core::fmt::Debug for SearchedPerson {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SearchedPerson(hidden)")
    }
}

/// One look or act. `Debug` is not derived: it names someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessLine {
    pub id: AccessId,
    pub at: Timestamp,
    /// Who did it.
    pub name: String,
    pub operation: String,
    pub person: SearchedPerson,
}

impl core::fmt::Debug for AccessLine {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AccessLine(hidden)")
    }
}
