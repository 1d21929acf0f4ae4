//! Who has looked at the person's file, and when (R3, S4). Never what they saw.

use super::{frame, not_there};
use crate::api::{Call, use_load};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{Button, Card, Row, Rows};
use contract::access::{AccessPage, AccessView, LIST_ACCESSES};
use domain::ids::AccessId;
use domain::session::Agreement;
use yew::prelude::*;

#[component]
pub(super) fn LooksPage() -> Html {
    use_language();
    let after = use_state_eq(|| None::<AccessId>);
    let call = Call::new(&LIST_ACCESSES);
    let page =
        use_load::<AccessPage>(after.iter().fold(call, |call, after| call.query("after", after.as_str())));
    let turn = {
        let after = after.setter();
        Callback::from(move |to: Option<AccessId>| {
            after.set(to);
            crate::ui::focus_title();
        })
    };
    let content = match page.load.value() {
        None => not_there(&page.load, &page.again),
        Some(page) if page.accesses.is_empty() && after.is_none() => html! {
            <Card key="none"><p>{ t("record.looks.none") }</p></Card>
        },
        Some(page) => html! {
            <div key="list" class="mt-stack">
                <p>{ t("record.looks.lead") }</p>
                <Rows>{ for grouped(&page.accesses).iter().map(row) }</Rows>
                { pages(page, after.is_some(), &turn) }
            </div>
        },
    };
    frame(html! { t("page.record-looks") }, content)
}

fn pages(page: &AccessPage, is_later: bool, turn: &Callback<Option<AccessId>>) -> Html {
    let (to_first, to_next, next) = (turn.clone(), turn.clone(), page.next.clone());
    html! {
        <div class="mt-cluster">
            if is_later {
                <Button key="first" on_click={move |_| to_first.emit(None)}>{ t("record.looks.first") }</Button>
            }
            if next.is_some() {
                <Button key="next" on_click={move |_| to_next.emit(next.clone())}>{ t("record.looks.next") }</Button>
            }
        </div>
    }
}

/// Looks of one person on one day, one line.
struct Group<'a> {
    latest: &'a AccessView,
    day: String,
    /// What was looked at, each once, latest first.
    looks: Vec<Look<'a>>,
}

struct Look<'a> {
    operation: &'a str,
    n_times: u32,
    /// How long those that last have lasted, all together.
    n_minutes: u32,
    /// How the person agreed the last time, to what they agree to.
    agreed_by: Option<Agreement>,
}

fn grouped(accesses: &[AccessView]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for access in accesses {
        let day = i18n::weekday_date(access.at);
        if groups.last().is_none_or(|last| last.day != day || last.latest.name != access.name) {
            groups.push(Group { latest: access, day, looks: Vec::new() });
        }
        let Some(group) = groups.last_mut() else { continue };
        let n_minutes = access.n_minutes.unwrap_or_default();
        match group.looks.iter_mut().find(|look| look.operation == access.operation) {
            Some(look) => {
                look.n_times += 1;
                look.n_minutes += n_minutes;
            }
            None => group.looks.push(Look {
                operation: &access.operation,
                n_times: 1,
                n_minutes,
                agreed_by: access.agreed_by,
            }),
        }
    }
    groups
}

fn row(group: &Group<'_>) -> Html {
    let Group { latest, day, looks } = group;
    let at = t_with("record.looks.at", &[("day", day), ("time", &i18n::time(latest.at))]);
    let n_looks = looks.iter().map(|look| look.n_times).max().unwrap_or(1);
    let times = (n_looks > 1).then(|| t_n("record.looks.times", n_looks));
    let whats = looks.iter().map(what);
    let more: Vec<String> = whats.chain([at]).chain(times).map(|words| words.to_string()).collect();
    html! {
        <Row
            key={latest.id.to_string()}
            icon="eye"
            name={t_with("record.looks.who", &[("name", &latest.name), ("place", &latest.place)])}
            more={more.join(" ")}
        />
    }
}

fn what(look: &Look<'_>) -> AttrValue {
    match look.operation {
        "startPreview" => t_n("record.looks.preview", look.n_minutes),
        "agreeToSitting" => {
            let agreed = match look.agreed_by {
                Some(Agreement::Spoken) => t("record.looks.together.spoken"),
                Some(Agreement::Hand) | None => t("record.looks.together.hand"),
            };
            [&*t_n("record.looks.together", look.n_minutes), " ", &agreed].concat().into()
        }
        "getClientSummary" => t("record.looks.summary"),
        "getClientPathway" => t("record.looks.pathway"),
        "markTalkRequestRead" => t("record.looks.talk-read"),
        "closeTalkRequest" => t("record.looks.talk-met"),
        "bookForClient" => t("record.looks.slot-booked"),
        "listClientDocuments" => t("record.looks.documents"),
        "downloadClientDocument" => t("record.looks.document-opened"),
        "reportUnreadable" => t("record.looks.document-unreadable"),
        "addExtraSeat" => t("record.looks.slot-booked"),
        "markCalled" => t("record.looks.called"),
        "getRightsToAnswer" => t("record.looks.rights-read"),
        "answerRightsRequest" => t("record.looks.rights-answered"),
        "proposeMonth" => t("record.looks.month"),
        "renewCard" | "printLetters" => t("record.looks.card"),
        "finishImport" => t("record.looks.import"),
        "revokeCard" => t("record.looks.card-revoked"),
        "assignPeople" | "assignPeopleOf" => t("record.looks.assigned"),
        "handPersonOver" => t("record.looks.handed-over"),
        "searchAccesses" => t("record.looks.searched"),
        "closeStaff" => t("record.looks.referent-gone"),
        "recordAttendance" => t("record.looks.attendance"),
        _ => t("record.looks.other"),
    }
}
