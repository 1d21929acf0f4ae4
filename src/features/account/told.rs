//! How one is told, in a line that leads to where it is changed.

use crate::api::{Call, Load, use_load};
use crate::device;
use crate::i18n::{t, t_with, use_language};
use crate::routes::Route;
use crate::ui::{Row, Rows};
use contract::messages::{GET_REACH, ReachView};
use contract::session::Setting;
use domain::messages::Channel;
use yew::prelude::*;

#[component]
pub fn Told() -> Html {
    use_language();
    let loaded = use_load::<ReachView>(Call::new(&GET_REACH));
    let more = match &loaded.load {
        // The first page of a visit at a kiosk: a number and an address are shown to whoever asks for them (K3).
        Load::There(reach) if device::setting() != Setting::Kiosk => in_words(reach),
        Load::There(_) | Load::UnderWay | Load::Failed(_) => t("reach.row"),
    };
    html! {
        <Rows>
            <Row key="reach" icon="smartphone" name={t("page.reach")} {more} href={Route::Reach.href()} />
        </Rows>
    }
}

fn in_words(reach: &ReachView) -> AttrValue {
    match reach.told_by {
        // A number is one word.
        Some(Channel::Sms) => t_with("reach.is.sms", &[("phone", &reach.phone.replace(' ', "\u{a0}"))]),
        Some(Channel::Email) => t_with("reach.is.email", &[("email", &reach.email)]),
        None => t("reach.is.none"),
    }
}
