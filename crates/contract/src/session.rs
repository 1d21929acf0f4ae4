//! Signing in and out (K2, Q8).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::PersonId;
use domain::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};

pub const START_SESSION: Endpoint = Endpoint {
    operation_id: "startSession",
    method: Method::Post,
    path: "/api/session",
    summary: Endpoint::docs("Sign in with the access card and the date of birth."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const GET_ME: Endpoint = Endpoint {
    operation_id: "getMe",
    method: Method::Get,
    path: "/api/session",
    summary: Endpoint::docs("Who is signed in."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const END_SESSION: Endpoint = Endpoint {
    operation_id: "endSession",
    method: Method::Delete,
    path: "/api/session",
    summary: Endpoint::docs("Sign out."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

/// Body of `startSession`. `Debug` is not derived: the card must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartSession {
    /// Ten characters of the access card; spaces, dashes and lower case are forgiven.
    pub card: String,
    pub birth_date: Date,
    /// What the person signs in from.
    #[serde(default)]
    pub setting: Setting,
}

impl core::fmt::Debug for StartSession {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StartSession(hidden)")
    }
}

/// What a person signs in from; decides how long the session may rest (trust.md, "Sign-in").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Setting {
    #[default]
    Phone,
    Kiosk,
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Opaque. The app compares it, so that answers left unsent by one person never reach another's draft.
    pub id: PersonId,
    pub first_name: String,
    /// BCP 47 tag the person chose last ("fr").
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Contact>,
    /// The session ends here at the latest.
    pub ends_at: Timestamp,
    /// The session ends after this many seconds without a request.
    pub idle_s: u32,
    /// It is not the person who asks, but someone who looks at their pages, until `ends_at`.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub in_preview: bool,
}

/// Someone who follows the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub name: String,
    pub phone: String,
    pub place: String,
}
