//! Signing in at the provider of one's organisation (OpenID Connect, decision 33), in place of login, password and code.

use crate::endpoint::{Effect, Endpoint, Method, Role};
use serde::{Deserialize, Serialize};

/// The page of the desk to which the provider sends the browser back, with what is given to [`FINISH_PROVIDER_SIGN_IN`].
pub const RETURN_PAGE: &str = "/staff/provider";

/// A read by `POST`: nothing is kept but a cookie, and no other site can send it.
pub const BEGIN_PROVIDER_SIGN_IN: Endpoint = Endpoint {
    operation_id: "beginProviderSignIn",
    method: Method::Post,
    path: "/api/staff/provider",
    summary: Endpoint::docs(
        "Where the browser goes to sign in at the provider of the organisation, when there is one.",
    ),
    roles: &[Role::Public],
    effect: Effect::Read,
    owner: "none",
    needs_if_match: false,
};

pub const FINISH_PROVIDER_SIGN_IN: Endpoint = Endpoint {
    operation_id: "finishProviderSignIn",
    method: Method::Post,
    path: "/api/staff/provider/session",
    summary: Endpoint::docs("Sign in with what the provider sent the browser back with."),
    roles: &[Role::Public],
    effect: Effect::Write,
    owner: "none",
    needs_if_match: false,
};

/// Answer of whatever begins with a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderAddress {
    pub address: String,
}

/// What the browser comes back with from a provider: body of `finishProviderSignIn`, `finishProviderEntry` and `linkIdentity`. `Debug` is not derived: the code is a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderReturn {
    pub code: String,
    pub state: String,
}

impl core::fmt::Debug for ProviderReturn {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ProviderReturn(hidden)")
    }
}
