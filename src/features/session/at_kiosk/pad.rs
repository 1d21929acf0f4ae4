//! Keys on the screen: a kiosk has no keyboard. Each is a button with its sign as name, in a group that says what it is for.
//!
//! A touch leaves the focus where it is, so that a field keeps its mark; with a keyboard, Tab reaches the keys as any button.

use super::state::{Key, Page};
use crate::i18n::{t, use_language};
use crate::ui::Icon;
use domain::session::CARD_ALPHABET;
use yew::prelude::*;

/// The digits of a date, as on a telephone.
const DIGITS: &[u8] = b"123456789";

#[derive(PartialEq, Properties)]
pub(super) struct PadProps {
    pub page: Page,
    pub on_key: Callback<Key>,
}

#[component]
pub(super) fn Pad(props: &PadProps) -> Html {
    use_language();
    let sign = |sign: &u8| key(&props.on_key, Key::Sign(char::from(*sign)));
    let erase = key(&props.on_key, Key::Erase);
    match props.page {
        Page::Card => html! {
            <div key="card" class="mt-pad mt-pad--card" role="group" aria-label={t("kiosk.pad.card")}>
                { for CARD_ALPHABET.iter().map(sign) }
                { erase }
            </div>
        },
        Page::Birth => html! {
            <div key="birth" class="mt-pad mt-pad--birth" role="group" aria-label={t("kiosk.pad.birth")}>
                { for DIGITS.iter().map(sign) }
                { erase }
                { sign(&b'0') }
                { key(&props.on_key, Key::Next) }
            </div>
        },
    }
}

fn key(on_key: &Callback<Key>, key: Key) -> Html {
    let on_key = on_key.clone();
    let (name, class, content) = match key {
        Key::Sign(sign) => (sign.to_string(), "mt-pad__key", html! { { sign } }),
        Key::Erase => {
            ("erase".to_owned(), "mt-pad__key mt-pad__key--word", html! { { t("kiosk.pad.erase") } })
        }
        Key::Next => (
            "next".to_owned(),
            "mt-pad__key mt-pad__key--word",
            html! { <><span>{ t("kiosk.pad.next") }</span><Icon name="arrow-right" turn={true} /></> },
        ),
    };
    html! {
        <button
            key={name}
            {class}
            type="button"
            onpointerdown={|event: PointerEvent| event.prevent_default()}
            onmousedown={|event: MouseEvent| event.prevent_default()}
            onclick={move |_| on_key.emit(key)}
        >
            { content }
        </button>
    }
}
