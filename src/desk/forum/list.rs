//! The forums, one card each, and the way to the door.

use super::state::stage;
use super::{drawn, facts, stage_tag, use_forums};
use crate::desk::place::Place;
use crate::device;
use crate::i18n::{t, use_language};
use crate::ui::{ButtonKind, Card, Gap, Link, LinkButton, Stack, Title};
use contract::forum::staff::{StaffForum, StaffForumList};
use contract::staff::StaffRole;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ListPageProps {
    pub role: StaffRole,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn ListPage(props: &ListPageProps) -> Html {
    let language = use_language();
    let reading = use_forums(language.code, props.on_lost.clone());
    let can_make = props.role == StaffRole::Coordinator;
    html! {
        <Stack gap={Gap::Wide}>
            <div class="mt-slots-head">
                <Title>{ t("desk.forum.title") }</Title>
                <div class="mt-cluster">
                    <LinkButton icon="smartphone" href={Place::Door.href()}>{ t("desk.forum.door") }</LinkButton>
                    if can_make {
                        <LinkButton key="new" kind={ButtonKind::Primary} href={Place::NewForum.href()}>{ t("desk.forum.new") }</LinkButton>
                    }
                </div>
            </div>
            <div>{ drawn(&reading, |list| content(list, can_make)) }</div>
        </Stack>
    }
}

fn content(list: &StaffForumList, can_make: bool) -> Html {
    if list.forums.is_empty() {
        let text = if can_make { "desk.forum.none.make" } else { "desk.forum.none.wait" };
        return html! { <Card title={t("desk.forum.none")}><p>{ t(text) }</p></Card> };
    }
    let card = |forum: &StaffForum| {
        html! {
            <Card key={forum.id.to_string()}>
                <h2 class="mt-heading"><Link href={Place::Forum(forum.id.clone()).href()}>{ forum.name.clone() }</Link></h2>
                <div>{ stage_tag(stage(forum, device::now())) }</div>
                { facts(forum) }
            </Card>
        }
    };
    html! { <Stack>{ for list.forums.iter().map(card) }</Stack> }
}
