//! The two ways by which people are told: a mail server (SMTP) and a gateway for text messages (HTTP).
//!
//! What they say about a message is not logged: a mail server's refusal names the address.

use crate::messages::words::Words;
use crate::outward::{NoClient, Outward};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use hyper::{Request, StatusCode, Uri};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How long one message may take to leave. Well under the time for which a line is claimed.
const PATIENCE: Duration = Duration::from_secs(20);

/// How much of a gateway's answer is read.
const ANSWER_LIMIT_BYTES: usize = 64 * 1024;

/// What is set for the channels, as texts. `Debug` hides it: addresses of servers hold passwords.
#[derive(Clone, Default)]
pub struct ChannelSettings {
    /// `smtps://user:password@host`, `smtp://user:password@host:587?tls=required`, `smtp://localhost:25`.
    pub smtp_url: Option<String>,
    /// "Main Tendue <portail@exemple.fr>"
    pub mail_from: Option<String>,
    /// Where a text message is posted.
    pub sms_url: Option<String>,
    pub sms_token: Option<String>,
}

impl fmt::Debug for ChannelSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChannelSettings(hidden)")
    }
}

/// The channels there are. Cheap to clone.
#[derive(Clone, Default)]
pub struct Channels {
    mail: Option<Mail>,
    sms: Option<Arc<Gateway>>,
}

impl fmt::Debug for Channels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Channels(mail: {}, sms: {})", self.mail.is_some(), self.sms.is_some())
    }
}

#[derive(Clone)]
struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

struct Gateway {
    uri: Uri,
    token: Option<String>,
    client: Outward<Full<Bytes>>,
}

/// A message that is ready to leave. `Debug` hides it.
#[derive(Clone)]
pub struct Letter {
    pub to: Recipient,
    pub text: String,
    /// The same at every try: the other side can tell a repetition.
    pub key: String,
    pub words: &'static Words,
}

/// Where to. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub enum Recipient {
    Sms(String),
    Email(String),
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sms(_) => "Sms(hidden)",
            Self::Email(_) => "Email(hidden)",
        })
    }
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({:?})", self.to)
    }
}

/// Why a message did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// This recipient cannot be reached in this way; trying again is useless.
    Refused,
    /// Later it may go.
    NotNow,
}

impl Channels {
    /// People are told by phone.
    pub fn none() -> Self {
        Self::default()
    }

    /// # Errors
    /// One sentence that names the key and says what to write instead.
    pub fn open(settings: &ChannelSettings) -> Result<Self, String> {
        let ChannelSettings { smtp_url, mail_from, sms_url, sms_token } = settings;
        let mail = match (smtp_url, mail_from) {
            (None, _) => None,
            (Some(_), None) => {
                return Err("SMTP_URL is given without MAIL_FROM; write whom the e-mails are from, such as \
                            Main Tendue <portail@exemple.fr>."
                    .to_owned());
            }
            (Some(url), Some(from)) => Some(Mail::open(url, from)?),
        };
        let sms = sms_url.as_ref().map(|url| Gateway::open(url, sms_token.clone())).transpose()?;
        Ok(Self { mail, sms: sms.map(Arc::new) })
    }

    /// Their words, as the portal's page has them ("sms email").
    pub fn names(&self) -> String {
        let all = [("sms", self.has_sms()), ("email", self.has_mail())];
        let there: Vec<&str> =
            all.into_iter().filter_map(|(name, is_there)| is_there.then_some(name)).collect();
        there.join(" ")
    }

    pub const fn has_mail(&self) -> bool {
        self.mail.is_some()
    }

    pub const fn has_sms(&self) -> bool {
        self.sms.is_some()
    }

    /// Hands a message over. `Ok` once the other side has taken it.
    ///
    /// # Errors
    /// Whether another try makes sense.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let sent = async {
            match (&letter.to, &self.mail, &self.sms) {
                (Recipient::Email(to), Some(mail), _) => mail.send(to, letter).await,
                (Recipient::Sms(to), _, Some(gateway)) => gateway.send(to, letter).await,
                _ => Err(Failure::NotNow),
            }
        };
        tokio::time::timeout(PATIENCE, sent).await.unwrap_or(Err(Failure::NotNow))
    }
}

impl Mail {
    fn open(url: &str, from: &str) -> Result<Self, String> {
        // What is wrong with the address is not repeated: it holds a password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            "SMTP_URL cannot be read; write smtps://user:password@host, smtp://user:password@host:587?tls=required or \
             smtp://localhost:25."
                .to_owned()
        })?;
        let from = from.parse().map_err(|_| {
            format!("MAIL_FROM is \"{from}\"; write an address, such as Main Tendue <portail@exemple.fr>.")
        })?;
        Ok(Self { transport: builder.timeout(Some(PATIENCE)).build(), from })
    }

    async fn send(&self, to: &str, letter: &Letter) -> Result<(), Failure> {
        let to: Mailbox = to.parse().map_err(|_| Failure::Refused)?;
        let message = Message::builder()
            .message_id(Some(format!("<{}@{}>", letter.key, self.from.email.domain())))
            .from(self.from.clone())
            .to(to)
            .subject(&letter.words.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|_| Failure::Refused)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let status = error.status().map(u16::from).unwrap_or_default();
                tracing::warn!(status, "a mail server did not take a message");
                // RFC 5321, 4.2.3: no such mailbox, not local, name not allowed. Everything else may be ours or pass.
                Err(if matches!(status, 550 | 551 | 553) { Failure::Refused } else { Failure::NotNow })
            }
        }
    }
}

/// What a gateway is sent (docs/operations.md).
#[derive(Serialize)]
struct Sms<'a> {
    to: &'a str,
    text: &'a str,
    key: &'a str,
}

impl Gateway {
    fn open(url: &str, token: Option<String>) -> Result<Self, String> {
        let wrong = || "SMS_URL cannot be read; write it as https://gateway.example/messages.".to_owned();
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        let client = Outward::to(&uri).map_err(|why| match why {
            NoClient::Scheme => wrong(),
            NoClient::Certificates => {
                "SMS_URL is https, and this machine has no certificates to check it with. Install ca-certificates."
                    .to_owned()
            }
        })?;
        Ok(Self { uri, token, client })
    }

    async fn send(&self, to: &str, letter: &Letter) -> Result<(), Failure> {
        let body = serde_json::to_vec(&Sms { to, text: &letter.text, key: &letter.key });
        let body = body.expect("BUG: three texts are JSON");
        let mut request = Request::post(self.uri.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", &letter.key);
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, ["Bearer ", token].concat());
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(|_| Failure::NotNow)?;
        let status = match self.client.ask(request).await {
            Ok(answer) => {
                let status = answer.status();
                // Read to its end, so that the connection can be used again.
                let _ = Limited::new(answer.into_body(), ANSWER_LIMIT_BYTES).collect().await;
                status
            }
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        };
        if status.is_success() {
            return Ok(());
        }
        tracing::warn!(status = status.as_u16(), "a gateway did not take a text message");
        // The number itself is refused; anything else may be ours or pass.
        let is_refused =
            matches!(status, StatusCode::BAD_REQUEST | StatusCode::GONE | StatusCode::UNPROCESSABLE_ENTITY);
        Err(if is_refused { Failure::Refused } else { Failure::NotNow })
    }
}
