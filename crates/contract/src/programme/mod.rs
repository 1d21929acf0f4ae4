//! The month (W10 to W13), for the person: their endpoints. What travels is in `view`; the desk's part is in `staff`.
//!
//! A preparation day and a talk are slots: they are booked, given back and waited for as every slot (`workshops`).

pub mod staff;
mod view;

pub use view::{
    CompanyBrief, CompanyDetail, CompanyView, DatingView, JobLabel, MonthList, MonthStanding, MonthView,
    Timetable, TimetableLine,
};

use crate::endpoint::{Effect, Endpoint, Method, Role};

/// `language` is an optional query parameter of every operation here.
pub const LIST_MONTHS: Endpoint = Endpoint {
    operation_id: "listMonths",
    method: Method::Get,
    path: "/api/months",
    summary: Endpoint::docs(
        "The months to come: preparation days, jobs dating, companies, and where the person stands with each.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const GET_COMPANY: Endpoint = Endpoint {
    operation_id: "getCompany",
    method: Method::Get,
    path: "/api/companies/{id}",
    summary: Endpoint::docs("One company of a month: its sheet, and when one can talk with it."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const ASK_FOR_MONTH: Endpoint = Endpoint {
    operation_id: "askForMonth",
    method: Method::Post,
    path: "/api/months/{id}/request",
    summary: Endpoint::docs("Ask to take part in a month, or take a no back."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const DECLINE_MONTH: Endpoint = Endpoint {
    operation_id: "declineMonth",
    method: Method::Post,
    path: "/api/months/{id}/refusal",
    summary: Endpoint::docs("Say no to a month that was proposed, or ask no longer."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};
