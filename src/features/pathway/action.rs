//! Something that the person has chosen, and what they say about it (P3).

use super::sheet::SheetDetails;
use super::state::{Noted, moves, status_key};
use crate::api::ApiError;
use crate::app::shell::PhoneRow;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Heading, Notice, NoticeKind, Rows, Tag, TagKind};
use contract::pathway::ActionView;
use contract::session::Contact;
use domain::pathway::ActionStatus;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ActionCardProps {
    pub action: ActionView,
    /// What was noted last, when it was about this action.
    pub noted: Option<Noted>,
    pub failed: Option<ApiError>,
    pub is_waiting: bool,
    pub on_move: Callback<ActionStatus>,
    pub on_undo: Callback<()>,
    pub referent: Option<Contact>,
}

#[component]
pub(super) fn ActionCard(props: &ActionCardProps) -> Html {
    use_language();
    let action = &props.action;
    let (kind, icon) = match action.status {
        ActionStatus::Planned => (TagKind::Plain, Some("clock")),
        ActionStatus::UnderWay => (TagKind::Warm, None),
        ActionStatus::Stuck => (TagKind::Plain, Some("message-circle")),
        ActionStatus::Done => (TagKind::Success, Some("check")),
        ActionStatus::Stopped | ActionStatus::Cancelled => (TagKind::Plain, Some("x")),
    };
    let id = AttrValue::from(["action-", action.id.as_str()].concat());
    html! {
        <div class="mt-card mt-stack" {id} tabindex="-1">
            <div class="mt-stack mt-stack--tight">
                <Heading level={3}>{ action.sheet.title.clone() }</Heading>
                <div><Tag {kind} {icon}>{ t(status_key(action.status)) }</Tag></div>
            </div>
            <div role="status">{ said(props) }</div>
            <div>
                if let (ActionStatus::Stuck, Some(referent)) = (action.status, &props.referent) {
                    <p>{ t("pathway.stuck.text") }</p>
                    <Rows calm={true}>
                        <PhoneRow name={referent.name.clone()} phone={referent.phone.clone()} />
                    </Rows>
                }
            </div>
            <SheetDetails sheet={action.sheet.clone()} />
            <div class="mt-cluster">{ for moves(action.status).iter().map(|(to, key)| button(props, *to, key)) }</div>
        </div>
    }
}

fn button(props: &ActionCardProps, to: ActionStatus, key: &'static str) -> Html {
    let on_move = props.on_move.clone();
    let describes = t_with("pathway.act.for", &[("title", &props.action.sheet.title)]);
    let kind = if to == ActionStatus::Stopped { ButtonKind::Plain } else { ButtonKind::Quiet };
    html! {
        <Button {key} {kind} {describes} waiting={props.is_waiting} on_click={move |_| on_move.emit(to)}>{ t(key) }</Button>
    }
}

fn said(props: &ActionCardProps) -> Html {
    if let Some(error) = &props.failed {
        return html! { <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> };
    }
    let Some(noted) = &props.noted else { return html! { <span></span> } };
    let on_undo = props.on_undo.clone();
    html! {
        <Notice kind={NoticeKind::Success}>
            if noted.before.is_none() {
                <p>{ t("pathway.chosen") }</p>
            } else {
                <p>{ t_with("pathway.noted", &[("status", &t(status_key(noted.status)))]) }</p>
                <Button kind={ButtonKind::Plain} waiting={props.is_waiting} on_click={move |_| on_undo.emit(())}>
                    { t("pathway.undo") }
                </Button>
            }
        </Notice>
    }
}
