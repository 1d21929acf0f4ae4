//! The sign: one word that is seen from two metres, and the one thing to know. Nothing here is red.

use super::state::{Door, Event, Said};
use crate::desk::words::span_words;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Icon};
use domain::forum::Sign as What;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct SignProps {
    pub door: UseReducerHandle<Door>,
}

#[component]
pub(super) fn Sign(props: &SignProps) -> Html {
    use_language();
    let door = &props.door;
    let zone = door.kept.list.when.zone.as_str();
    let hours = door.shown.as_ref().and_then(|shown| door.entry(shown.entry?));
    let hours = hours.map(|entry| span_words(entry.from, entry.to)).unwrap_or_default();
    let of_hours = |key: &str| t_with(key, &[("hours", &hours)]);
    let (look, icon, title, more) = match door.shown.as_ref().map(|shown| &shown.said) {
        None => ("ready", "smartphone", t("desk.door.ready"), t("desk.door.ready.more")),
        Some(Said::Sign(What::Welcome)) => {
            ("welcome", "check", t("desk.door.welcome"), of_hours("desk.door.welcome.more"))
        }
        Some(Said::LetIn) => ("welcome", "check", t("desk.door.welcome"), of_hours("desk.door.let-in.more")),
        Some(Said::WalkIn) => ("welcome", "users-round", t("desk.door.welcome"), t("desk.door.walk-in.more")),
        Some(Said::NotNow) => ("ready", "clock", t("desk.door.not-now"), of_hours("desk.door.not-now.more")),
        Some(Said::Sign(What::Already { at, is_here })) => {
            let (_, time) = i18n::moment_in(*at, zone);
            let more = if *is_here { "desk.door.already.here" } else { "desk.door.already.elsewhere" };
            ("care", "info", t_with("desk.door.already", &[("time", &time)]), t(more))
        }
        Some(Said::Sign(What::OtherHour(_))) => {
            ("other", "clock", of_hours("desk.door.other"), t("desk.door.other.more"))
        }
        Some(Said::Sign(What::Unknown)) => {
            ("care", "circle-question-mark", t("desk.door.unknown"), t("desk.door.unknown.more"))
        }
        Some(Said::Foreign) => {
            ("care", "circle-question-mark", t("desk.door.foreign"), t("desk.door.foreign.more"))
        }
    };
    let code = door.shown.as_ref().and_then(|shown| shown.code.as_ref()).map(|code| {
        let (left, right) = code.groups();
        [left, " ", right].concat()
    });
    let asks = matches!(door.shown.as_ref().map(|shown| &shown.said), Some(Said::Sign(What::OtherHour(_))));
    let turn = door.shown.as_ref().map_or(0, |shown| shown.turn);
    let decide = |is_let_in: bool, kind: ButtonKind, key: &'static str| {
        let dispatch = door.dispatcher();
        let on_click = move |_| dispatch.dispatch(Event::Decided(is_let_in, device::now()));
        html! { <Button {key} {kind} {on_click}>{ t(key) }</Button> }
    };
    html! {
        <section class={classes!("mt-sign", ["mt-sign--", look].concat())} id="sign" tabindex="-1">
            <div class="mt-sign__words" role="status" aria-live="assertive" aria-atomic="true">
                // A new element each time: the same words again are said again.
                <div key={turn}>
                    <p class="mt-sign__title"><Icon name={icon} /><span>{ title }</span></p>
                    <p>{ more }</p>
                    <p class="mt-sign__code" dir="ltr">{ code }</p>
                </div>
            </div>
            <div class="mt-cluster" hidden={!asks}>
                { decide(true, ButtonKind::Primary, "desk.door.other.let-in") }
                { decide(false, ButtonKind::Quiet, "desk.door.other.not-now") }
            </div>
        </section>
    }
}
