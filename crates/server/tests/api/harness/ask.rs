//! A request to an operation, and what came back.

use axum::http::HeaderMap;
use contract::{Effect, Endpoint, Method};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// A request to an operation, as a well-behaved client sends it until told otherwise.
#[derive(Clone)]
pub struct Ask {
    pub endpoint: &'static Endpoint,
    pub(super) path: String,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Option<Vec<u8>>,
}

fn new_key() -> String {
    static N_KEYS: AtomicU64 = AtomicU64::new(0);
    format!("key-{}", N_KEYS.fetch_add(1, Ordering::SeqCst))
}

impl Ask {
    pub fn to(endpoint: &'static Endpoint) -> Self {
        let mut ask = Self { endpoint, path: endpoint.path.to_owned(), headers: BTreeMap::new(), body: None };
        if endpoint.method != Method::Get {
            ask = ask.header("x-main-tendue", "1");
        }
        if endpoint.effect == Effect::Write {
            ask = ask.key(&new_key());
        }
        ask
    }

    pub fn at(mut self, values: &[&str]) -> Self {
        self.path = self.endpoint.path_with(values);
        self
    }

    pub fn query(mut self, query: &str) -> Self {
        self.path = format!("{}?{query}", self.path);
        self
    }

    /// Another attempt at the same, with another value for one of the parameters of its path.
    pub fn aimed(mut self, parameter: &str, value: &str) -> Self {
        let wanted = format!("{{{parameter}}}");
        let (path, query) = self.path.split_once('?').map_or((&*self.path, None), |(p, q)| (p, Some(q)));
        let parts = self.endpoint.path.split('/').zip(path.split('/'));
        let parts: Vec<&str> = parts.map(|(name, own)| if name == wanted { value } else { own }).collect();
        let path = parts.join("/");
        self.path = query.map_or(path.clone(), |query| format!("{path}?{query}"));
        if self.endpoint.effect == Effect::Write { self.key(&new_key()) } else { self }
    }

    /// In a preview: below the address where its pages begin.
    pub fn inside(mut self, base: &str) -> Self {
        self.path = [base, &self.path].concat();
        self
    }

    pub fn body(self, body: Value) -> Self {
        self.text(body.to_string()).header("content-type", "application/json")
    }

    /// The body as it is.
    pub fn text(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.body = Some(text.into());
        self
    }

    pub fn if_match(self, version: u64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// For a draft: `"<draft>.<version>"`.
    pub fn if_draft(self, draft: &str, version: u64) -> Self {
        self.header("if-match", &format!("\"{}\"", contract::questionnaire::draft_tag(draft, version)))
    }

    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
    }

    pub fn refuses(&self, status: u16, code: &str) -> &Self {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{}", self.text);
        self
    }

    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}
