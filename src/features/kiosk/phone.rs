//! On the phone: what the code of a kiosk opens. The code stands behind `#`, so it reaches the server only when someone
//! presses; it is off the address at once, so that no history and no bookmark has it.

use crate::api::{ApiError, Call, SessionEvent, send, use_session};
use crate::app::shell::{OtherWays, bare};
use crate::device;
use crate::i18n::{t, use_language};
use crate::routes::{self, Route};
use crate::ui::{
    Button, ButtonKind, Field, FieldKind, Lead, Notice, NoticeKind, ScreenKind, Title, focus_field,
};
use contract::ErrorCode;
use contract::handover::{TAKE_HANDOVER, TakeHandover};
use contract::session::Me;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const FIELD: &str = "handover-code";

#[component]
pub fn OnPhone() -> Html {
    use_language();
    let session = use_session();
    let code = use_state_eq(code_of_address);
    let is_sending = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    use_effect_with((), |()| routes::replace(&Route::OnPhone));
    let onsubmit = {
        let (code, is_sending, failed) = (code.clone(), is_sending.clone(), failed.setter());
        let session = session.dispatcher();
        move |event: SubmitEvent| {
            event.prevent_default();
            if *is_sending {
                return;
            }
            is_sending.set(true);
            failed.set(None);
            let call = Call::new(&TAKE_HANDOVER).body(&TakeHandover { code: code.to_string() });
            let (is_sending, failed, session) = (is_sending.setter(), failed.clone(), session.clone());
            spawn_local(async move {
                match send::<Me>(&call).await {
                    Ok(me) => {
                        session.dispatch(SessionEvent::Found(Rc::new(me)));
                        routes::replace(&Route::Home);
                    }
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
    let refused = failed.as_ref().filter(|error| error.code() == Some(ErrorCode::HandoverRefused));
    let content = html! {
        <>
            <Title>{ t("kiosk.here") }</Title>
            <Lead>{ t("kiosk.here.text") }</Lead>
            <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                <div role="status">
                    if let Some(error) = failed.as_ref().filter(|_| refused.is_none()) {
                        <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    }
                </div>
                <Field
                    id={FIELD}
                    kind={FieldKind::Code}
                    label={t("kiosk.here.code")}
                    hint={t("kiosk.here.hint")}
                    value={(*code).clone()}
                    {on_input}
                    autocomplete="off"
                    max_length="11"
                    error={refused.map(|error| t(&error.text_key()))}
                />
                <Button kind={ButtonKind::Primary} submit={true} waiting={*is_sending}>{ t("kiosk.here.do") }</Button>
            </form>
            if refused.is_some() {
                <OtherWays />
            }
        </>
    };
    bare(ScreenKind::Task, content)
}

fn code_of_address() -> AttrValue {
    let fragment = device::window().location().hash().unwrap_or_default();
    fragment.strip_prefix('#').unwrap_or_default().to_owned().into()
}
