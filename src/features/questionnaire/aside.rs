//! The frame of a page beside the questions: back to where one was, one thing to decide.

use crate::i18n::t;
use crate::ui::{Hand, Screen, ScreenKind, Tool, TopBar};
use yew::prelude::*;

/// `actions`: one primary, at most two ways out.
pub fn aside(back_to: &AttrValue, actions: Html, content: Html) -> Html {
    let start =
        html! { <Tool icon="arrow-left" turn={true} label={t("stock.back")} href={back_to.clone()} /> };
    html! {
        <Screen
            kind={ScreenKind::Task}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar {start} /> }}
            foot={html! { <Hand>{ actions }</Hand> }}
        >
            <div class="mt-stack mt-stack--form">{ content }</div>
        </Screen>
    }
}
