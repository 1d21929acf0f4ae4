//! Signing in to the desk: login, password, code of the authenticator app.

use super::provider::ProviderDoor;
use super::state::{Form, FormEvent, StaffField};
use crate::api::{ApiError, Call, send};
use crate::app::shell::LanguageTool;
use crate::device::page_data;
use crate::i18n::{t, t_n, use_language};
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Field, FieldKind, Hand, Notice, NoticeKind, Problem, Screen,
    ScreenKind, Soft, Title, TopBar, brand,
};
use contract::staff::{START_STAFF_SESSION, StaffMe};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct SignInProps {
    /// The session has ended by itself.
    pub expired: bool,
    /// Why the way through the provider did not lead in.
    #[prop_or_default]
    pub turned_away: Option<ApiError>,
    pub on_signed_in: Callback<Rc<StaffMe>>,
}

#[component]
pub(super) fn SignIn(props: &SignInProps) -> Html {
    use_language();
    let form = use_reducer_eq(Form::default);
    {
        let to_send = form.to_send();
        let (dispatch, on_signed_in) = (form.dispatcher(), props.on_signed_in.clone());
        use_effect_with(to_send.is_some(), move |_| {
            if let Some(body) = to_send {
                spawn_local(async move {
                    match send::<StaffMe>(&Call::new(&START_STAFF_SESSION).body(&body)).await {
                        Ok(me) => on_signed_in.emit(Rc::new(me)),
                        Err(error) => dispatch.dispatch(FormEvent::Refused(error)),
                    }
                });
            }
        });
    }
    let on_input = |field: StaffField| {
        let dispatch = form.dispatcher();
        Callback::from(move |text| dispatch.dispatch(FormEvent::Typed(field, text)))
    };
    let onsubmit = {
        let dispatch = form.dispatcher();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(FormEvent::Pressed);
        }
    };
    let problems: Vec<_> = form.problems.iter().map(|field| field.id_and_problem()).collect();
    let error = |id: &str| problems.iter().find(|(wrong, _)| *wrong == id).map(|(_, key)| t(key));
    let summary: Vec<_> =
        problems.iter().map(|(id, key)| Problem { field: AttrValue::Static(id), text: t(key) }).collect();
    let on_failed = {
        let dispatch = form.dispatcher();
        Callback::from(move |error| dispatch.dispatch(FormEvent::Refused(error)))
    };
    let topbar = html! { <TopBar start={brand("/staff/".into())} end={html! { <LanguageTool /> }} /> };
    let foot = html! {
        <Hand>
            <Button kind={ButtonKind::Primary} submit={true} form="staff-access" waiting={form.is_sending}>
                { if form.is_sending { t("desk.sign-in.entering") } else { t("desk.sign-in.enter") } }
            </Button>
        </Hand>
    };
    html! {
        <Screen kind={ScreenKind::Task} skip_label={t("shell.skip")} {topbar} {foot}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(summary.len()).unwrap_or(0))}
                problems={summary}
                attempt={form.n_attempts}
            />
            <div role="status">{ said(&form, props) }</div>
            <Title>{ t("desk.sign-in.title") }</Title>
            if let Some(label) = page_data("provider") {
                <ProviderDoor {label} {on_failed} />
            }
            <form id="staff-access" class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                <Field
                    id="login"
                    label={t("desk.sign-in.login")}
                    value={form.login.clone()}
                    on_input={on_input(StaffField::Login)}
                    autocomplete="username"
                    error={error("login")}
                />
                <Field
                    id="password"
                    kind={FieldKind::Password}
                    label={t("desk.sign-in.password")}
                    value={form.password.clone()}
                    on_input={on_input(StaffField::Password)}
                    autocomplete="current-password"
                    error={error("password")}
                />
                <Field
                    id="code"
                    kind={FieldKind::Digits}
                    label={t("desk.sign-in.code")}
                    hint={t("desk.sign-in.code.hint")}
                    value={form.code.clone()}
                    on_input={on_input(StaffField::Code)}
                    autocomplete="one-time-code"
                    max_length="7"
                    error={error("code")}
                />
            </form>
            <Soft>{ t("desk.sign-in.help") }</Soft>
        </Screen>
    }
}

fn said(form: &Form, props: &SignInProps) -> Html {
    match form.failed.as_ref().or(props.turned_away.as_ref().filter(|_| form.n_attempts == 0)) {
        Some(error) => html! {
            <Notice kind={NoticeKind::Attention}>
                <p>{ t(&error.text_key()) }</p>
                if let Some(seconds) = error.retry_after_s() {
                    <p>{ t_n("session.wait", seconds) }</p>
                }
            </Notice>
        },
        None if props.expired => html! {
            <Notice icon="lock" title={t("desk.expired.title")}><p>{ t("desk.expired.text") }</p></Notice>
        },
        None => html! { <span></span> },
    }
}
