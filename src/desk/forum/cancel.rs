//! Cancelling a forum: who is told stands there before one confirms, and the message in one's own words.

use super::state::n_taken;
use super::{day_words, drawn_forum, use_forums};
use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::workshops::state::message_problem;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Field, Gap, Lead, Link, LinkButton, Notice, NoticeKind, Soft, Stack, Title,
    focus_field,
};
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
    let message = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let act = use_state_eq(Act::default);
    let forum = &props.forum;
    let what = t_with(
        "desk.forum.cancel.what",
        &[("name", &forum.name), ("day", &day_words(forum.when.day)), ("venue", &forum.venue_name)],
    );
    let onsubmit = {
        let (message, problem, act) = (message.clone(), problem.setter(), act.clone());
        let (id, on_lost, code) = (forum.id.clone(), props.on_lost.clone(), language.code);
        move |event: SubmitEvent| {
            event.prevent_default();
            let wrong = message_problem(&message);
            problem.set(wrong);
            if wrong.is_some() {
                focus_field("forum-message");
                return;
            }
            let call = Call::new(&CANCEL_FORUM).path(&[id.as_str()]).query("language", &code);
            let call = call.body(&CancelForum { message: message.to_string() });
            run(
                &act,
                call,
                &on_lost,
                Callback::from(|forum: StaffForum| place::open(&Place::Forum(forum.id))),
            );
        }
    };
    let on_input = {
        let message = message.setter();
        Callback::from(move |text| message.set(text))
    };
    let n_told = n_taken(forum);
    let send =
        if n_told > 0 { t_n("desk.forum.cancel.send", n_told) } else { t("desk.forum.cancel.send-none") };
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <Lead>{ what }</Lead>
            { told(forum, n_told) }
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Field
                id="forum-message"
                label={t("desk.slot.cancel.message")}
                hint={t("desk.slot.cancel.hint")}
                value={(*message).clone()}
                {on_input}
                max_length="300"
                error={problem.map(t)}
            />
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ send }</Button>
                <LinkButton kind={ButtonKind::Plain} href={Place::Forum(forum.id.clone()).href()}>{ t("desk.forum.cancel.not") }</LinkButton>
            </div>
        </form>
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
