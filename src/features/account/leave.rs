//! Closing the space: the server ends the session, then nothing of the person stays on the screen.

use crate::api::{ApiError, Call, SessionEvent, send_only, use_session};
use crate::drafts::{SaveState, keep_language, kept_language, use_drafts};
use crate::i18n::{t, t_n, use_language};
use crate::routes::{self, Route};
use crate::ui::{Button, ButtonKind, Card, Dialog, Notice, NoticeKind};
use contract::ErrorCode;
use contract::session::END_SESSION;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[component]
pub fn Leave() -> Html {
    use_language();
    let session = use_session();
    let drafts = use_drafts();
    let is_asking = use_state_eq(|| false);
    let is_leaving = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    let (has_unsent, n_unsent) = match drafts.save_state() {
        SaveState::Saved => (false, 0),
        SaveState::Saving => (true, 1),
        SaveState::Waiting { n_answers } => (true, u32::try_from(n_answers).unwrap_or(u32::MAX)),
    };
    let leave = {
        let (session, is_asking) = (session.dispatcher(), is_asking.setter());
        let (is_leaving, failed) = (is_leaving.setter(), failed.setter());
        Callback::from(move |()| {
            is_asking.set(false);
            is_leaving.set(true);
            failed.set(None);
            let (session, is_leaving, failed) = (session.clone(), is_leaving.clone(), failed.clone());
            spawn_local(async move {
                // The server's answer empties the browser's storage; the language belongs to the device, not to the person.
                let language = kept_language();
                match send_only(&Call::new(&END_SESSION)).await {
                    Err(error) if error.code() != Some(ErrorCode::SessionNeeded) => {
                        is_leaving.set(false);
                        failed.set(Some(error));
                    }
                    // Already ended is ended.
                    Ok(_) | Err(_) => {
                        if let Some(code) = language {
                            keep_language(&code);
                        }
                        session.dispatch(SessionEvent::Left);
                        routes::replace(&Route::Home);
                    }
                }
            });
        })
    };
    let on_press = {
        let (drafts, leave, is_asking) = (drafts.clone(), leave.clone(), is_asking.setter());
        move |_| {
            if has_unsent {
                drafts.try_now();
                is_asking.set(true);
            } else {
                leave.emit(());
            }
        }
    };
    let stay = {
        let is_asking = is_asking.setter();
        Callback::from(move |()| is_asking.set(false))
    };
    let on_stay = stay.reform(|_: MouseEvent| ());
    html! {
        <Card>
            <p>{ t("account.leave.text") }</p>
            <div role="status">
                if let Some(error) = &*failed {
                    <Notice kind={NoticeKind::Attention} title={t("account.still-in")}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Button icon="log-out" waiting={*is_leaving} on_click={on_press}>
                { if *is_leaving { t("account.leaving") } else { t("account.leave") } }
            </Button>
            <Dialog
                id="unsent"
                title={t("account.unsent.title")}
                open={*is_asking}
                on_close={stay}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={on_stay}>{ t("account.unsent.stay") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={leave.reform(|_: MouseEvent| ())}>{ t("account.unsent.leave") }</Button>
                    </>
                }}
            >
                <p>{ if n_unsent > 0 { t_n("account.unsent.text", n_unsent) } else { t("account.unsent.all") } }</p>
            </Dialog>
        </Card>
    }
}
