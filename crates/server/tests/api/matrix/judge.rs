//! What must come back by the document alone, and what is wrong with what came back.

use super::cast::{COORDINATOR, Identity, REFERENT};
use crate::harness::Reply;
use axum::http::HeaderMap;
use contract::preview::WITHHELD;
use contract::{ENDPOINTS, Effect, Endpoint};
use serde_json::Value;
use std::collections::BTreeSet;

/// One operation as the document declares it.
#[derive(Debug, Clone)]
pub struct Row {
    pub endpoint: &'static Endpoint,
    pub roles: Vec<String>,
    pub owner: String,
}

/// What an identity is to get of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// 401: nobody is signed in whom it is for.
    NeedsSession,
    /// 404, and the same whether the id is somebody's or nobody's.
    LikeUnknown,
    /// 403: a look changes nothing and gives nothing to keep.
    ReadOnly,
    /// An answer about the caller's own things, or about nobody's.
    Served,
}

/// What came back of one call.
#[derive(Debug)]
pub struct Observed {
    pub operation: &'static str,
    /// Of the owner's, when the call was aimed at one.
    pub id: Option<String>,
    pub reply: Reply,
    /// What the same call said of nobody's id.
    pub unknown: (u16, String, HeaderMap),
}

/// Operations that tell a coordinator about everyone: who there is, who comes to a month, and who asks to be erased.
const TELLS_A_COORDINATOR: [&str; 7] = [
    "listCompanyDocuments",
    "searchAccesses",
    "listClients",
    "getStaffMonth",
    "getAttendance",
    "listRightsToAnswer",
    "getRightsToAnswer",
];

/// Operations that find nothing for a stranger, though their objects are for everyone: what their body names is somebody's,
/// one has not said or put aside what they take back, or has no photo; a list of people is for whoever handed it in; a kiosk leads
/// to no provider.
const FINDS_NOTHING: [&str; 16] = [
    "getIdentity",
    "beginProviderLink",
    "linkIdentity",
    "unlinkIdentity",
    "getImport",
    "downloadImportProblems",
    "setSharing",
    "takeSuggestionBack",
    "disputeObjective",
    "proposeMonth",
    "recordAttendance",
    "markCalled",
    "getCard",
    "renewCard",
    "revokeCard",
    "getCvPhoto",
];

/// What the lists above allow, or all of it but one entry.
#[derive(Debug, Clone, Copy)]
pub struct Exemptions {
    without: Option<(Exemption, &'static str)>,
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exemption {
    TellsACoordinator,
    FindsNothing,
}

impl Exemption {
    const ALL: [Self; 2] = [Self::TellsACoordinator, Self::FindsNothing];

    fn operations(self) -> &'static [&'static str] {
        match self {
            Self::TellsACoordinator => &TELLS_A_COORDINATOR,
            Self::FindsNothing => &FINDS_NOTHING,
        }
    }
}

impl Exemptions {
    pub const ALL: Self = Self { without: None };

    /// Each time all but one.
    pub fn each_without_one() -> Vec<Self> {
        let entries = Exemption::ALL
            .into_iter()
            .flat_map(|list| list.operations().iter().map(move |operation| (list, *operation)));
        entries.map(|entry| Self { without: Some(entry) }).collect()
    }

    fn holds(&self, list: Exemption, operation: &str) -> bool {
        list.operations().contains(&operation)
            && self.without.is_none_or(|(from, one)| from != list || one != operation)
    }
}

/// Every row of the document.
pub fn rows(document: &Value) -> Vec<Row> {
    let texts = |value: &Value| -> Vec<String> { serde_json::from_value(value.clone()).unwrap() };
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|methods| methods.as_object().unwrap().values());
    let read = |operation: &Value| {
        let id = operation["operationId"].as_str().unwrap();
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.operation_id == id).unwrap();
        let owner = operation["x-owner"].as_str().unwrap().to_owned();
        Row { endpoint, roles: texts(&operation["x-roles"]), owner }
    };
    operations.map(read).collect()
}

impl Row {
    /// The parameter of the path whose object has an owner.
    pub fn owned_parameter(&self) -> Option<&str> {
        (!matches!(self.owner.as_str(), "session" | "none")).then_some(self.owner.as_str())
    }

    fn is_for(&self, role: &str) -> bool {
        self.roles.iter().any(|one| one == role)
    }

