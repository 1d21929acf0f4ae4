//! Signing in at the provider of one's organisation, in place of login, password and code.

use crate::api::ApiError;
use crate::app::provider::{ToProvider, take_returned};
use crate::i18n::{t, t_with};
use crate::ui::Soft;
use contract::provider::{BEGIN_PROVIDER_SIGN_IN, ProviderReturn, RETURN_PAGE};
use yew::prelude::*;

/// What the browser was sent back with, when it comes from the provider.
pub(super) fn take_back() -> Option<ProviderReturn> {
    take_returned(RETURN_PAGE, "/staff/")
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
    html! {
        <div class="mt-stack mt-stack--form">
            <ToProvider endpoint={&BEGIN_PROVIDER_SIGN_IN} on_failed={props.on_failed.clone()}>
                { t_with("desk.sign-in.provider", &[("provider", &props.label)]) }
            </ToProvider>
            <Soft>{ t("desk.sign-in.or") }</Soft>
        </div>
    }
}
