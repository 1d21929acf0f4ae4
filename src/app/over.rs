//! What is shown when a page that was opened from the desk is over, a look or a sitting: nothing of the person, and the way back.

use crate::i18n::t;
use crate::ui::{ButtonKind, Hand, LinkButton, Screen, ScreenKind, Title, TopBar, brand};
use yew::prelude::*;

pub fn over_screen(title: AttrValue, lines: [AttrValue; 2]) -> Html {
    let [what, why] = lines;
    html! {
        <Screen
            kind={ScreenKind::Task}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar start={brand("/staff/".into())} /> }}
            foot={html! {
                <Hand>
                    <LinkButton kind={ButtonKind::Primary} href="/staff/">{ t("preview.over.desk") }</LinkButton>
                </Hand>
            }}
        >
            <Title>{ title }</Title>
            <p>{ what }</p>
            <p>{ why }</p>
        </Screen>
    }
}
