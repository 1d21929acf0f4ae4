//! One month: what it is, what can be done with it, its days and groups, its companies, who takes part.

use super::companies::Companies;
use super::people::People;
use super::rotation::Days;
use super::{drawn, month_facts, state_tag, use_month};
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Gap, Link, LinkButton, Notice, NoticeKind, Stack, Title, focus_title};
use contract::programme::staff::{PUBLISH_MONTH, StaffMonth, StaffMonthDetail};
use contract::staff::StaffRole;
use domain::ids::MonthId;
use domain::programme::MonthState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct MonthPageProps {
    pub id: MonthId,
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn MonthPage(props: &MonthPageProps) -> Html {
    let language = use_language();
    let reading = use_month(props.id.clone(), language.code, props.on_lost.clone());
    let title = match &reading.answer {
        Some(Ok(detail)) => AttrValue::from(detail.month.theme.clone()),
        _ => t("desk.month.page"),
    };
    let content = drawn(&reading, |detail| {
        html! {
            <Content
                detail={detail.clone()}
                role={props.role}
                on_lost={props.on_lost.clone()}
                again={reading.again.clone()}
            />
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p class="mt-on-screen"><Link href={Place::Months.href()}>{ t("desk.months.back") }</Link></p>
            <Title>{ title }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ContentProps {
    detail: StaffMonthDetail,
    role: StaffRole,
    on_lost: Callback<()>,
    again: Callback<()>,
}

#[component]
fn Content(props: &ContentProps) -> Html {
    let language = use_language();
    let act = use_state_eq(Act::default);
    let ContentProps { detail, role, on_lost, again } = props;
    let month = &detail.month;
    let can_make = *role == StaffRole::Coordinator;
    let on_publish = {
        let (act, id, on_lost, again) = (act.clone(), month.id.clone(), on_lost.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            let call = Call::new(&PUBLISH_MONTH).path(&[id.as_str()]).query("language", &language.code);
            let again = again.clone();
            let on_done = Callback::from(move |_: StaffMonthDetail| {
                again.emit(());
                // The button that was pressed is about to go.
                focus_title();
            });
            run(&act, call, &on_lost, on_done);
        })
    };
    html! {
        <div class="mt-stack mt-stack--wide">
            <div class="mt-stack mt-on-screen">
                <div>{ state_tag(month.state) }</div>
                <div role="status">
                    if matches!(*act, Act::Done | Act::Failed(_)) {
                        { act.said("desk.month.published") }
                    }
                </div>
                { note(month) }
                { month_facts(month) }
                if can_make {
                    { acts(month, act.is_under_way(), on_publish) }
                }
            </div>
            <Days month={month.clone()} rotations={detail.rotations.clone()} />
            <Companies
                month={month.clone()}
                companies={detail.companies.clone()}
                {can_make}
                on_lost={on_lost.clone()}
                again={again.clone()}
            />
            <People
                month={month.clone()}
                people={detail.people.clone()}
                role={*role}
                on_lost={on_lost.clone()}
                again={again.clone()}
            />
        </div>
    }
}

/// What one has to know before anything else.
fn note(month: &StaffMonth) -> Html {
    match (month.state, &month.message, month.opens_at) {
        (MonthState::Draft, _, _) => {
            html! { <Notice kind={NoticeKind::Warm} icon="eye"><p>{ t("desk.month.draft.note") }</p></Notice> }
        }
        (MonthState::Cancelled, Some(message), _) => {
            html! { <Notice><p>{ t_with("desk.slot.cancelled.note", &[("message", message)]) }</p></Notice> }
        }
        (MonthState::Published, _, Some(at)) => {
            let (day, time) = i18n::moment_in(at, month.dating.zone.as_str());
            html! { <Notice icon="clock"><p>{ t_with("desk.month.opens", &[("date", &day), ("time", &time)]) }</p></Notice> }
        }
        _ => html! { <div></div> },
    }
}

fn acts(month: &StaffMonth, waiting: bool, on_publish: Callback<MouseEvent>) -> Html {
    let is_draft = month.state == MonthState::Draft;
    let first = month.days.iter().map(|day| day.when.starts_at).min();
    let is_ahead = first.is_none_or(|first| device::now() < first);
    let can_change = is_draft || (month.state == MonthState::Published && is_ahead);
    html! {
        <div class="mt-cluster">
            if is_draft {
                <Button key="publish" kind={ButtonKind::Primary} {waiting} on_click={on_publish}>{ t("desk.month.publish") }</Button>
            }
            if can_change {
                <LinkButton key="change" icon="pencil" href={Place::ChangeMonth(month.id.clone()).href()}>{ t("desk.month.change") }</LinkButton>
            }
            <LinkButton key="copy" href={Place::CopyMonth(month.id.clone()).href()}>{ t("desk.slot.copy") }</LinkButton>
            if month.state != MonthState::Cancelled {
                <LinkButton key="cancel" kind={ButtonKind::Plain} href={Place::CancelMonth(month.id.clone()).href()}>{ t("desk.month.cancel") }</LinkButton>
            }
        </div>
    }
}
