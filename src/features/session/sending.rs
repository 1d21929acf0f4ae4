//! What the form does by itself: it is sent while it says so, and its wait ends.

use super::state::{Event, Form, Status};
use crate::api::{Call, SessionEvent, send, use_session};
use crate::device;
use contract::session::{Me, START_SESSION};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[hook]
pub(super) fn use_sending(form: &Form, tell: Callback<Event>) {
    let session = use_session();
    {
        let to_send = form.to_send(device::this_year(), device::setting());
        let (tell, session) = (tell.clone(), session.dispatcher());
        use_effect_with(to_send.is_some(), move |_| {
            if let Some(body) = to_send {
                spawn_local(async move {
                    match send::<Me>(&Call::new(&START_SESSION).body(&body)).await {
                        Ok(me) => session.dispatch(SessionEvent::Found(Rc::new(me))),
                        Err(error) => tell.emit(Event::Refused(error)),
                    }
                });
            }
        });
    }
    use_end_of_wait(&form.status, tell.reform(|()| Event::WaitOver));
}

/// Tells when a wait is over.
#[hook]
pub(super) fn use_end_of_wait(status: &Status, over: Callback<()>) {
    use_effect_with(status.clone(), move |status| {
        let alarm = match status {
            Status::SlowDown { wait_s } => {
                Some(Timeout::new(wait_s.saturating_mul(1000), move || over.emit(())))
            }
            Status::Open | Status::Sending | Status::Failed(_) | Status::WaitOver => None,
        };
        move || drop(alarm)
    });
}
