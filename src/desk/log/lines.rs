//! One line: when, who, what, at whom.

use crate::i18n::{self, t, t_with};
use contract::access_search::AccessLine;
use yew::prelude::*;

/// What leaves lines, in the order in which the list shows it.
pub(super) const OPERATIONS: &[&str] = &[
    "getClientSummary",
    "getClientPathway",
    "startPreview",
    "listClientDocuments",
    "downloadClientDocument",
    "downloadCompanyDocument",
    "reportUnreadable",
    "markTalkRequestRead",
    "closeTalkRequest",
    "bookForClient",
    "addExtraSeat",
    "recordAttendance",
    "proposeMonth",
    "markCalled",
    "renewCard",
    "printLetters",
    "revokeCard",
    "assignPeople",
    "assignPeopleOf",
    "handPersonOver",
    "closeStaff",
    "getRightsToAnswer",
    "answerRightsRequest",
    "searchAccesses",
];

/// What was done, in words.
pub(super) fn words(operation: &str) -> AttrValue {
    if OPERATIONS.contains(&operation) {
        // i18n: desk.log.did.*
        t(&["desk.log.did.", operation].concat())
    } else {
        t("desk.log.did-other")
    }
}

pub(super) fn line(line: &AccessLine) -> Html {
    let (day, time) = (i18n::date(line.at), i18n::time(line.at));
    html! {
        <li class="mt-case" key={line.id.to_string()}>
            <p class="mt-case__name"><bdi>{ line.person.last_name.clone() }{ " " }{ line.person.first_name.clone() }</bdi></p>
            <p>{ words(&line.operation) }</p>
            <p class="mt-soft">{ t_with("desk.log.by", &[("name", &line.name), ("day", &day), ("time", &time)]) }</p>
        </li>
    }
}
