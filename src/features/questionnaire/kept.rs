//! One line that says where the answers are: on their way, kept, or waiting on this device.

use crate::device;
use crate::drafts::{SaveState, use_drafts};
use crate::i18n::{t, use_language};
use crate::ui::Icon;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// A save that is this quick is not worth a word.
const QUIET_MS: u32 = 700;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct KeptProps {
    /// Whether the page has an answer; without one, there is nothing to say.
    pub answered: bool,
}

/// Stays on the page, so that its changes are read out. Its height does not change with its words.
#[component]
pub fn Kept(props: &KeptProps) -> Html {
    use_language();
    let drafts = use_drafts();
    let state = drafts.save_state();
    let is_slow = use_state_eq(|| false);
    {
        let is_slow = is_slow.clone();
        use_effect_with(state, move |state| {
            let alarm = match state {
                SaveState::Saving => Some(Timeout::new(QUIET_MS, move || is_slow.set(true))),
                SaveState::Saved | SaveState::Waiting { .. } => {
                    is_slow.set(false);
                    None
                }
            };
            move || drop(alarm)
        });
    }
    let (icon, words) = match state {
        SaveState::Waiting { .. } if drafts.is_kept() => ("smartphone", t("stock.kept.here")),
        SaveState::Waiting { .. } if device::is_online() => ("smartphone", t("stock.kept.waiting")),
        SaveState::Waiting { .. } => ("wifi-off", t("stock.kept.offline")),
        SaveState::Saving if *is_slow => ("refresh-cw", t("stock.kept.saving")),
        // Not while two answers stand side by side, or one was refused: what is on screen is not what is kept.
        SaveState::Saved if props.answered && !drafts.is_apart() && drafts.refusals().is_empty() => {
            ("check", t("stock.kept.saved"))
        }
        SaveState::Saving | SaveState::Saved => ("", AttrValue::Static("\u{a0}")),
    };
    html! {
        <p class="mt-subject__note" role="status">
            <span>
                if !icon.is_empty() {
                    <Icon name={icon} small={true} />
                }
            </span>
            <span>{ words }</span>
        </p>
    }
}
