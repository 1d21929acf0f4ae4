//! The door of a forum (W15): a device that is prepared once and then needs nobody. It reads tickets with its camera or as
//! typed codes, answers at once, and tells the server when it can.

mod prepare;
mod shelf;
mod sign;
pub mod state;
mod sync;
mod work;

use crate::i18n::{t, use_language};
use crate::ui::{Skeleton, Title};
use prepare::Prepare;
use state::{Kept, Unsent};
use wasm_bindgen_futures::spawn_local;
use work::Work;
use yew::prelude::*;

/// What this device is.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Reading,
    /// No door yet.
    Nothing,
    Door(Box<(Kept, Unsent)>),
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct DoorPageProps {
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn DoorPage(props: &DoorPageProps) -> Html {
    use_language();
    let found = use_state(|| Found::Reading);
    {
        let found = found.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                found.set(match shelf::read().await {
                    Some(kept) => Found::Door(Box::new(kept)),
                    None => Found::Nothing,
                });
            });
        });
    }
    let on_prepared = {
        let found = found.setter();
        Callback::from(move |kept| found.set(Found::Door(Box::new((kept, Unsent::default())))))
    };
    let on_forget = {
        let found = found.setter();
        Callback::from(move |()| {
            shelf::forget();
            found.set(Found::Nothing);
        })
    };
    let on_lost = props.on_lost.clone();
    match &*found {
        Found::Reading => html! {
            <div class="mt-stack">
                <Title>{ t("desk.door.title") }</Title>
                <Skeleton label={t("shell.loading")} lines={4} />
            </div>
        },
        Found::Nothing => html! { <Prepare key="prepare" {on_lost} {on_prepared} /> },
        Found::Door(door) => {
            let (kept, unsent) = (**door).clone();
            let key = kept.list.forum.to_string();
            html! { <Work {key} {kept} {unsent} {on_lost} {on_forget} /> }
        }
    }
}

#[cfg(test)]
mod tests;
