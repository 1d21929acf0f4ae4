//! What is said with a provider of OpenID Connect. `openidconnect` understands and verifies; requests go out by the HTTP
//! client that is here already.

use crate::outward::{NoClient, Outward};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::time::Timestamp;
use http_body_util::{BodyExt, Full, Limited};
use hyper::Uri;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreProviderMetadata,
    CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AsyncHttpClient, AuthType, AuthenticationContextClass, AuthorizationCode,
    ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    Scope, SubjectIdentifier, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long one answer of the provider may take, and how large it may be.
const PATIENCE: Duration = Duration::from_secs(10);
const ANSWER_LIMIT_BYTES: usize = 256 * 1024;
/// How long what the provider says of itself is believed, in seconds; then its keys are asked for anew.
const FRESH_FOR_S: i64 = 300;
/// How much is drawn for a state and for a nonce.
const SECRET_BYTES: u32 = 32;
/// How far its clock may be from ours, in seconds.
const SKEW_S: i64 = 60;
/// How long ago one may have signed in there, in seconds: a desk that was left is not entered again without the provider
/// asking who it is.
const SIGNED_IN_WITHIN_S: i64 = 300;

/// What is set for a provider, as texts. `Debug` hides it.
#[derive(Clone, Default)]
pub struct ProviderSettings {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// Of which the provider must say one: how strongly someone has signed in there.
    pub acr: Vec<String>,
    /// Where the browser comes back to.
    pub return_address: String,
    pub asks: Asks,
}

/// What a provider is asked about someone, beside who it is to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asks {
    #[default]
    Nothing,
    /// An address, by which members of staff are known the first time.
    Email,
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderSettings(hidden)")
    }
}

/// A provider of OpenID Connect; a clone is one count.
#[derive(Debug, Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    return_address: RedirectUrl,
    line: Line,
    known: Mutex<Option<(Timestamp, CoreProviderMetadata)>>,
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Provider(hidden)")
    }
}

/// What the browser keeps, sealed, while it is at the provider.
#[derive(Clone, Serialize, Deserialize)]
pub struct Errand {
    state: String,
    nonce: String,
    verifier: String,
    begun_at: i64,
}

impl Errand {
    /// Whether this is what the browser left with, not too long ago.
    pub fn is_of(&self, state: &str, within_s: u32, now: Timestamp) -> bool {
        let is_same = subtle::ConstantTimeEq::ct_eq(self.state.as_bytes(), state.as_bytes());
        bool::from(is_same) && now < Timestamp(self.begun_at).plus_s(i64::from(within_s))
    }
}

impl fmt::Debug for Errand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Errand(hidden)")
    }
}

/// Whom the provider knows.
#[derive(Clone)]
pub struct Known {
    pub issuer: String,
    pub subject: String,
    /// Folded; absent unless the provider says that it has verified it.
    pub verified_email: Option<String>,
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known(hidden)")
    }
}

/// Why the provider helps nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEntry {
    /// It does not answer, or not as a provider does.
    Away,
    /// It refuses the code, or what it gave for it is not what was asked for.
    Refused,
    TooWeak,
}

/// What a request to the provider met.
#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the provider did not answer")
    }
}

