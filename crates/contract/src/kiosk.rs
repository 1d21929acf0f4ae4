//! Public devices in an office (K1): a coordinator makes a code, and the device that is given it becomes a kiosk
//! (`docs/decisions/0021-a-kiosk-is-a-cookie-of-the-device.md`).

use crate::endpoint::{Effect, Endpoint, Method, Role};
use domain::ids::KioskId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

const COORDINATOR: &[Role] = &[Role::Coordinator];

pub const ENROL_KIOSK: Endpoint = Endpoint {
    operation_id: "enrolKiosk",
    method: Method::Post,
    path: "/api/kiosk",
    summary: Endpoint::docs("Make the calling browser a kiosk, with a code that works once."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const LIST_KIOSKS: Endpoint = Endpoint {
    operation_id: "listKiosks",
    method: Method::Get,
    path: "/api/staff/kiosks",
    summary: Endpoint::docs("Every kiosk, those that wait for their device too."),
    roles: COORDINATOR,
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const ADD_KIOSK: Endpoint = Endpoint {
    operation_id: "addKiosk",
    method: Method::Post,
    path: "/api/staff/kiosks",
    summary: Endpoint::docs("Name a new kiosk. Its code comes from renewKioskCode."),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const RENEW_KIOSK_CODE: Endpoint = Endpoint {
    operation_id: "renewKioskCode",
    method: Method::Post,
    path: "/api/staff/kiosks/{id}/code",
    summary: Endpoint::docs(
        "Make a code for the device of a kiosk, in place of the one before. The device that it has stays until the code is used.",
    ),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

pub const REMOVE_KIOSK: Endpoint = Endpoint {
    operation_id: "removeKiosk",
    method: Method::Delete,
    path: "/api/staff/kiosks/{id}",
    summary: Endpoint::docs("Take a kiosk away: its device is an ordinary browser from its next page on."),
    roles: COORDINATOR,
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Body of `enrolKiosk`. `Debug` is not derived: the code must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolKiosk {
    /// Ten characters, written like the code of a card.
    pub code: String,
}

impl core::fmt::Debug for EnrolKiosk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("EnrolKiosk(hidden)")
    }
}

/// Body of `addKiosk`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddKiosk {
    /// What staff call it ("Accueil, rez-de-chaussée"): 1 to 80 characters on one line.
    pub name: String,
}

/// A kiosk as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KioskView {
    pub id: KioskId,
    pub name: String,
    /// Since when a device is this kiosk; none while it waits for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolled_at: Option<Timestamp>,
}

/// Answer of `renewKioskCode`. `Debug` is not derived: the code must not reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KioskCode {
    /// As one reads it aloud: "7K4M9-2PXQ8".
    pub code: String,
    /// It works once, and no longer than until then.
    pub until: Timestamp,
}

impl core::fmt::Debug for KioskCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("KioskCode(hidden)")
    }
}
