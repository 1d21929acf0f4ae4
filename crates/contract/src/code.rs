//! Signing in with a one-time code by SMS or e-mail, in place of the access card (decision 37).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use crate::session::Setting;
use domain::messages::Channel;
use domain::time::Date;
use serde::{Deserialize, Serialize};

pub const REQUEST_CODE: Endpoint = Endpoint {
    operation_id: "requestCode",
    method: Method::Post,
    path: "/api/session/code",
    summary: Endpoint::docs(
        "Ask for a one-time code. The answer is the same whether anyone is known by what was typed or not.",
    ),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const CONFIRM_CODE: Endpoint = Endpoint {
    operation_id: "confirmCode",
    method: Method::Post,
    path: "/api/session/code/confirmation",
    summary: Endpoint::docs("Sign in with the one-time code, in the browser that asked for it."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Body of `requestCode`. `Debug` is not derived: it must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestCode {
    pub by: Channel,
    /// The number or address that the person has given in their space.
    pub to: String,
    /// Tells apart those who share a phone.
    pub birth_date: Date,
}

impl core::fmt::Debug for RequestCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RequestCode(hidden)")
    }
}

/// Body of `confirmCode`. `Debug` is not derived: the code must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmCode {
    /// Six digits; spaces are forgiven.
    pub code: String,
    /// What the person signs in from.
    #[serde(default)]
    pub setting: Setting,
}

impl core::fmt::Debug for ConfirmCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ConfirmCode(hidden)")
    }
}
