//! The first page of a kiosk: four things one may have come for, nothing of anyone, and the languages.

use crate::app::shell::LanguageTool;
use crate::i18n::{t, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Icon, Lead, Screen, ScreenKind, Title, TopBar, brand};
use yew::prelude::*;

#[component]
pub fn Start() -> Html {
    use_language();
    let choice = |to: Route, icon: &'static str, key: &'static str| {
        html! {
            <li key={key}>
                <a class="mt-kiosk-choice" href={to.href()}>
                    <Icon name={icon} />
                    <span>{ t(key) }</span>
                </a>
            </li>
        }
    };
    html! {
        <Screen
            kind={ScreenKind::Place}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar start={brand("/".into())} end={html! { <LanguageTool /> }} /> }}
        >
            <Title>{ t("kiosk.start") }</Title>
            <Lead>{ t("kiosk.start.text") }</Lead>
            <ul class="mt-kiosk-choices">
                { choice(Route::Stock(StockPage::Start), "message-circle", "kiosk.start.stock") }
                { choice(Route::Pathway, "route", "kiosk.start.pathway") }
                { choice(Route::Workshops, "calendar", "kiosk.start.workshops") }
                { choice(Route::Account, "user-round", "kiosk.start.account") }
            </ul>
            <p>{ t("kiosk.start.help") }</p>
        </Screen>
    }
}
