//! Signing in at the provider of one's organisation, in place of login, password and code.

use crate::api::{ApiError, Call, send};
use crate::device;
use crate::i18n::{t, t_with};
use crate::ui::{Button, Soft};
use contract::provider::{BEGIN_PROVIDER_SIGN_IN, FinishProviderSignIn, ProviderAddress, RETURN_PAGE};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the browser was sent back with, when it comes from the provider; the address forgets it. Whoever turned back there
/// brings no code, which the server refuses in words.
pub(super) fn take_returned() -> Option<FinishProviderSignIn> {
    let location = device::window().location();
    if location.pathname().ok()? != RETURN_PAGE {
        return None;
    }
    let asked = location.search().unwrap_or_default();
    if let Ok(history) = device::window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("/staff/"));
    }
    Some(FinishProviderSignIn { code: value_of(&asked, "code"), state: value_of(&asked, "state") })
}

/// A value of a query, decoded; empty when it is not there.
pub(super) fn value_of(query: &str, name: &str) -> String {
    let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.find(|(found, _)| *found == name).map_or("", |(_, value)| value);
    js_sys::decode_uri_component(value).map(String::from).unwrap_or_default()
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ProviderDoorProps {
    /// What staff know the provider by.
    pub label: AttrValue,
    pub on_failed: Callback<ApiError>,
}

/// The way to the provider, before the form.
#[component]
pub(super) fn ProviderDoor(props: &ProviderDoorProps) -> Html {
    let is_asking = use_state_eq(|| false);
    let on_click = {
        let (asking, on_failed) = (is_asking.setter(), props.on_failed.clone());
        move |_| {
            asking.set(true);
            let (asking, on_failed) = (asking.clone(), on_failed.clone());
            spawn_local(async move {
                match send::<ProviderAddress>(&Call::new(&BEGIN_PROVIDER_SIGN_IN)).await {
                    Ok(found) => drop(device::window().location().set_href(&found.address)),
                    Err(error) => on_failed.emit(error),
                }
                asking.set(false);
            });
        }
    };
    html! {
        <div class="mt-stack mt-stack--form">
            <Button id="provider" waiting={*is_asking} {on_click}>
                { t_with("desk.sign-in.provider", &[("provider", &props.label)]) }
            </Button>
            <Soft>{ t("desk.sign-in.or") }</Soft>
        </div>
    }
}
