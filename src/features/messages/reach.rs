//! How one wants to be told, on a page of its own; the account page says it in a line.

use super::form::{Form, FormEvent};
use crate::api::{Call, Load, send_only, use_load, use_session};
use crate::app::shell::{Failure, Place};
use crate::device;
use crate::i18n::{t, t_n, use_language};
use crate::routes::Route;
use crate::ui::{
    self, Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, ErrorSummary, Field, FieldKind, Lead, Link,
    Notice, NoticeKind, Problem, Skeleton, Soft, Stack, Title,
};
use contract::messages::{GET_REACH, ReachView, SAVE_REACH};
use domain::messages::{Channel, ReachProblem};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const PHONE: &str = "reach-phone";
const EMAIL: &str = "reach-email";
/// What says that it is saved, where focus goes then.
const SAVED: &str = "reach-saved";

#[component]
pub fn ReachPage() -> Html {
    use_language();
    let session = use_session();
    let loaded = use_load::<ReachView>(Call::new(&GET_REACH));
    let content = match &loaded.load {
        Load::There(found) => html! { <ReachForm key="form" found={found.clone()} /> },
        Load::Failed(error) => {
            let referent = session.person().and_then(|me| me.referent.clone());
            html! { <Failure key="failed" error={error.clone()} on_retry={loaded.again} {referent} /> }
        }
        Load::UnderWay => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Account}>
            <Title>{ t("page.reach") }</Title>
            { content }
        </Place>
    }
}

#[derive(PartialEq, Properties)]
struct ReachFormProps {
    found: Rc<ReachView>,
}

#[component]
fn ReachForm(props: &ReachFormProps) -> Html {
    use_language();
    let found = props.found.clone();
    let form = use_reducer_eq(move || Form::default().after(FormEvent::Found(found)));
    {
        let (dispatch, to_send) = (form.dispatcher(), form.to_send());
        use_effect_with(form.is_sending, move |_| {
            let Some(body) = to_send else { return };
            spawn_local(async move {
                dispatch.dispatch(match send_only(&Call::new(&SAVE_REACH).body(&body)).await {
                    Ok(_) => FormEvent::Saved,
                    Err(error) => FormEvent::Failed(error),
                });
            });
        });
    }
    use_effect_with(form.is_saved, |is_saved| {
        if *is_saved {
            ui::focus_field(SAVED);
        }
    });
    let onsubmit = {
        let dispatch = form.dispatcher();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(FormEvent::Pressed);
        }
    };
    let on_phone = use_callback(form.dispatcher(), |phone, form| form.dispatch(FormEvent::Phone(phone)));
    let on_email = use_callback(form.dispatcher(), |email, form| form.dispatch(FormEvent::Email(email)));
    let choice = |told_by: Option<Channel>, name: &'static str| {
        let more = told_by.is_none().then(|| t("reach.by.none.more"));
        let dispatch = form.dispatcher();
        html! {
            <Choice
                key={name}
                id={["told-by-", name].concat()}
                name="told-by"
                kind={ChoiceKind::Radio}
                label={t(&["reach.by.", name].concat())}
                {more}
                checked={form.told_by == told_by}
                on_change={move |_| dispatch.dispatch(FormEvent::ToldBy(told_by))}
            />
        }
    };
    let problems: Vec<Problem> = form.problems.iter().map(problem).collect();
    let error = |is_of_phone| form.problem_of(is_of_phone).map(|problem| t(problem_key(problem)));
    html! {
        <form class="mt-stack mt-stack--wide" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(0))}
                {problems}
                attempt={form.n_attempts}
            />
            <Lead>{ t("reach.lead") }</Lead>
            <div role="status" id={SAVED} tabindex="-1">{ said(&form) }</div>
            <ChoiceGroup id="told-by" legend={t("reach.by")} hint={t("reach.by.hint")}>
                { choice(Some(Channel::Sms), "sms") }
                { choice(Some(Channel::Email), "email") }
                { choice(None, "none") }
            </ChoiceGroup>
            <Stack>
                <Field
                    id={PHONE}
                    kind={FieldKind::Phone}
                    label={t("reach.phone")}
                    hint={t("reach.phone.hint")}
                    value={form.phone.clone()}
                    on_input={on_phone}
                    autocomplete="tel"
                    max_length="30"
                    error={error(true)}
                />
                <Field
                    id={EMAIL}
                    kind={FieldKind::Email}
                    label={t("reach.email")}
                    hint={t("reach.email.hint")}
                    value={form.email.clone()}
                    on_input={on_email}
                    autocomplete="email"
                    max_length="254"
                    error={error(false)}
                />
            </Stack>
            if device::page_data("ways").is_some_and(|ways| ways.contains("sms") || ways.contains("email")) {
                <Soft>{ t("reach.code") }</Soft>
            }
            <Soft>{ t("reach.who") }</Soft>
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={form.is_sending}>
                    { t(if form.is_sending { "workshops.act.waiting" } else { "reach.save" }) }
                </Button>
                <Link href={Route::Account.href()}>{ t("reach.back") }</Link>
            </div>
        </form>
    }
}

fn said(form: &Form) -> Html {
    match &form.failed {
        Some(error) => html! {
            <Notice kind={NoticeKind::Attention} title={t("reach.not-saved")}><p>{ t(&error.text_key()) }</p></Notice>
        },
        None if form.is_saved => html! {
            <Notice kind={NoticeKind::Success}><p>{ t("reach.saved") }</p></Notice>
        },
        None => html! { <span></span> },
    }
}

fn problem(problem: &ReachProblem) -> Problem {
    let field = if problem.is_of_phone() { PHONE } else { EMAIL };
    Problem { field: field.into(), text: t(problem_key(*problem)) }
}

const fn problem_key(problem: ReachProblem) -> &'static str {
    match problem {
        ReachProblem::PhoneUnreadable => "reach.phone.unreadable",
        ReachProblem::PhoneWithoutSms => "reach.phone.without-sms",
        ReachProblem::PhoneMissing => "reach.phone.missing",
        ReachProblem::EmailUnreadable => "reach.email.unreadable",
        ReachProblem::EmailMissing => "reach.email.missing",
    }
}
