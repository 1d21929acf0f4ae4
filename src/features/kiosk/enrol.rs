//! A device becomes a kiosk: staff type the code that the desk shows.

use super::end::replace_page;
use crate::api::{ApiError, Call, send_only};
use crate::app::shell::bare;
use crate::i18n::{t, use_language};
use crate::ui::{
    Button, ButtonKind, Field, FieldKind, Lead, Notice, NoticeKind, ScreenKind, Title, focus_field,
};
use contract::ErrorCode;
use contract::kiosk::{ENROL_KIOSK, EnrolKiosk};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const FIELD: &str = "kiosk-code";

#[component]
pub fn Enrol() -> Html {
    use_language();
    let code = use_state_eq(AttrValue::default);
    let is_sending = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    let onsubmit = {
        let (code, is_sending, failed) = (code.clone(), is_sending.clone(), failed.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            if *is_sending {
                return;
            }
            is_sending.set(true);
            let call = Call::new(&ENROL_KIOSK).body(&EnrolKiosk { code: code.to_string() });
            let (is_sending, failed) = (is_sending.setter(), failed.clone());
            spawn_local(async move {
                match send_only(&call).await {
                    Ok(_) => replace_page(),
                    Err(error) => {
                        is_sending.set(false);
                        failed.set(Some(error));
                        focus_field(FIELD);
                    }
                }
            });
        }
    };
    let on_input = {
        let code = code.setter();
        Callback::from(move |text| code.set(text))
    };
    let refused = failed.as_ref().filter(|error| error.code() == Some(ErrorCode::KioskCodeRefused));
    let content = html! {
        <>
            <Title>{ t("kiosk.enrol") }</Title>
            <Lead>{ t("kiosk.enrol.text") }</Lead>
            <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                <div role="status">
                    if let Some(error) = failed.as_ref().filter(|_| refused.is_none()) {
                        <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    }
                </div>
                <Field
                    id={FIELD}
                    kind={FieldKind::Code}
                    label={t("kiosk.enrol.code")}
                    hint={t("kiosk.enrol.hint")}
                    value={(*code).clone()}
                    {on_input}
                    max_length="11"
                    error={refused.map(|error| t(&error.text_key()))}
                />
                <Button kind={ButtonKind::Primary} submit={true} waiting={*is_sending}>{ t("kiosk.enrol.do") }</Button>
            </form>
        </>
    };
    bare(ScreenKind::Task, content)
}
