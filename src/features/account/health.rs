//! Taking back what one has answered about one's health: at once, everywhere, and one may answer anew (decision 40).

use crate::api::{ApiError, Call, send, send_only};
use crate::device;
use crate::drafts::use_drafts;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{self, Button, ButtonKind, Dialog, Heading, More, Notice, NoticeKind, Stack};
use contract::health::WITHDRAW_HEALTH_ANSWERS;
use contract::questionnaire::{Draft, GET_DRAFT};
use contract::session::Setting;
use domain::time::Timestamp;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const ERASED: &str = "health-erased";

#[derive(PartialEq, Properties)]
pub(super) struct HealthProps {
    /// Until when it is kept; `None`: there is nothing.
    pub until: Option<Timestamp>,
    /// It is erased: read again what is kept.
    pub on_erased: Callback<()>,
}

#[component]
pub(super) fn Health(props: &HealthProps) -> Html {
    let language = use_language();
    let drafts = use_drafts();
    let is_asking = use_state_eq(|| false);
    let is_sending = use_state_eq(|| false);
    let is_erased = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    // Once the page knows it, the button that was pressed is gone.
    use_effect_with(*is_erased && props.until.is_none(), |is_gone| {
        if *is_gone {
            ui::focus_field(ERASED);
        }
    });
    let on_ask = {
        let is_asking = is_asking.setter();
        move |_: MouseEvent| is_asking.set(true)
    };
    let on_close = {
        let is_asking = is_asking.setter();
        Callback::from(move |()| is_asking.set(false))
    };
    let on_erase = {
        let (on_erased, code) = (props.on_erased.clone(), language.code.clone());
        let (is_asking, is_sending, is_erased, failed) =
            (is_asking.setter(), is_sending.setter(), is_erased.setter(), failed.setter());
        move |_: MouseEvent| {
            is_asking.set(false);
            is_sending.set(true);
            failed.set(None);
            let (on_erased, code, drafts) = (on_erased.clone(), code.clone(), drafts.clone());
            let (is_sending, is_erased, failed) = (is_sending.clone(), is_erased.clone(), failed.clone());
            spawn_local(async move {
                match send_only(&Call::new(&WITHDRAW_HEALTH_ANSWERS)).await {
                    Ok(_) => {
                        // What this device knows of the draft goes, too.
                        if let Ok(draft) =
                            send::<Draft>(&Call::new(&GET_DRAFT).query("language", &code)).await
                        {
                            drafts.read(&draft);
                        }
                        is_erased.set(true);
                        on_erased.emit(());
                    }
                    Err(error) => failed.set(Some(error)),
                }
                is_sending.set(false);
            });
        }
    };
    if props.until.is_none() && !*is_erased {
        return html! { <span hidden=true></span> };
    }
    let content = html! {
        <Stack>
            <Heading>{ t("account.health") }</Heading>
            <div role="status">
                if let Some(error) = &*failed {
                    <Notice kind={NoticeKind::Attention} title={t("account.health.still")}><p>{ t(&error.text_key()) }</p></Notice>
                } else if props.until.is_none() {
                    <p id={ERASED} tabindex="-1">{ t("account.health.erased") }</p>
                }
            </div>
            if let Some(until) = props.until {
                <Stack key="kept">
                    <p>{ t_with("account.health.until", &[("day", &i18n::date(until))]) }</p>
                    <div class="mt-cluster">
                        <Button waiting={*is_sending} on_click={on_ask}>{ t("account.health.erase") }</Button>
                    </div>
                </Stack>
            }
            <Dialog
                id="health"
                title={t("account.health.sure")}
                open={*is_asking}
                on_close={on_close.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={on_erase}>{ t("account.health.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={on_close.reform(|_: MouseEvent| ())}>{ t("account.health.no") }</Button>
                    </>
                }}
            >
                <p>{ t("account.health.text") }</p>
            </Dialog>
        </Stack>
    };
    if device::setting() != Setting::Kiosk {
        return content;
    }
    // That one has spoken of one's health is not for whoever stands beside a kiosk (K3).
    html! { <div class="mt-card"><More label={t("account.health.some")}>{ content }</More></div> }
}
