//! Cancelling a forum: who is told stands there before one confirms, and the message in one's own words.

use super::state::n_taken;
use super::{day_words, drawn_forum, use_forums};
use crate::api::Call;
use crate::desk::cancel::CancelForm;
use crate::desk::place::{self, Place};
use crate::desk::writing::run;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Gap, Link, Notice, NoticeKind, Soft, Stack, Title};
use contract::forum::staff::{CANCEL_FORUM, CancelForum, StaffForum};
use domain::ids::ForumId;
use domain::workshops::SlotState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CancelPageProps {
    pub id: ForumId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn CancelPage(props: &CancelPageProps) -> Html {
    let language = use_language();
    let reading = use_forums(language.code, props.on_lost.clone());
    let back = Place::Forum(props.id.clone()).href();
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={back}>{ t("desk.forum.back-one") }</Link></p>
            <Title>{ t("desk.forum.cancel.title") }</Title>
            <div>{ drawn_forum(&reading, &props.id, |_, forum| html! { <Cancel forum={forum.clone()} on_lost={props.on_lost.clone()} /> }) }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct CancelProps {
    forum: StaffForum,
    on_lost: Callback<()>,
}

#[component]
fn Cancel(props: &CancelProps) -> Html {
    let language = use_language();
    let forum = &props.forum;
    let what = t_with(
        "desk.forum.cancel.what",
        &[("name", &forum.name), ("day", &day_words(forum.when.day)), ("venue", &forum.venue_name)],
    );
    let on_send = {
        let (id, on_lost, code) = (forum.id.clone(), props.on_lost.clone(), language.code);
        Callback::from(move |(message, act): (AttrValue, _)| {
            let call = Call::new(&CANCEL_FORUM).path(&[id.as_str()]).query("language", &code);
            let call = call.body(&CancelForum { message: message.to_string() });
            let on_done = Callback::from(|forum: StaffForum| place::open(&Place::Forum(forum.id)));
            run(&act, call, &on_lost, on_done);
        })
    };
    let n_told = n_taken(forum);
    let send =
        if n_told > 0 { t_n("desk.forum.cancel.send", n_told) } else { t("desk.forum.cancel.send-none") };
    html! {
        <CancelForm
            {what}
            told={told(forum, n_told)}
            labels={(send, t("desk.forum.cancel.not"))}
            back={Place::Forum(forum.id.clone()).href()}
            {on_send}
        />
    }
}

fn told(forum: &StaffForum, n_told: u32) -> Html {
    if forum.state == SlotState::Draft {
        return html! { <Soft>{ t("desk.slot.cancel.draft") }</Soft> };
    }
    if n_told == 0 {
        return html! { <Soft>{ t("desk.forum.cancel.nobody") }</Soft> };
    }
    html! {
        <Notice kind={NoticeKind::Warm} icon="users-round"><p>{ t_n("desk.slot.cancel.told", n_told) }</p></Notice>
    }
}
