//! The two steps. The code stands behind `#` in the link, where no browser sends it, and is off the address at once.

use super::state::{Errand, Setup, SetupEvent, SetupField};
use crate::api::{Call, send};
use crate::app::shell::LanguageTool;
use crate::desk::place::Place;
use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Field, FieldKind, Hand, Lead, Notice, NoticeKind, Problem, Qr, Screen,
    ScreenKind, Soft, Stack, Title, TopBar, brand, focus_title, qr_modules,
};
use contract::accounts::{BEGIN_STAFF_SETUP, COMPLETE_STAFF_SETUP, StaffSetupView};
use contract::staff::StaffMe;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const FORM: &str = "setup";

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct SetupPageProps {
    /// The account is set up, and its owner signed in.
    pub on_signed_in: Callback<Rc<StaffMe>>,
}

#[component]
pub(in crate::desk) fn SetupPage(props: &SetupPageProps) -> Html {
    use_language();
    let setup = use_reducer_eq(|| Setup::of_address(&device::window().location().hash().unwrap_or_default()));
    use_effect_with((), |()| {
        if let Ok(history) = device::window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&Place::Setup.to_string()));
        }
    });
    {
        let (dispatch, on_signed_in) = (setup.dispatcher(), props.on_signed_in.clone());
        let errand = setup.to_send();
        use_effect_with(errand.is_some().then_some(setup.n_attempts), move |_| {
            let Some(errand) = errand else { return };
            spawn_local(async move {
                let done = match errand {
                    Errand::View(asked) => {
                        let call = Call::new(&BEGIN_STAFF_SETUP).body(&asked);
                        send::<StaffSetupView>(&call)
                            .await
                            .map(|view| dispatch.dispatch(SetupEvent::Viewed(Rc::new(view))))
                    }
                    Errand::Complete(body) => {
                        let call = Call::new(&COMPLETE_STAFF_SETUP).body(&body);
                        send::<StaffMe>(&call).await.map(|me| on_signed_in.emit(Rc::new(me)))
                    }
                };
                if let Err(error) = done {
                    dispatch.dispatch(SetupEvent::Refused(error));
                }
            });
        });
    }
    // Each step begins at its title.
    use_effect_with(setup.view.is_some(), |_| focus_title());
    let onsubmit = {
        let dispatch = setup.dispatcher();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(SetupEvent::Pressed);
        }
    };
    let summary: Vec<_> = setup
        .problems
        .iter()
        .map(|problem| Problem { field: problem.field.id().into(), text: t(problem.key) })
        .collect();
    let topbar = html! { <TopBar start={brand("/staff/".into())} end={html! { <LanguageTool /> }} /> };
    let button = match (setup.is_sending, setup.view.is_some()) {
        (true, _) => "desk.sign-in.entering",
        (false, false) => "desk.setup.go-on",
        (false, true) => "desk.setup.open",
    };
    let foot = html! {
        <Hand>
            <Button kind={ButtonKind::Primary} submit={true} form={FORM} waiting={setup.is_sending}>{ t(button) }</Button>
        </Hand>
    };
    html! {
        <Screen kind={ScreenKind::Task} skip_label={t("shell.skip")} {topbar} {foot}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(summary.len()).unwrap_or(0))}
                problems={summary}
                attempt={setup.n_attempts}
            />
            <div role="status">{ said(&setup) }</div>
            <Title>{ t("desk.setup.title") }</Title>
            <form id={FORM} class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                if let Some(view) = &setup.view {
                    { second(&setup, view) }
                } else {
                    { first(&setup) }
                }
            </form>
        </Screen>
    }
}

fn on_input(setup: &UseReducerHandle<Setup>, field: SetupField) -> Callback<AttrValue> {
    let dispatch = setup.dispatcher();
    Callback::from(move |text| dispatch.dispatch(SetupEvent::Typed(field, text)))
}

fn first(setup: &UseReducerHandle<Setup>) -> Html {
    html! {
        <Stack key="first">
            <Lead>{ t("desk.setup.lead") }</Lead>
            <Field
                id={SetupField::Login.id()}
                label={t("desk.sign-in.login")}
                value={setup.login.clone()}
                on_input={on_input(setup, SetupField::Login)}
                autocomplete="username"
                error={setup.problem_of(SetupField::Login).map(t)}
            />
            <Field
                id={SetupField::Code.id()}
                kind={FieldKind::Code}
                label={t("desk.setup.code")}
                hint={t("desk.setup.code.hint")}
                value={setup.code.clone()}
                on_input={on_input(setup, SetupField::Code)}
                autocomplete="off"
                max_length="14"
                error={setup.problem_of(SetupField::Code).map(t)}
            />
        </Stack>
    }
}

fn second(setup: &UseReducerHandle<Setup>, view: &StaffSetupView) -> Html {
    html! {
        <Stack key="second">
            <Lead>{ t_with("desk.setup.hello", &[("name", &view.name)]) }</Lead>
            <Field
                id={SetupField::Password.id()}
                kind={FieldKind::Password}
                label={t("desk.setup.password")}
                hint={t("desk.setup.password.hint")}
                value={setup.password.clone()}
                on_input={on_input(setup, SetupField::Password)}
                autocomplete="new-password"
                max_length="128"
                error={setup.problem_of(SetupField::Password).map(t)}
            />
            <p>{ t("desk.setup.app") }</p>
            <Qr label={t("desk.setup.qr")} modules={qr_modules(&view.qr)} />
            <Soft>{ t_with("desk.setup.secret", &[("secret", &in_groups(&view.secret))]) }</Soft>
            <Field
                id={SetupField::Proof.id()}
                kind={FieldKind::Digits}
                label={t("desk.sign-in.code")}
                hint={t("desk.sign-in.code.hint")}
                value={setup.proof.clone()}
                on_input={on_input(setup, SetupField::Proof)}
                autocomplete="one-time-code"
                max_length="7"
                error={setup.problem_of(SetupField::Proof).map(t)}
            />
        </Stack>
    }
}

/// Four signs at a time can be copied by hand.
fn in_groups(secret: &str) -> String {
    let signs: Vec<char> = secret.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn said(setup: &Setup) -> Html {
    match &setup.failed {
        Some(error) => html! {
            <Notice kind={NoticeKind::Attention}>
                <p>{ t(&error.text_key()) }</p>
                if let Some(seconds) = error.retry_after_s() {
                    <p>{ t_n("session.wait", seconds) }</p>
                }
            </Notice>
        },
        None => html! { <span></span> },
    }
}
