//! Cancelling a month: who is told stands there before one confirms, and the message in one's own words.

use super::{drawn, use_month, when_words};
use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::workshops::message_problem;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Field, Gap, Lead, Link, LinkButton, Notice, NoticeKind, Soft, Stack, Title,
    focus_field,
};
use contract::programme::staff::{CANCEL_MONTH, CancelMonth, StaffMonth, StaffMonthDetail};
use domain::ids::MonthId;
use yew::prelude::*;

/// Id of the field.
const MESSAGE: &str = "month-message";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CancelPageProps {
    pub id: MonthId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn CancelPage(props: &CancelPageProps) -> Html {
    let language = use_language();
    let reading = use_month(props.id.clone(), language.code, props.on_lost.clone());
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Month(props.id.clone()).href()}>{ t("desk.month.back") }</Link></p>
            <Title>{ t("desk.month.cancel.title") }</Title>
            <div>{ drawn(&reading, |detail| html! { <Cancel month={detail.month.clone()} on_lost={props.on_lost.clone()} /> }) }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct CancelProps {
    month: StaffMonth,
    on_lost: Callback<()>,
}

#[component]
fn Cancel(props: &CancelProps) -> Html {
    let language = use_language();
    let message = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let act = use_state_eq(Act::default);
    let month = &props.month;
    let onsubmit = {
        let (message, problem, act) = (message.clone(), problem.setter(), act.clone());
        let (id, on_lost, code) = (month.id.clone(), props.on_lost.clone(), language.code);
        move |event: SubmitEvent| {
            event.prevent_default();
            let wrong = message_problem(&message);
            problem.set(wrong);
            if wrong.is_some() {
                focus_field(MESSAGE);
                return;
            }
            let call = Call::new(&CANCEL_MONTH).path(&[id.as_str()]).query("language", &code);
            let call = call.body(&CancelMonth { message: message.to_string() });
            let on_done =
                Callback::from(|detail: StaffMonthDetail| place::open(&Place::Month(detail.month.id)));
            run(&act, call, &on_lost, on_done);
        }
    };
    let on_input = {
        let message = message.setter();
        Callback::from(move |text| message.set(text))
    };
    let send = match month.n_told {
        0 => t("desk.month.cancel.send"),
        n_told => t_n("desk.slot.cancel.send", n_told),
    };
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <Lead>{ t_with("desk.month.cancel.what", &[("theme", &month.theme), ("when", &when_words(&month.dating))]) }</Lead>
            if month.n_told > 0 {
                <Notice key="told" kind={NoticeKind::Warm} icon="users-round"><p>{ t_n("desk.slot.cancel.told", month.n_told) }</p></Notice>
            } else {
                <Soft key="nobody">{ t("desk.slot.cancel.nobody") }</Soft>
            }
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
                <LinkButton kind={ButtonKind::Plain} href={Place::Month(month.id.clone()).href()}>{ t("desk.month.cancel.not") }</LinkButton>
            </div>
        </form>
    }
}
