//! Health data among the answers: taking it back (trust.md, "Privacy"; decision 40).

use crate::endpoint::{Effect, Endpoint, Method, Role};

/// Answers with a [`Kept`](crate::pathway::Kept): when it was done. Done again, it erases what was answered since.
pub const WITHDRAW_HEALTH_ANSWERS: Endpoint = Endpoint {
    operation_id: "withdrawHealthAnswers",
    method: Method::Post,
    path: "/api/health-answers/withdrawal",
    summary: Endpoint::docs(
        "Erase what one has answered about one's health, sent or not, at once and everywhere. One may answer anew.",
    ),
    roles: &[Role::Person],
    effect: Effect::Write,
    owner: "session",
    needs_if_match: false,
};
