//! Over a person's page, and over what they write to come in: whether anyone is still there, and the end of the visit.

use super::end::{Ending, end_visit, replace_page};
use super::handover::GoOn;
use super::state::{Event, Stage, Visit};
use crate::api::{Call, send};
use crate::device;
use crate::drafts::use_drafts;
use crate::i18n::{t, t_n, use_language};
use crate::ui::{Button, ButtonKind, Dialog};
use contract::session::{GET_ME, Me};
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What counts as someone being there.
const TOUCHES: [&str; 4] = ["pointerdown", "keydown", "input", "wheel"];

#[derive(Debug, Properties)]
pub struct WatchProps {
    /// How long the page may rest, the question included, in seconds.
    pub rest_s: u32,
    /// Whether someone is signed in: then the server ends the visit, and hears that someone is there who only reads.
    pub is_in: bool,
    pub children: Html,
}

yew::always_drawn!(WatchProps);

#[component]
pub fn Watch(props: &WatchProps) -> Html {
    use_language();
    let drafts = use_drafts();
    let visit = use_reducer_eq(|| Visit::begin(props.rest_s, device::now()));
    let (is_over, is_in) = (visit.stage == Stage::Over, props.is_in);
    {
        let dispatch = visit.dispatcher();
        use_effect_with((), move |()| {
            let touched = |dispatch: &UseReducerDispatcher<Visit>| {
                let dispatch = dispatch.clone();
                move |_: &web_sys::Event| dispatch.dispatch(Event::Touched(device::now()))
            };
            let listeners = TOUCHES.map(|name| device::listen(&device::document(), name, touched(&dispatch)));
            move || drop(listeners)
        });
    }
    {
        let (dispatch, n_seconds) = (visit.dispatcher(), use_state_eq(|| 0_u32));
        use_effect_with(*n_seconds, move |n| {
            let next = n.wrapping_add(1);
            let clock = Timeout::new(1_000, move || {
                dispatch.dispatch(Event::Tick(device::now()));
                n_seconds.set(next);
            });
            move || drop(clock)
        });
    }
    {
        let begun = use_mut_ref(|| visit.last_told);
        use_effect_with(visit.last_told, move |told| {
            // A read, for nothing but that the session does not rest.
            if begun.replace(*told) != *told && is_in {
                spawn_local(async { drop(send::<Me>(&Call::new(&GET_ME)).await) });
            }
        });
    }
    use_effect_with(is_over, move |is_over| {
        if *is_over {
            // What could not be sent would hold the page back, and belongs to someone who has gone.
            drafts.empty();
            if is_in {
                spawn_local(end_visit());
            } else {
                replace_page();
            }
        }
    });
    let stay = {
        let dispatch = visit.dispatcher();
        Callback::from(move |()| dispatch.dispatch(Event::Stay(device::now())))
    };
    let leave = {
        let dispatch = visit.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Event::Leave))
    };
    if is_over {
        return html! { <Ending key="over" /> };
    }
    let left_s = match visit.stage {
        Stage::Asked { left_s } => Some(left_s),
        Stage::Page | Stage::Over => None,
    };
    html! {
        <div key="visit" class="mt-kiosk">
            <div class="mt-kiosk__page">{ props.children.clone() }</div>
            <div class="mt-kiosk__end">
                if is_in {
                    <GoOn key="phone" />
                }
                <Button key="end" icon={if is_in { "log-out" } else { "house" }} on_click={leave.clone()}>
                    { if is_in { t("kiosk.end") } else { t("kiosk.home") } }
                </Button>
            </div>
            <Dialog
                id="still-there"
                role="alertdialog"
                described_by="still-there-text"
                title={t("kiosk.still")}
                open={left_s.is_some()}
                on_close={stay.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={stay.reform(|_: MouseEvent| ())}>{ t("kiosk.still.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={leave}>{ t("kiosk.end") }</Button>
                    </>
                }}
            >
                <p id="still-there-text">{ t("kiosk.still.text") }</p>
                // Not said again each second: the sentence above says it once.
                <p class="mt-kiosk__left" aria-hidden="true">{ t_n("kiosk.still.left", left_s.unwrap_or_default()) }</p>
            </Dialog>
        </div>
    }
}
