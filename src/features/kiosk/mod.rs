//! The portal on a public device (K1, K3; decision 21): a start page that shows nothing of anyone, and an end of each visit
//! after which nothing of it is left. On a kiosk every page stands inside [`Kiosk`].

mod end;
mod enrol;
mod start;
mod state;
mod watch;

pub use enrol::Enrol;

use crate::api::{Session, use_session};
use crate::device;
use core::cell::Cell;
use start::Start;
use std::rc::Rc;
use watch::Watch;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
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

/// The start page, the way in, or the page under its watch.
#[component]
pub fn Kiosk(props: &KioskProps) -> Html {
    let session = use_session();
    let is_over = match &session.session {
        Session::Expired(_) | Session::Kept(_) => true,
        Session::Out | Session::Unknown | Session::Away(_) => session.n_starts > 0,
        Session::In(_) => false,
    };
    use_effect_with(is_over, |is_over| {
        // However a visit has ended, its document goes with it.
        if *is_over {
            end::replace_page();
        }
    });
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
        return html! { <div key="over"></div> };
    }
    match session.me() {
        Some(me) => html! { <Watch key="watch" me={me.clone()}>{ props.children.clone() }</Watch> },
        None if props.is_open => html! { <div key="open">{ props.children.clone() }</div> },
        None if props.is_start => html! { <Start key="start" /> },
        None => html! { <div key="sign-in">{ props.sign_in.clone() }</div> },
    }
}

#[cfg(test)]
mod tests;
