//! A visit at a kiosk goes on on one's own phone: a code that works once, for a short time, and ends the visit.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

pub const OFFER_HANDOVER: Endpoint = Endpoint {
    operation_id: "offerHandover",
    method: Method::Post,
    path: "/api/session/handover",
    summary: Endpoint::docs(
        "At a kiosk: a code with which the visit goes on on a phone, in place of the one before.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const TAKE_HANDOVER: Endpoint = Endpoint {
    operation_id: "takeHandover",
    method: Method::Post,
    path: "/api/handover",
    summary: Endpoint::docs("Sign in with the code that a kiosk shows, which ends the visit there."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Answer of `offerHandover`. `Debug` is not derived: the code must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandoverView {
    /// As one reads it aloud: "7K4M9-2PXQ8".
    pub code: String,
    /// Where a phone gives it in.
    pub address: String,
    /// The address with the code, as a QR code: a row of modules each, `#` dark and `.` light, without the margin.
    pub qr: Vec<String>,
    /// It works once, and no longer than until then.
    pub until: Timestamp,
}

impl core::fmt::Debug for HandoverView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("HandoverView(hidden)")
    }
}

/// Body of `takeHandover`. `Debug` is not derived: the code must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeHandover {
    /// Ten characters, written like the code of a card.
    pub code: String,
}

impl core::fmt::Debug for TakeHandover {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("TakeHandover(hidden)")
    }
}
