//! Cancelling a month: who is told stands there before one confirms, and the message in one's own words.

use super::{drawn, use_month, when_words};
use crate::api::Call;
use crate::desk::cancel::CancelForm;
use crate::desk::place::{self, Place};
use crate::desk::writing::run;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Gap, Link, Notice, NoticeKind, Soft, Stack, Title};
use contract::programme::staff::{CANCEL_MONTH, CancelMonth, StaffMonth, StaffMonthDetail};
use domain::ids::MonthId;
use yew::prelude::*;

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
    let month = &props.month;
    let on_send = {
        let (id, on_lost, code) = (month.id.clone(), props.on_lost.clone(), language.code);
        Callback::from(move |(message, act): (AttrValue, _)| {
            let call = Call::new(&CANCEL_MONTH).path(&[id.as_str()]).query("language", &code);
            let call = call.body(&CancelMonth { message: message.to_string() });
            let on_done =
                Callback::from(|detail: StaffMonthDetail| place::open(&Place::Month(detail.month.id)));
            run(&act, call, &on_lost, on_done);
        })
    };
    let (send, told) = match month.n_told {
        0 => (t("desk.month.cancel.send"), html! { <Soft>{ t("desk.slot.cancel.nobody") }</Soft> }),
        n_told => (
            t_n("desk.slot.cancel.send", n_told),
            html! {
                <Notice kind={NoticeKind::Warm} icon="users-round"><p>{ t_n("desk.slot.cancel.told", n_told) }</p></Notice>
            },
        ),
    };
    let what =
        t_with("desk.month.cancel.what", &[("theme", &month.theme), ("when", &when_words(&month.dating))]);
    html! {
        <CancelForm
            {what}
            {told}
            labels={(send, t("desk.month.cancel.not"))}
            back={Place::Month(month.id.clone()).href()}
            {on_send}
        />
    }
}
