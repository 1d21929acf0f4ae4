//! A company that does not come: who is told stands there before one confirms, and the message in one's own words.

use super::{drawn, talks_words, use_month};
use crate::api::Call;
use crate::desk::cancel::CancelForm;
use crate::desk::place::{self, Place};
use crate::desk::writing::run;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Gap, Link, Notice, NoticeKind, Soft, Stack, Title};
use contract::programme::staff::{StaffCompany, StaffMonthDetail, WITHDRAW_COMPANY, WithdrawCompany};
use domain::ids::{CompanyId, MonthId};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct WithdrawPageProps {
    pub id: MonthId,
    pub company: CompanyId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn WithdrawPage(props: &WithdrawPageProps) -> Html {
    let language = use_language();
    let reading = use_month(props.id.clone(), language.code, props.on_lost.clone());
    let content = drawn(&reading, |detail| {
        match detail.companies.iter().find(|one| one.company.id == props.company && one.message.is_none()) {
            Some(one) => {
                html! { <Withdraw id={props.id.clone()} one={one.clone()} on_lost={props.on_lost.clone()} /> }
            }
            None => html! { <p>{ t("desk.company.gone") }</p> },
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Month(props.id.clone()).href()}>{ t("desk.month.back") }</Link></p>
            <Title>{ t("desk.company.withdraw.title") }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct WithdrawProps {
    id: MonthId,
    one: StaffCompany,
    on_lost: Callback<()>,
}

#[component]
fn Withdraw(props: &WithdrawProps) -> Html {
    let language = use_language();
    let WithdrawProps { id, one, on_lost } = props;
    let on_send = {
        let (path, on_lost) = ([id.to_string(), one.company.id.to_string()], on_lost.clone());
        let code = language.code;
        Callback::from(move |(message, act): (AttrValue, _)| {
            let call = Call::new(&WITHDRAW_COMPANY).path(&[&path[0], &path[1]]).query("language", &code);
            let call = call.body(&WithdrawCompany { message: message.to_string() });
            let on_done =
                Callback::from(|detail: StaffMonthDetail| place::open(&Place::Month(detail.month.id)));
            run(&act, call, &on_lost, on_done);
        })
    };
    let talks = talks_words(one.n_taken, one.n_talks);
    let told = if one.n_taken == 0 {
        html! { <Soft>{ t("desk.slot.cancel.nobody") }</Soft> }
    } else {
        html! {
            <Notice kind={NoticeKind::Warm} icon="users-round"><p>{ t("desk.company.withdraw.told") }</p></Notice>
        }
    };
    html! {
        <CancelForm
            what={t_with("desk.company.withdraw.what", &[("name", &one.company.name), ("talks", &talks)])}
            {told}
            labels={(t("desk.company.withdraw.send"), t("desk.company.withdraw.not"))}
            back={Place::Month(id.clone()).href()}
            {on_send}
        />
    }
}
