//! One forum: when and where, what can be done with it, and the numbers of each half-hour.

use super::state::{Stage, n_taken, stage};
use super::{drawn_forum, facts, stage_tag, use_forums};
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::words::span_words;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{Button, ButtonKind, Gap, Link, LinkButton, Notice, NoticeKind, Stack, Title, focus_title};
use contract::forum::staff::{PUBLISH_FORUM, StaffEntry, StaffForum};
use contract::staff::StaffRole;
use domain::ids::ForumId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct DetailPageProps {
    pub id: ForumId,
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn DetailPage(props: &DetailPageProps) -> Html {
    let language = use_language();
    let reading = use_forums(language.code, props.on_lost.clone());
    let known = reading.answer.as_ref().and_then(|answer| answer.as_ref().ok());
    let name = known.and_then(|list| list.forums.iter().find(|forum| forum.id == props.id));
    let title = name.map_or_else(|| t("desk.forum.page"), |forum| forum.name.clone().into());
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Forums.href()}>{ t("desk.forum.back") }</Link></p>
            <Title>{ title }</Title>
            <div>{ drawn_forum(&reading, &props.id, |_, forum| html! {
                <Content forum={forum.clone()} role={props.role} on_lost={props.on_lost.clone()} again={reading.again.clone()} />
            }) }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct ContentProps {
    forum: StaffForum,
    role: StaffRole,
    on_lost: Callback<()>,
    again: Callback<()>,
}

#[component]
fn Content(props: &ContentProps) -> Html {
    let language = use_language();
    let act = use_state_eq(Act::default);
    let forum = &props.forum;
    let stage = stage(forum, device::now());
    let on_publish = {
        let (act, id) = (act.clone(), forum.id.clone());
        let (on_lost, again) = (props.on_lost.clone(), props.again.clone());
        Callback::from(move |_: MouseEvent| {
            let call = Call::new(&PUBLISH_FORUM).path(&[id.as_str()]).query("language", &language.code);
            let again = again.clone();
            let on_answer = move |_: StaffForum| {
                again.emit(());
                // The button that was pressed is about to go.
                focus_title();
            };
            run(&act, call, &on_lost, Callback::from(on_answer));
        })
    };
    html! {
        <div class="mt-slot">
            <div class="mt-stack mt-slot__aside">
                <div>{ stage_tag(stage) }</div>
                <div role="status">
                    if matches!(*act, Act::Done | Act::Failed(_)) {
                        { act.said("desk.forum.published") }
                    }
                </div>
                { note(forum, stage) }
                { facts(forum) }
                if props.role == StaffRole::Coordinator {
                    { acts(forum, stage, act.is_under_way(), on_publish) }
                }
            </div>
            <div class="mt-stack">
                <p class="mt-lead">{ t_n("desk.forum.taken", n_taken(forum)) }</p>
                { numbers(forum) }
            </div>
        </div>
    }
}

/// What one has to know before anything else.
fn note(forum: &StaffForum, stage: Stage) -> Html {
    match (stage, &forum.message) {
        (Stage::Draft, _) => {
            html! { <Notice kind={NoticeKind::Warm} icon="eye"><p>{ t("desk.forum.draft.note") }</p></Notice> }
        }
        (Stage::Cancelled, Some(message)) => {
            html! { <Notice><p>{ t_with("desk.slot.cancelled.note", &[("message", message)]) }</p></Notice> }
        }
        _ => html! { <div></div> },
    }
}

fn acts(forum: &StaffForum, stage: Stage, waiting: bool, on_publish: Callback<MouseEvent>) -> Html {
    let id = &forum.id;
    html! {
        <div class="mt-cluster">
            if stage == Stage::Draft {
                <Button key="publish" kind={ButtonKind::Primary} {waiting} on_click={on_publish}>{ t("desk.forum.publish") }</Button>
            }
            if matches!(stage, Stage::Draft | Stage::Open) {
                <LinkButton key="change" icon="pencil" href={Place::ChangeForum(id.clone()).href()}>{ t("desk.forum.change") }</LinkButton>
            }
            <LinkButton key="copy" href={Place::CopyForum(id.clone()).href()}>{ t("desk.slot.copy") }</LinkButton>
            if matches!(stage, Stage::Draft | Stage::Open) {
                <LinkButton key="cancel" kind={ButtonKind::Plain} href={Place::CancelForum(id.clone()).href()}>{ t("desk.forum.cancel") }</LinkButton>
            }
        </div>
    }
}

/// A narrow window shows each row as a card, and a table that is not drawn as one has to say its roles.
fn numbers(forum: &StaffForum) -> Html {
    let head = ["hours", "taken", "arrived", "walk-ins"];
    let column = |name: &&str| {
        let words = t(&["desk.forum.column.", name].concat());
        html! { <th key={name.to_string()} scope="col" role="columnheader">{ words }</th> }
    };
    // i18n: desk.forum.column.*
    html! {
        <div class="mt-slots-frame">
            <table class="mt-slots mt-slots--narrow" role="table">
                <caption class="mt-visually-hidden">{ t("desk.forum.numbers") }</caption>
                <thead role="rowgroup"><tr role="row">{ for head.iter().map(column) }</tr></thead>
                <tbody role="rowgroup">{ for forum.entries.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(entry: &StaffEntry) -> Html {
    let of = |key: &str, n: u32, of: u32| i18n::fill(&t_n(key, n), &[("of", &i18n::number(of))]);
    html! {
        <tr class="mt-slots__row" role="row" key={entry.number}>
            <th class="mt-slots__name mt-slots__hours" scope="row" role="rowheader">{ span_words(entry.from, entry.to) }</th>
            <td role="cell">{ of("desk.forum.row.taken", entry.n_taken, entry.n_places - entry.n_kept) }</td>
            <td role="cell">{ t_n("desk.forum.row.arrived", entry.n_arrived) }</td>
            <td role="cell">{ of("desk.forum.row.walk-ins", entry.n_walk_ins, entry.n_kept) }</td>
        </tr>
    }
}
