//! One person before a meeting (R6): what they share, their wishes to talk, and where they are. Nothing else exists here:
//! what is kept to oneself never reaches the desk.
//!
//! To add a section: a file here with a function of the summary or a component with its own read, and its place below.

mod bookings;
mod changes;
mod documents;
mod meetings;
mod stock;
mod tabs;
mod talks;

use super::assign::HandoverSection;
use super::cards::CardSection;
use super::pathway::PathwaySection;
use super::place::Place;
use super::programme::ProposeSection;
use super::reading::use_reading;
use super::workshops::BookingSection;
use crate::api::{ApiError, Call};
use crate::app::shell::Failure;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{
    Button, Card, Fact, Facts, Gap, Link, Notice, NoticeKind, Skeleton, Stack, Title, focus_title,
};
use bookings::bookings;
use changes::changes;
use contract::ErrorCode;
use contract::assign::Assigned;
use contract::client::{ClientSummary, GET_CLIENT_SUMMARY};
use documents::DocumentsSection;
use domain::ids::PersonId;
use domain::messages::Channel;
use meetings::Meetings;
use stock::stock;
use tabs::{Tab, TabSection};
use talks::Talks;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ClientPageProps {
    pub id: PersonId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn ClientPage(props: &ClientPageProps) -> Html {
    let language = use_language();
    let reading = use_reading::<ClientSummary, _>(
        (props.id.clone(), language.code),
        props.on_lost.clone(),
        |(id, language)| Call::new(&GET_CLIENT_SUMMARY).path(&[id.as_str()]).query("language", language),
    );
    let handed = use_state_eq(|| None::<Assigned>);
    let on_handed = {
        let handed = handed.setter();
        Callback::from(move |assigned| {
            handed.set(Some(assigned));
            focus_title();
        })
    };
    let (title, content) = match &reading.answer {
        None => {
            let loading = html! { <Skeleton label={t("shell.loading")} lines={6} /> };
            (html! { t("desk.client.page") }, loading)
        }
        Some(Err(error)) if is_not_theirs(error) => {
            let gone = html! { <Card><p>{ t("desk.client.gone") }</p></Card> };
            (html! { t("desk.client.gone.title") }, gone)
        }
        Some(Err(error)) => {
            let failure = html! { <Failure error={error.clone()} on_retry={reading.again} /> };
            (html! { t("desk.client.page") }, failure)
        }
        Some(Ok(summary)) => {
            let name =
                html! { <bdi>{ summary.first_name.clone() }{ " " }{ summary.last_name.clone() }</bdi> };
            let content = match &*handed {
                Some(assigned) => over(summary, assigned),
                None => sections(summary, &props.on_lost, &on_handed),
            };
            (name, content)
        }
    };
    html! {
        <Stack gap={Gap::Wide}>
            <p class="mt-on-screen"><Link href={Place::Caseload.href()}>{ t("desk.client.back") }</Link></p>
            <Title>{ title }</Title>
            <div class="mt-brief">{ content }</div>
        </Stack>
    }
}

/// Somebody else follows them, or nobody: it looks the same as nobody there.
fn is_not_theirs(error: &ApiError) -> bool {
    error.code() == Some(ErrorCode::NotFound)
}

/// In place of everything, once the person was handed over.
fn over(summary: &ClientSummary, assigned: &Assigned) -> Html {
    let values = [("to", assigned.to.as_str()), ("name", summary.first_name.as_str())];
    html! {
        <div role="status">
            <Notice kind={NoticeKind::Success} title={t_with("desk.assign.handover.done", &values)}>
                <p>{ t_with("desk.assign.handover.over", &values) }</p>
            </Notice>
        </div>
    }
}

/// What is read before a meeting, and what one does with the person: the latter stays on the screen when the page is printed.
fn sections(summary: &ClientSummary, on_lost: &Callback<()>, on_handed: &Callback<Assigned>) -> Html {
    let on_click = |_| {
        let _ = device::window().print();
    };
    html! {
        <Stack gap={Gap::Wide}>
            <div class="mt-on-screen mt-stack">
                <Notice icon="eye">
                    <p>{ t_with("desk.client.noted", &[("name", &summary.first_name)]) }</p>
                </Notice>
                <div class="mt-cluster">
                    <Button icon="file-text" {on_click}>{ t("desk.client.print") }</Button>
                </div>
            </div>
            <Facts>
                <Fact key="milestone" icon="route">{ milestone(summary) }</Fact>
                <Fact key="seen" icon="clock">{ seen(summary) }</Fact>
                <Fact key="reach" icon="phone">{ reach(summary) }</Fact>
            </Facts>
            <Talks key={summary.id.to_string()} requests={summary.talk_requests.clone()} on_lost={on_lost.clone()} />
            <Meetings
                key="meetings"
                id={summary.id.clone()}
                first_name={summary.first_name.clone()}
                meetings={summary.meetings.clone()}
                last={summary.last_meeting}
                on_lost={on_lost.clone()}
            />
            { changes(summary) }
            <div key="access" class="mt-on-screen mt-stack mt-stack--wide">
                <CardSection key="card" id={summary.id.clone()} on_lost={on_lost.clone()} />
                { tab(Tab::Together, summary, on_lost) }
                { tab(Tab::Preview, summary, on_lost) }
                <DocumentsSection
                    key="documents"
                    id={summary.id.clone()}
                    first_name={summary.first_name.clone()}
                    on_lost={on_lost.clone()}
                />
            </div>
            <PathwaySection key="pathway" id={summary.id.clone()} on_lost={on_lost.clone()} />
            { bookings(summary) }
            <div key="places" class="mt-on-screen mt-stack mt-stack--wide">
                <BookingSection
                    key="workshops"
                    id={summary.id.clone()}
                    first_name={summary.first_name.clone()}
                    on_lost={on_lost.clone()}
                />
                <ProposeSection
                    key="month"
                    id={summary.id.clone()}
                    first_name={summary.first_name.clone()}
                    on_lost={on_lost.clone()}
                />
            </div>
            { stock(summary) }
            <div key="handover" class="mt-on-screen">
                <HandoverSection
                    id={summary.id.clone()}
                    first_name={summary.first_name.clone()}
                    on_lost={on_lost.clone()}
                    on_done={on_handed.clone()}
                />
            </div>
        </Stack>
    }
}

fn tab(tab: Tab, summary: &ClientSummary, on_lost: &Callback<()>) -> Html {
    html! {
        <TabSection
            key={format!("{tab:?}")}
            {tab}
            id={summary.id.clone()}
            first_name={summary.first_name.clone()}
            on_lost={on_lost.clone()}
        />
    }
}

fn milestone(summary: &ClientSummary) -> AttrValue {
    match (summary.last_milestone, summary.last_milestone_at) {
        (Some(what), Some(at)) => {
            let what = t(&["desk.milestone.", what.as_str()].concat());
            t_with("desk.last-milestone", &[("what", &what), ("date", &i18n::date(at))])
        }
        _ => t("desk.milestone.none"),
    }
}

fn reach(summary: &ClientSummary) -> AttrValue {
    // A number is one word.
    let phone = summary.reach.phone.as_ref().map(|phone| phone.replace(' ', "\u{a0}"));
    let with = |key: &str, phone: &str| t_with(key, &[("phone", phone)]);
    match (summary.reach.told_by, phone) {
        (Some(Channel::Sms), phone) => with("desk.client.reach.sms", &phone.unwrap_or_default()),
        (Some(Channel::Email), _) => t("desk.client.reach.email"),
        (None, Some(phone)) => with("desk.client.reach.phone", &phone),
        (None, None) => t("desk.client.reach.none"),
    }
}

fn seen(summary: &ClientSummary) -> AttrValue {
    match summary.last_seen_at {
        Some(at) => t_with("desk.seen", &[("date", &i18n::date(at))]),
        None => t("desk.seen.never"),
    }
}