impl std::error::Error for Cut {}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// # Errors
    /// One sentence that names `key`, by which the address was set, and says what to write instead.
    pub fn open(key: &str, settings: ProviderSettings) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{key} cannot be used; write the address of the provider, such as https://connexion.example. http only to this machine."
            )
        };
        let uri: Uri = settings.issuer.parse().map_err(|_| wrong())?;
        if !is_safe(&uri) {
            return Err(wrong());
        }
        let line = Outward::to(&uri).map_err(|why| match why {
            NoClient::Scheme => wrong(),
            NoClient::Certificates => {
                format!(
                    "{key} is https, and this machine has no certificates to check it with. Install ca-certificates."
                )
            }
        })?;
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| wrong())?;
        let return_address = RedirectUrl::new(settings.return_address.clone()).map_err(|_| wrong())?;
        Ok(Self(Arc::new(Inner {
            settings,
            issuer,
            return_address,
            line: Line(line),
            known: Mutex::default(),
        })))
    }

    /// Where the browser goes, and what it keeps meanwhile. The state that it comes back with begins with `mark`.
    ///
    /// # Errors
    /// [`NoEntry::Away`].
    pub async fn begin(&self, mark: &'static str, now: Timestamp) -> Result<(String, Errand), NoEntry> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.client(now).await?;
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut asked = client
            .authorize_url(
                flow,
                // Some providers want 32 characters at least.
                move || CsrfToken::new([mark, CsrfToken::new_random_len(SECRET_BYTES).secret()].concat()),
                || Nonce::new_random_len(SECRET_BYTES),
            )
            .add_prompt(CoreAuthPrompt::Login)
            .set_max_age(Duration::from_secs(SIGNED_IN_WITHIN_S.unsigned_abs()))
            .set_pkce_challenge(challenge);
        if self.0.settings.asks == Asks::Email {
            asked = asked.add_scope(Scope::new("email".to_owned()));
        }
        for acr in &self.0.settings.acr {
            asked = asked.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        let (address, state, nonce) = asked.url();
        let errand = Errand {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            begun_at: now.as_ms(),
        };
        Ok((address.to_string(), errand))
    }

    /// Who came back with `code` from `errand`.
    ///
    /// # Errors
    /// [`NoEntry`].
    pub async fn finish(&self, code: String, errand: Errand, now: Timestamp) -> Result<Known, NoEntry> {
        let client = self.client(now).await?;
        let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| NoEntry::Away)?;
        let answer = exchange
            .set_pkce_verifier(PkceCodeVerifier::new(errand.verifier))
            .request_async(&self.0.line)
            .await;
        let answer = answer.map_err(|error| match error {
            openidconnect::RequestTokenError::ServerResponse(_) => NoEntry::Refused,
            _ => NoEntry::Away,
        })?;
        let token = answer.id_token().ok_or(NoEntry::Refused)?;
        let verifier = client
            .id_token_verifier()
            .set_time_fn(move || instant(now.plus_s(-SKEW_S)))
            .set_issue_time_verifier_fn(move |issued| {
                let is_past = issued <= instant(now.plus_s(SKEW_S));
                is_past.then_some(()).ok_or_else(|| "issued in the future".to_owned())
            })
            .set_auth_time_verifier_fn(move |at| {
                let earliest = instant(now.plus_s(-SIGNED_IN_WITHIN_S - SKEW_S));
                let is_fresh = at.is_some_and(|at| at >= earliest);
                is_fresh.then_some(()).ok_or_else(|| "signed in too long ago".to_owned())
            });
        let claims = token.claims(&verifier, &Nonce::new(errand.nonce)).map_err(|_| NoEntry::Refused)?;
        if let Some(expected) = claims.access_token_hash() {
            let key = token.signing_key(&verifier).map_err(|_| NoEntry::Refused)?;
            let algorithm = token.signing_alg().map_err(|_| NoEntry::Refused)?;
            let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key);
            if actual.map_err(|_| NoEntry::Refused)? != *expected {
                return Err(NoEntry::Refused);
            }
        }
        let acr = claims.auth_context_ref().map(|acr| acr.as_str());
        if !acr.is_some_and(|acr| self.0.settings.acr.iter().any(|wanted| wanted == acr)) {
            return Err(NoEntry::TooWeak);
        }
        let email = |address: &str, is_verified: Option<bool>| {
            is_verified.unwrap_or_default().then(|| fold_email(address))
        };
        let verified_email = match claims.email() {
            _ if self.0.settings.asks == Asks::Nothing => None,
            Some(address) => email(address, claims.email_verified()),
            None => {
                let told =
                    self.ask_who(&client, answer.access_token().clone(), claims.subject().clone()).await;
                told.and_then(|told| email(told.email()?, told.email_verified()))
            }
        };
        let (issuer, subject) = (claims.issuer().to_string(), claims.subject().to_string());
        Ok(Known { issuer, subject, verified_email })
    }

    /// Many providers tell an address only here.
    async fn ask_who(
        &self,
        client: &Client,
        token: AccessToken,
        subject: SubjectIdentifier,
    ) -> Option<CoreUserInfoClaims> {
        client.user_info(token, Some(subject)).ok()?.request_async(&self.0.line).await.ok()
    }

    async fn client(&self, now: Timestamp) -> Result<Client, NoEntry> {
        let Inner { settings, return_address, .. } = &*self.0;
        let secret = Some(ClientSecret::new(settings.client_secret.clone()));
        let id = ClientId::new(settings.client_id.clone());
        let metadata = self.discover(now).await?;
        // Without a word about it, a provider takes the secret in the header (OpenID Connect Discovery 1.0, section 3).
        let takes_header = metadata
            .token_endpoint_auth_methods_supported()
            .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let shown = if takes_header { AuthType::BasicAuth } else { AuthType::RequestBody };
        let client = CoreClient::from_provider_metadata(metadata, id, secret).set_auth_type(shown);
        Ok(client.set_redirect_uri(return_address.clone()))
    }

    /// One asks, the others wait for what it hears.
    async fn discover(&self, now: Timestamp) -> Result<CoreProviderMetadata, NoEntry> {
        let mut known = self.0.known.lock().await;
        if let Some((at, metadata)) = &*known
            && now < at.plus_s(FRESH_FOR_S)
        {
            return Ok(metadata.clone());
        }
        let found = CoreProviderMetadata::discover_async(self.0.issuer.clone(), &self.0.line).await;
        let metadata = found.map_err(|_| {
            tracing::warn!("a provider does not answer as one");
            NoEntry::Away
        })?;
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }
}

/// Requests to the provider, each with an end.
struct Line(Outward<Full<Bytes>>);

impl<'c> AsyncHttpClient<'c> for Line {
    type Error = Cut;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Cut>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let asked = async move {
            if !is_safe(request.uri()) {
                return Err(Cut);
            }
            let answer = self.0.ask(request.map(|body| Full::new(Bytes::from(body)))).await;
            let (parts, body) = answer.map_err(|_| Cut)?.into_parts();
            let body = Limited::new(body, ANSWER_LIMIT_BYTES).collect().await.map_err(|_| Cut)?;
            Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
        };
        Box::pin(async move { tokio::time::timeout(PATIENCE, asked).await.unwrap_or(Err(Cut)) })
    }
}

/// An address as it is compared and stored.
pub fn fold_email(address: &str) -> String {
    address.trim().to_lowercase()
}

/// Secrets go unencrypted to this machine only.
fn is_safe(uri: &Uri) -> bool {
    let is_here = matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
    uri.scheme_str() == Some("https") || uri.scheme_str() == Some("http") && is_here
}

fn instant(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.as_ms()).unwrap_or_default()
}
