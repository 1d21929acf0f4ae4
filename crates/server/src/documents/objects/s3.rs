//! S3 and what speaks like it. `object_store` signs and understands; requests go out by the HTTP client that is here
//! already, so that there is no second one.

use crate::outward::{NoClient, Outward};
use async_trait::async_trait;
use http_body_util::BodyExt;
use hyper::Uri;
use object_store::aws::AmazonS3Builder;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpResponseBody, HttpService,
};
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A request that met a connection which was just being closed is sent once more; a store that is away is asked again by
/// those who wait for it.
const RETRY: RetryConfig = RetryConfig {
    backoff: BackoffConfig {
        init_backoff: Duration::from_millis(50),
        max_backoff: Duration::from_millis(200),
        base: 2.,
    },
    max_retries: 1,
    retry_timeout: Duration::from_secs(30),
};

/// What is set for S3, as texts. `Debug` hides it.
#[derive(Clone, Default)]
pub struct S3Settings {
    /// `https://s3.fr-par.scw.cloud/bucket`
    pub url: String,
    pub region: String,
    pub key_id: String,
    pub secret: String,
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("S3Settings(hidden)")
    }
}

/// # Errors
/// One sentence that names the key and says what to write instead.
pub fn open(settings: &S3Settings) -> Result<Arc<dyn ObjectStore>, String> {
    let S3Settings { url, region, key_id, secret } = settings;
    let (endpoint, bucket) = split(url).ok_or_else(|| {
        "S3_URL cannot be used; write the address and the bucket, such as https://s3.fr-par.scw.cloud/bucket. http only to \
         this machine (http://127.0.0.1:9000/bucket)."
            .to_owned()
    })?;
    let client = Outward::to(&endpoint).map_err(|why| match why {
        NoClient::Scheme => {
            "S3_URL must begin with https; write https://s3.fr-par.scw.cloud/bucket.".to_owned()
        }
        NoClient::Certificates => {
            "S3_URL is https, and this machine has no certificates to check it with. Install ca-certificates."
                .to_owned()
        }
    })?;
    let store = AmazonS3Builder::new()
        .with_endpoint(endpoint.to_string().trim_end_matches('/'))
        .with_bucket_name(bucket)
        .with_region(region)
        .with_access_key_id(key_id)
        .with_secret_access_key(secret)
        // Not all that speak like S3 remove several at once.
        .with_disable_bulk_delete(true)
        .with_retry(RETRY)
        .with_http_connector(Line(Arc::new(client)))
        .build();
    Ok(Arc::new(store.map_err(|_| {
        "S3_URL, S3_REGION, S3_KEY_ID and S3_SECRET do not go together; write them as your provider gives them.".to_owned()
    })?))
}

/// Address and bucket. Files of people go unencrypted to this machine only.
fn split(url: &str) -> Option<(Uri, &str)> {
    let (endpoint, bucket) = url.trim().trim_end_matches('/').rsplit_once('/')?;
    let uri: Uri = endpoint.parse().ok()?;
    let is_bucket = bucket.len() >= 3
        && bucket.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    let is_here = matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
    let is_safe = uri.scheme_str() == Some("https") || uri.scheme_str() == Some("http") && is_here;
    let is_plain = uri.path() == "/" && uri.authority()?.as_str().find('@').is_none();
    (is_bucket && is_safe && is_plain).then_some((uri, bucket))
}

#[derive(Debug, Clone)]
struct Line(Arc<Outward<HttpRequestBody>>);

impl HttpConnector for Line {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Line {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = self.0.ask(request).await.map_err(|error| {
            let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Interrupted };
            HttpError::new(kind, error)
        })?;
        let cut = |error| HttpError::new(HttpErrorKind::Interrupted, error);
        Ok(answer.map(|body| HttpResponseBody::new(body.map_err(cut))))
    }
}
