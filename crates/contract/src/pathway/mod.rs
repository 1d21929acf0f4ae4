//! The pathway: its endpoints. What travels is in `view` (read) and `ask` (written).

mod ask;
mod view;

pub use ask::{
    AddAction, AnswerHours, AppointmentAt, DateAction, DisputeAbout, DisputeObjective, UpdateAction,
};
pub use view::{
    ActionView, AgreementView, Appointment, By, ChangeKind, ChangeView, DisputeView, FollowUpView, HomeView,
    HoursView, Kept, NewReferent, NextStepView, PathwayView, ProposalView, ReasonChoice, ReasonView,
    ReplyView, SuggestionView,
};

use crate::endpoint::{Effect, Endpoint, Method, Role};

pub const GET_PATHWAY: Endpoint = Endpoint {
    operation_id: "getPathway",
    method: Method::Get,
    path: "/api/pathway",
    summary: Endpoint::docs(
        "The whole pathway: next step, phases, actions, suggestions, who follows the person, hours.",
    ),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// Answers with a PDF. `language` is an optional query parameter; without it, the person's own.
pub const GET_RECAP: Endpoint = Endpoint {
    operation_id: "getRecap",
    method: Method::Get,
    path: "/api/pathway/recap",
    summary: Endpoint::docs("What was done, and with whom, as a PDF that the person keeps (P8)."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

/// Answers with an iCalendar file. `language` as for [`GET_RECAP`].
pub const GET_CALENDAR: Endpoint = Endpoint {
    operation_id: "getCalendar",
    method: Method::Get,
    path: "/api/pathway/calendar",
    summary: Endpoint::docs("Everything that has a date, as a calendar file (RFC 5545), with its reminders."),
    roles: &[Role::Person],
    effect: Effect::Read,
    owner: "session",
    needs_if_match: false,
};

pub const ADD_ACTION: Endpoint = Endpoint {
    operation_id: "addAction",
    method: Method::Post,
    path: "/api/pathway/actions",
    summary: Endpoint::docs("Choose an action sheet, or write an action of one's own."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const UPDATE_ACTION: Endpoint = Endpoint {
    operation_id: "updateAction",
    method: Method::Patch,
    path: "/api/pathway/actions/{id}",
    summary: Endpoint::docs("Say where an action stands. `If-Match` names its version."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

pub const DATE_ACTION: Endpoint = Endpoint {
    operation_id: "dateAction",
    method: Method::Put,
    path: "/api/pathway/actions/{id}/dates",
    summary: Endpoint::docs("Give an action a day, an appointment, a reminder, or take them away."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

/// Undoing the choice itself withdraws the action; undoing that brings it back.
pub const UNDO_ACTION_CHANGE: Endpoint = Endpoint {
    operation_id: "undoActionChange",
    method: Method::Post,
    path: "/api/pathway/actions/{id}/undo",
    summary: Endpoint::docs("Take back one's own last change of an action; the history keeps both."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: true,
};

pub const PUT_ASIDE: Endpoint = Endpoint {
    operation_id: "putSuggestionAside",
    method: Method::Put,
    path: "/api/pathway/aside/{id}",
    summary: Endpoint::docs(
        "Put a suggestion aside: it stays away for 90 days, or until newer answers give a new reason.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const TAKE_BACK: Endpoint = Endpoint {
    operation_id: "takeSuggestionBack",
    method: Method::Delete,
    path: "/api/pathway/aside/{id}",
    summary: Endpoint::docs("Take a suggestion back that was put aside."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const DISPUTE_OBJECTIVE: Endpoint = Endpoint {
    operation_id: "disputeObjective",
    method: Method::Post,
    path: "/api/pathway/disputes",
    summary: Endpoint::docs(
        "Say of something that a caseworker brought that one does not agree or wants to discuss it.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};

pub const WITHDRAW_DISPUTE: Endpoint = Endpoint {
    operation_id: "withdrawDispute",
    method: Method::Delete,
    path: "/api/pathway/disputes/{id}",
    summary: Endpoint::docs("Take back a wish to discuss that has no reply yet."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};

pub const ANSWER_HOURS: Endpoint = Endpoint {
    operation_id: "answerHoursProposal",
    method: Method::Put,
    path: "/api/pathway/hours/{id}",
    summary: Endpoint::docs("Confirm or decline hours that an attendance proposes, or take the answer back."),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "id",
    needs_if_match: false,
};
