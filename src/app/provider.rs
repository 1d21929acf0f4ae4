//! The way to a provider of OpenID Connect and back, for the desk and for people: a button that leads there, and what the browser
//! is sent back with.

use crate::api::{ApiError, Call, send};
use crate::device;
use crate::ui::Button;
use contract::Endpoint;
use contract::provider::{ProviderAddress, ProviderReturn};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the browser was sent back with to `page`, when it comes from a provider; the address becomes `then`, and forgets it.
/// Whoever turned back there brings no code, which the server refuses in words.
pub fn take_returned(page: &str, then: &str) -> Option<ProviderReturn> {
    let returned = find_returned(page)?;
    if let Ok(history) = device::window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(then));
    }
    Some(returned)
}

/// The same, without taking it.
pub fn find_returned(page: &str) -> Option<ProviderReturn> {
    let location = device::window().location();
    if location.pathname().ok()? != page {
        return None;
    }
    let asked = location.search().unwrap_or_default();
    Some(ProviderReturn { code: value_of(&asked, "code"), state: value_of(&asked, "state") })
}

/// A value of a query, decoded; empty when it is not there.
fn value_of(query: &str, name: &str) -> String {
    let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.find(|(found, _)| *found == name).map_or("", |(_, value)| value);
    js_sys::decode_uri_component(value).map(String::from).unwrap_or_default()
}

#[derive(Debug, Properties)]
pub struct ToProviderProps {
    /// What says where to go.
    pub endpoint: &'static Endpoint,
    pub children: Html,
    pub on_failed: Callback<ApiError>,
}

yew::always_drawn!(ToProviderProps);

/// The button that leads to the provider.
#[component]
pub fn ToProvider(props: &ToProviderProps) -> Html {
    let is_asking = use_state_eq(|| false);
    let on_click = {
        let (asking, on_failed, endpoint) = (is_asking.setter(), props.on_failed.clone(), props.endpoint);
        move |_| {
            asking.set(true);
            let (asking, on_failed) = (asking.clone(), on_failed.clone());
            spawn_local(async move {
                match send::<ProviderAddress>(&Call::new(endpoint)).await {
                    Ok(found) => drop(device::window().location().set_href(&found.address)),
                    Err(error) => on_failed.emit(error),
                }
                asking.set(false);
            });
        }
    };
    html! { <Button id="provider" waiting={*is_asking} {on_click}>{ props.children.clone() }</Button> }
}
