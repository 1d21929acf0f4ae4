//! "Ce téléphone est à moi": what waits may then stay in the browser, and the app opens without network. Asked where one
//! begins to take stock and among the person's settings; never on a kiosk, nor at the desk.

use crate::device;
use crate::drafts::{Keeping, use_drafts};
use crate::i18n::{t, use_language};
use crate::ui::{Card, Choice, ChoiceKind, Notice, NoticeKind};
use contract::session::Setting;
use yew::prelude::*;

/// A box to tick; unticked, the device forgets at once.
#[component]
pub fn OwnDevice() -> Html {
    use_language();
    let drafts = use_drafts();
    if device::setting() == Setting::Kiosk || device::sitting().is_some() {
        return html! { <span></span> };
    }
    let keeping = drafts.keeping();
    let is_from_desk = device::is_from_desk();
    let failed = if is_from_desk { "error.preview-read-only" } else { "shell.own.failed" };
    html! {
        <Card>
            <Choice
                id="own-device"
                name="own-device"
                kind={ChoiceKind::Check}
                label={t("shell.own")}
                more={t("shell.own.more")}
                checked={keeping == Keeping::On || (keeping == Keeping::Failed && !is_from_desk)}
                on_change={move |is_own| drafts.declare_own(is_own)}
            />
            <div role="status">
                if keeping == Keeping::Failed {
                    <Notice kind={NoticeKind::Attention}><p>{ t(failed) }</p></Notice>
                }
            </div>
        </Card>
    }
}
