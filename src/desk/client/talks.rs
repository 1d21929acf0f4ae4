//! The person's wishes to talk: read, then met. The person sees both.

use crate::api::{ApiError, Call, send};
use crate::desk::state::is_session_lost;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, Heading, Notice, NoticeKind, Stack, focus_field};
use contract::Endpoint;
use contract::talk::{About, CLOSE_TALK_REQUEST, MARK_TALK_REQUEST_READ, TalkRequest};
use domain::ids::TalkRequestId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct TalksProps {
    pub requests: Vec<TalkRequest>,
    pub on_lost: Callback<()>,
}

/// What is under way, or what went wrong with it.
#[derive(Debug, Clone, PartialEq, Default)]
enum Act {
    #[default]
    Nothing,
    UnderWay(TalkRequestId),
    Failed(ApiError),
}

#[component]
pub(super) fn Talks(props: &TalksProps) -> Html {
    use_language();
    // Answers to what was done here: reading the whole page again would be another look at the file.
    let changed = use_state(Vec::<TalkRequest>::new);
    let act = use_state_eq(Act::default);
    let on_act = {
        let (changed, act, on_lost) = (changed.clone(), act.clone(), props.on_lost.clone());
        Callback::from(move |(endpoint, id): (&'static Endpoint, TalkRequestId)| {
            if matches!(*act, Act::UnderWay(_)) {
                return;
            }
            act.set(Act::UnderWay(id.clone()));
            let (changed, act, on_lost) = (changed.clone(), act.setter(), on_lost.clone());
            spawn_local(async move {
                match send::<TalkRequest>(&Call::new(endpoint).path(&[id.as_str()])).await {
                    Ok(request) => {
                        // The button goes away under the hand that pressed it.
                        focus_field(&place_of(&request.id));
                        let kept = changed.iter().filter(|other| other.id != request.id).cloned();
                        changed.set(kept.chain([request.clone()]).collect());
                        act.set(Act::Nothing);
                    }
                    Err(error) if is_session_lost(&error) => on_lost.emit(()),
                    Err(error) => act.set(Act::Failed(error)),
                }
            });
        })
    };
    let now = |request: &TalkRequest| {
        changed.iter().find(|other| other.id == request.id).unwrap_or(request).clone()
    };
    let failed = match &*act {
        Act::Failed(error) => Some(t(&error.text_key())),
        Act::Nothing | Act::UnderWay(_) => None,
    };
    html! {
        <section class="mt-stack mt-brief__talks">
            <Heading>{ t("desk.talk.title") }</Heading>
            <div role="status">
                if let Some(failed) = failed {
                    <Notice kind={NoticeKind::Attention}><p>{ failed }</p></Notice>
                }
            </div>
            if props.requests.is_empty() {
                <p key="none">{ t("desk.talk.none") }</p>
            }
            <Stack>
                { for props.requests.iter().map(now).map(|request| one(&request, &act, &on_act)) }
            </Stack>
        </section>
    }
}

fn one(request: &TalkRequest, act: &Act, on_act: &Callback<(&'static Endpoint, TalkRequestId)>) -> Html {
    let title = match &request.about {
        About::Subject(title) => title.clone().into(),
        About::Personal => t("desk.talk.personal"),
        About::Private => t("desk.talk.private"),
    };
    let is_waiting = matches!(act, Act::UnderWay(id) if *id == request.id);
    let button = |key: &'static str, endpoint: &'static Endpoint, label: &'static str| {
        let (on_act, id) = (on_act.clone(), request.id.clone());
        let describes = [" : ", &title].concat();
        html! {
            <Button {key} {describes} waiting={is_waiting} on_click={move |_| on_act.emit((endpoint, id.clone()))}>
                { t(label) }
            </Button>
        }
    };
    let asked = t_with("desk.talk.asked", &[("date", &i18n::date(request.asked_at))]);
    let class = classes!("mt-card", request.closed_at.is_none().then_some("mt-card--warm"));
    html! {
        <section key={request.id.to_string()} {class} id={place_of(&request.id)} tabindex="-1">
            <Heading level={3}>{ title.clone() }</Heading>
            <p>{ asked }</p>
            <div role="status">
                if request.closed_at.is_some() {
                    <p>{ t("desk.talk.met.done") }</p>
                } else if let Some(at) = request.read_at {
                    <p>{ t_with("desk.talk.read.done", &[("date", &i18n::date(at))]) }</p>
                }
            </div>
            <div class="mt-cluster">
                if request.closed_at.is_none() {
                    if request.read_at.is_none() {
                        { button("read", &MARK_TALK_REQUEST_READ, "desk.talk.read") }
                    }
                    { button("met", &CLOSE_TALK_REQUEST, "desk.talk.met") }
                }
            </div>
        </section>
    }
}

/// Where one wish stands on the page.
fn place_of(id: &TalkRequestId) -> String {
    ["talk-", id.as_str()].concat()
}
