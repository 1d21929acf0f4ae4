//! Requests that this server sends to others: a gateway, an object store.

use hyper::body::{Body, Incoming};
use hyper::{Request, Response, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{self, Client};
use hyper_util::rt::TokioExecutor;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// A machine that is there answers sooner.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// A client for one other server; it keeps its connections. A server on the same machine needs no certificates, and a machine
/// may have none.
pub enum Outward<B> {
    Plain(Client<HttpConnector, B>),
    Tls(Client<HttpsConnector<HttpConnector>, B>),
}

impl<B> fmt::Debug for Outward<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::Tls(_)) { "Outward(https)" } else { "Outward(http)" })
    }
}

/// Why there is no client for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoClient {
    /// It begins neither with http nor with https.
    Scheme,
    /// It is https, and this machine has nothing to check a certificate with.
    Certificates,
}

impl<B> Outward<B>
where
    B: Body + Send + Unpin + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    /// # Errors
    /// [`NoClient`].
    pub fn to(address: &Uri) -> Result<Self, NoClient> {
        let builder = Client::builder(TokioExecutor::new());
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_WITHIN));
        connector.set_nodelay(true);
        match address.scheme_str() {
            Some("http") => Ok(Self::Plain(builder.build(connector))),
            Some("https") => {
                connector.enforce_http(false);
                let roots = HttpsConnectorBuilder::new().with_native_roots();
                let roots = roots.map_err(|_| NoClient::Certificates)?;
                Ok(Self::Tls(builder.build(roots.https_only().enable_http1().wrap_connector(connector))))
            }
            _ => Err(NoClient::Scheme),
        }
    }

    /// # Errors
    /// When no answer has begun.
    pub async fn ask(&self, request: Request<B>) -> Result<Response<Incoming>, legacy::Error> {
        match self {
            Self::Plain(client) => client.request(request).await,
            Self::Tls(client) => client.request(request).await,
        }
    }
}
