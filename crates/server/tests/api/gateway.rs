//! A gateway for text messages on a port of its own, which takes what it is sent or refuses as it is told.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use server::messages::{ChannelSettings, Channels};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

#[derive(Clone, Default)]
pub struct Gateway {
    inner: Arc<Mutex<Inner>>,
    pub url: String,
}

#[derive(Default)]
struct Inner {
    received: Vec<Value>,
    n_received: watch::Sender<usize>,
    is_held: bool,
    /// What is answered next; 200 when nothing is left.
    answers: Vec<u16>,
}

pub const TOKEN: &str = "gateway-secret";

impl Gateway {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/messages", listener.local_addr().unwrap());
        let gateway = Self { url, ..Self::default() };
        let app = Router::new().route("/messages", post(take)).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        gateway
    }

    pub fn channels(&self) -> Channels {
        let settings = ChannelSettings {
            sms_url: Some(self.url.clone()),
            sms_token: Some(TOKEN.to_owned()),
            ..ChannelSettings::default()
        };
        Channels::open(&settings).unwrap()
    }

    pub fn answer_with(&self, answers: &[u16]) {
        self.inner.lock().unwrap().answers = answers.to_vec();
    }

    /// From now on it takes what it is sent and never answers.
    pub fn hold(&self) {
        self.inner.lock().unwrap().is_held = true;
    }

    /// Waits until so many have arrived, and gives the last of them.
    pub async fn arrived(&self, n_messages: usize) -> Value {
        let mut n_received = self.inner.lock().unwrap().n_received.subscribe();
        let arrived = n_received.wait_for(|n| *n >= n_messages);
        let arrived = tokio::time::timeout(Duration::from_secs(60), arrived).await.map(|found| found.is_ok());
        assert_eq!(arrived, Ok(true), "{n_messages} messages");
        self.received()[n_messages - 1].clone()
    }

    /// Everything that arrived, refused or not.
    pub fn received(&self) -> Vec<Value> {
        self.inner.lock().unwrap().received.clone()
    }
}

async fn take(State(gateway): State<Gateway>, headers: HeaderMap, Json(body): Json<Value>) -> StatusCode {
    assert_eq!(headers["authorization"], format!("Bearer {TOKEN}"));
    assert_eq!(headers["idempotency-key"].to_str().unwrap(), body["key"].as_str().unwrap());
    let status = {
        let mut inner = gateway.inner.lock().unwrap();
        inner.received.push(body);
        inner.n_received.send_replace(inner.received.len());
        let status = if inner.answers.is_empty() { 200 } else { inner.answers.remove(0) };
        (!inner.is_held).then_some(status)
    };
    match status {
        Some(status) => StatusCode::from_u16(status).unwrap(),
        None => std::future::pending().await,
    }
}
