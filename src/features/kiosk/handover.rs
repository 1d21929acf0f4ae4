//! "Continuer sur mon téléphone": a code that the phone reads. Once it is used, the visit here has ended on the server; the
//! kiosk, which asks, hears of it within two seconds and forgets.

use crate::api::{ApiError, Call, send, sleep_ms};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Dialog, Notice, NoticeKind, Qr, Soft, qr_modules};
use contract::handover::{HandoverView, OFFER_HANDOVER};
use contract::session::{GET_ME, Me};
use core::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often the kiosk asks whether the phone has it, and how often at most: two minutes, as long as a code works.
const ASK_EVERY_MS: u32 = 2_000;
const N_ASKS: u32 = 60;

/// What the dialog shows.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Closed,
    /// The code is on its way.
    Asking,
    Shown(Rc<HandoverView>),
    /// Nobody has used it in time.
    Late,
    Failed(ApiError),
}

#[component]
pub(super) fn GoOn() -> Html {
    use_language();
    let stage = use_state_eq(|| Stage::Closed);
    {
        let later = stage.setter();
        use_effect_with((*stage).clone(), move |stage| {
            let is_wanted = Rc::new(Cell::new(true));
            let still_wanted = is_wanted.clone();
            match stage {
                Stage::Asking => spawn_local(async move {
                    let offered = send::<HandoverView>(&Call::new(&OFFER_HANDOVER)).await;
                    if still_wanted.get() {
                        later.set(offered.map_or_else(Stage::Failed, |view| Stage::Shown(Rc::new(view))));
                    }
                }),
                Stage::Shown(_) => spawn_local(async move {
                    for _ in 0..N_ASKS {
                        sleep_ms(ASK_EVERY_MS).await;
                        if !still_wanted.get() {
                            return;
                        }
                        // Whoever hears that the session is over ends the visit: `Kiosk`.
                        drop(send::<Me>(&Call::new(&GET_ME)).await);
                    }
                    if still_wanted.get() {
                        later.set(Stage::Late);
                    }
                }),
                Stage::Closed | Stage::Late | Stage::Failed(_) => {}
            }
            move || is_wanted.set(false)
        });
    }
    let ask = {
        let stage = stage.setter();
        Callback::from(move |_: MouseEvent| stage.set(Stage::Asking))
    };
    let close = {
        let stage = stage.setter();
        Callback::from(move |()| stage.set(Stage::Closed))
    };
    let again = matches!(*stage, Stage::Late | Stage::Failed(_));
    html! {
        <>
            <Button icon="smartphone" on_click={ask.clone()}>{ t("kiosk.phone.open") }</Button>
            <Dialog
                id="to-phone"
                title={t("kiosk.phone.title")}
                open={*stage != Stage::Closed}
                on_close={close.clone()}
                actions={html! {
                    <>
                        if again {
                            <Button key="again" kind={ButtonKind::Primary} on_click={ask}>{ t("kiosk.phone.again") }</Button>
                        }
                        <Button key="stay" kind={if again { ButtonKind::Plain } else { ButtonKind::Quiet }} on_click={close.reform(|_: MouseEvent| ())}>
                            { t("kiosk.phone.stay") }
                        </Button>
                    </>
                }}
            >
                <div role="status" class="mt-stack mt-stack--tight">{ content(&stage) }</div>
            </Dialog>
        </>
    }
}

fn content(stage: &Stage) -> Html {
    match stage {
        Stage::Closed => html! { <span></span> },
        Stage::Asking => html! { <p>{ t("kiosk.phone.asking") }</p> },
        Stage::Late => {
            html! { <Notice kind={NoticeKind::Information}><p>{ t("kiosk.phone.late") }</p></Notice> }
        }
        Stage::Failed(error) => html! {
            <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
        },
        Stage::Shown(view) => {
            let address =
                view.address.split_once("://").map_or(view.address.as_str(), |(_, address)| address);
            html! {
                <>
                    <p>{ t("kiosk.phone.scan") }</p>
                    <div class="mt-kiosk__qr"><Qr label={t("kiosk.phone.qr")} modules={qr_modules(&view.qr)} /></div>
                    <p>{ t_with("kiosk.phone.type", &[("address", address)]) }</p>
                    <p class="mt-kiosk__code" dir="ltr">{ view.code.clone() }</p>
                    <Soft>{ t("kiosk.phone.ends") }</Soft>
                </>
            }
        }
    }
}