    /// A coordinator arranges dates for everyone: that changes who takes part, whoever follows them.
    pub fn is_work_of(&self, identity: &Identity) -> bool {
        identity.role == COORDINATOR
            && self.endpoint.effect == Effect::Write
            && self.is_for(COORDINATOR)
            && self.owned_parameter().is_none()
            && !self.endpoint.operation_id.starts_with("end")
    }

    /// What no look gives: a change, or a file to keep.
    fn is_kept_from_looks(&self) -> bool {
        self.endpoint.effect == Effect::Write || WITHHELD.contains(&self.endpoint.operation_id)
    }

    /// As if it were for others.
    pub fn for_others(&self) -> Self {
        let is_desks = self.is_for("referent") || self.is_for("coordinator");
        let roles: &[&str] = if is_desks { &["person"] } else { &["referent", "coordinator"] };
        Self { roles: roles.iter().map(ToString::to_string).collect(), ..self.clone() }
    }

    /// As if its object belonged to nobody in particular.
    pub fn without_owner(&self) -> Option<Self> {
        self.owned_parameter().map(|_| Self { owner: "none".to_owned(), ..self.clone() })
    }
}

impl Cell {
    pub fn of(row: &Row, identity: &Identity) -> Self {
        let role = identity.role;
        if identity.inside.is_some() && row.is_kept_from_looks() {
            return Self::ReadOnly;
        }
        if row.is_for("public") {
            return Self::Served;
        }
        if row.is_for(role) {
            return if row.owned_parameter().is_some() { Self::LikeUnknown } else { Self::Served };
        }
        // At the desk, what is for others is not there.
        let is_desks = row.is_for(REFERENT) || row.is_for(COORDINATOR);
        let is_at_desk = matches!(role, REFERENT | COORDINATOR);
        if is_at_desk && is_desks { Self::LikeUnknown } else { Self::NeedsSession }
    }
}

impl Identity {
    /// The line that a look leaves which is theirs to take.
    pub fn is_trace(&self, row: &str) -> bool {
        self.role == COORDINATOR
            && row.starts_with("access_log:")
            && TELLS_A_COORDINATOR.iter().any(|operation| row.contains(&format!("'{operation}'")))
    }

    /// Whether this operation may name people whom they do not follow.
    fn is_told(&self, operation: &str, exemptions: Exemptions) -> bool {
        self.role == COORDINATOR && exemptions.holds(Exemption::TellsACoordinator, operation)
    }
}

/// What is wrong with what this identity got of this row; `ids` are the owner's.
pub fn judge(
    row: &Row,
    identity: &Identity,
    observed: &[Observed],
    ids: &BTreeSet<String>,
    exemptions: Exemptions,
) -> Vec<String> {
    let operation = row.endpoint.operation_id;
    let cell = Cell::of(row, identity);
    let own: Vec<&Observed> = observed.iter().filter(|one| one.operation == operation).collect();
    let mut faults = Vec::new();
    for one in &own {
        let is_needed = one.reply.status == 401 && one.reply.code() == "session.needed";
        let is_alike = one.unknown == (one.reply.status, one.reply.text.clone(), one.reply.headers.clone());
        let is_right = match cell {
            Cell::NeedsSession => is_needed && is_alike,
            Cell::ReadOnly => one.reply.status == 403 && one.reply.code() == "preview-read-only" && is_alike,
            Cell::LikeUnknown => one.reply.status == 404 && is_alike,
            Cell::Served => !is_needed && (one.reply.status != 404 || is_alike),
        };
        let told = ids.iter().filter(|id| one.reply.text.contains(id.as_str()));
        let leaks = told.count() > 0 && !identity.is_told(operation, exemptions);
        if !is_right || leaks {
            let Observed { id, reply, unknown, .. } = one;
            faults.push(format!(
                "{} {operation} {id:?}: {cell:?}, but {} {} (unknown: {} {})",
                identity.name, reply.status, reply.text, unknown.0, unknown.1
            ));
        }
    }
    // What is for everyone of this kind answers them something.
    let is_expected = cell == Cell::Served
        && !row.is_for("public")
        && !exemptions.holds(Exemption::FindsNothing, operation);
    if is_expected && own.iter().all(|one| one.reply.status == 404) {
        faults.push(format!("{} {operation}: is for them, and not there", identity.name));
    }
    faults
}
