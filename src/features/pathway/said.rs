//! What came of the last errand, where it was about.

use super::state::{Event, Part, State, What, status_key};
use crate::i18n::{t, t_with};
use crate::ui::{Button, ButtonKind, Notice, NoticeKind};
use yew::prelude::*;

/// Stands in a live region that stays.
pub(super) fn said(state: &UseReducerHandle<State>, part: &Part) -> Html {
    if let Some(error) = state.failed_at(part) {
        return html! { <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> };
    }
    let Some(noted) = state.noted.as_ref().filter(|noted| noted.at == *part) else {
        return html! { <span></span> };
    };
    let words = match noted.what {
        What::Said(status) => t_with(noted.what.key(), &[("status", &t(status_key(status)))]),
        what => t(what.key()),
    };
    let dispatch = state.dispatcher();
    html! {
        <Notice kind={NoticeKind::Success}>
            <p>{ words }</p>
            if noted.undo.is_some() {
                <Button
                    kind={ButtonKind::Plain}
                    waiting={state.errand.is_some()}
                    on_click={move |_| dispatch.dispatch(Event::Undone)}
                >
                    { t("pathway.undo") }
                </Button>
            }
        </Notice>
    }
}
