//! The form with which something is cancelled: what it is, who is told, and the message in one's own words.

use super::typed::message_problem;
use super::writing::Act;
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind, Field, Lead, LinkButton, Notice, NoticeKind, focus_field};
use yew::prelude::*;

/// Id of the field: a page has one such form.
const MESSAGE: &str = "cancel-message";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CancelFormProps {
    /// What is cancelled.
    pub what: AttrValue,
    /// Who is told.
    pub told: Html,
    /// Cancel; not.
    pub labels: (AttrValue, AttrValue),
    /// The page to which one goes back.
    pub back: AttrValue,
    /// A message that can be sent; where the write stands.
    pub on_send: Callback<(AttrValue, UseStateHandle<Act>)>,
}

#[component]
pub(super) fn CancelForm(props: &CancelFormProps) -> Html {
    use_language();
    let message = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let act = use_state_eq(Act::default);
    let onsubmit = {
        let (message, problem, act) = (message.clone(), problem.setter(), act.clone());
        let on_send = props.on_send.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let wrong = message_problem(&message);
            problem.set(wrong);
            if wrong.is_some() {
                focus_field(MESSAGE);
            } else {
                on_send.emit(((*message).clone(), act.clone()));
            }
        }
    };
    let on_input = {
        let message = message.setter();
        Callback::from(move |text| message.set(text))
    };
    let (send, not) = props.labels.clone();
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <Lead>{ props.what.clone() }</Lead>
            { props.told.clone() }
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Field
                id={MESSAGE}
                label={t("desk.slot.cancel.message")}
                hint={t("desk.slot.cancel.hint")}
                value={(*message).clone()}
                {on_input}
                max_length="300"
                error={problem.map(t)}
            />
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ send }</Button>
                <LinkButton kind={ButtonKind::Plain} href={props.back.clone()}>{ not }</LinkButton>
            </div>
        </form>
    }
}
