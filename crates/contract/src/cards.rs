//! Access cards at the desk (O2): giving someone a new one, taking one back, and the letters of those who never had one.
//!
//! A code stands in the letter and nowhere else: no answer but a PDF has one.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

const STAFF: &[Role] = &[Role::Referent, Role::Coordinator];
const COORDINATOR: &[Role] = &[Role::Coordinator];

pub const GET_CARD: Endpoint = Endpoint {
    operation_id: "getCard",
    method: Method::Get,
    path: "/api/staff/cards/{person}",
    summary: Endpoint::docs(
        "Whether someone's access card works, and since when; a caseworker asks about those they follow.",
    ),
    roles: STAFF,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const RENEW_CARD: Endpoint = Endpoint {
    operation_id: "renewCard",
    method: Method::Post,
    path: "/api/staff/cards/{person}",
    summary: Endpoint::docs(
        "Give someone a new access card, as a letter to print. The one before and every session end.",
    ),
    roles: STAFF,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const REVOKE_CARD: Endpoint = Endpoint {
    operation_id: "revokeCard",
    method: Method::Delete,
    path: "/api/staff/cards/{person}",
    summary: Endpoint::docs("Take someone's access card back without a new one; every session ends."),
    roles: STAFF,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const GET_LETTERS: Endpoint = Endpoint {
    operation_id: "getLetters",
    method: Method::Get,
    path: "/api/staff/letters",
    summary: Endpoint::docs("How many people have never had an access card."),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const PRINT_LETTERS: Endpoint = Endpoint {
    operation_id: "printLetters",
    method: Method::Post,
    path: "/api/staff/letters",
    summary: Endpoint::docs(
        "Make the first cards of the next people, as letters to print. The same key gives the same letters.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Answer of `getCard` and `revokeCard`. `Debug` is not derived: it names someone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardView {
    pub first_name: String,
    pub last_name: String,
    /// Of the latest card; none when there never was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<Timestamp>,
    /// When it was taken back; none while it works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

impl core::fmt::Debug for CardView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("CardView(hidden)")
    }
}

/// Answer of `getLetters`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LettersView {
    /// People who have never had a card.
    pub n_waiting: u64,
    /// Letters in one file.
    pub n_a_file: u32,
}
