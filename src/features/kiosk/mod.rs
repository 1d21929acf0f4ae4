//! The portal on a public device (K1, K3; decision 21): a start page that shows nothing of anyone, and an end of each visit
//! after which nothing of it is left. On a kiosk every page stands inside [`Kiosk`].

mod end;
mod enrol;
mod handover;
mod phone;
mod quiet;
mod start;
mod state;
mod watch;

pub use enrol::Enrol;
pub use phone::OnPhone;

use crate::api::{Session, use_session};
use crate::device;
use crate::drafts::use_drafts;
use core::cell::Cell;
use end::Ending;
use start::Start;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use watch::Watch;
use yew::prelude::*;

/// How long what is written to come in may stand there without a touch, the question included, in seconds.
const ENTRY_REST_S: u32 = 120;

#[derive(Debug, Properties)]
pub struct KioskProps {
    /// Whether the page shows nothing of a person.
    pub is_open: bool,
    /// Whether it is the first page.
    pub is_start: bool,
    /// The sign-in form.
    pub sign_in: Html,
    /// The page, for whoever is signed in.
    pub children: Html,
}

yew::always_drawn!(KioskProps);

/// The start page, the way in, or the page under its watch.
#[component]
pub fn Kiosk(props: &KioskProps) -> Html {
    let session = use_session();
    let drafts = use_drafts();
    let is_over = match &session.session {
        Session::Expired(_) | Session::Kept(_) => true,
        Session::Out | Session::Unknown | Session::Away(_) => session.n_starts > 0,
        Session::In(_) => false,
    };
    use_effect_with(is_over, move |is_over| {
        // However a visit has ended, its document goes with it. The server is asked all the same: its answer is what empties
        // the browser. What could not be sent would hold the page back.
        if *is_over {
            drafts.empty();
            spawn_local(end::end_visit());
        }
    });
    use_effect_with((), |()| quiet::nothing_typed_is_kept());
    use_effect_with((), |()| {
        // A browser that kept a page as it was must not bring it back: it leaves empty, and comes back as a new one.
        let has_left = Rc::new(Cell::new(false));
        let leaves = has_left.clone();
        let away = device::listen(&device::window(), "pagehide", move |_| {
            leaves.set(true);
            end::empty_page();
        });
        let back = device::listen(&device::window(), "pageshow", move |_| {
            if has_left.get() {
                end::replace_page();
            }
        });
        move || drop((away, back))
    });
    if is_over {
        return html! { <Ending key="over" /> };
    }
    match session.me() {
        Some(me) => html! {
            <Watch key="watch" rest_s={me.idle_s} is_in={true}>{ props.children.clone() }</Watch>
        },
        None if props.is_open => html! { <div key="open">{ props.children.clone() }</div> },
        None if props.is_start => html! { <Start key="start" /> },
        None => html! {
            <Watch key="sign-in" rest_s={ENTRY_REST_S} is_in={false}>{ props.sign_in.clone() }</Watch>
        },
    }
}

#[cfg(test)]
mod tests;
