//! The one place that calls fetch.

use super::bytes::Bytes;
use super::{ApiError, Call, early, json, policy, shelf};
use crate::device;
use contract::{CLIENT_HEADER, ErrorCode, IDEMPOTENCY_HEADER, Method, Problem};
use core::cell::RefCell;
use gloo::timers::callback::Timeout;
use reqwasm::http::{Request, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

thread_local! {
    static ON_SESSION_LOST: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// Calls `told` whenever an answer says that the session has ended.
pub(super) fn on_session_lost(told: Option<Callback<()>>) {
    ON_SESSION_LOST.set(told);
}

/// Sends a call and reads its answer.
///
/// # Errors
/// [`ApiError`], after all tries that [`policy`] allows.
pub async fn send<T: DeserializeOwned>(call: &Call) -> Result<T, ApiError> {
    let text = send_only(call).await?;
    // A page of a hotspot's sign-in comes back as "200 OK" too: what cannot be read was not our server.
    json::read(&text).ok_or(ApiError::Unreachable)
}

/// Sends a call and gives its answer unread; for operations that answer with nothing.
///
/// # Errors
/// As [`send`].
pub async fn send_only(call: &Call) -> Result<String, ApiError> {
    let mut n_failures = 0;
    loop {
        let error = match try_once(call).await {
            Ok(text) => {
                shelf::note(call.endpoint, &call.url, &text);
                return Ok(text);
            }
            Err(error) => error,
        };
        n_failures += 1;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
        let jitter = (js_sys::Math::random() * 1000.0) as u32;
        match policy::wait_ms(&error, n_failures, call.n_attempts, jitter) {
            Some(wait) => sleep_ms(wait).await,
            None => {
                if error.code().is_none()
                    && let Some(text) = shelf::stand_in(call.endpoint, &call.url)
                {
                    return Ok(text);
                }
                if error.code() == Some(ErrorCode::SessionNeeded)
                    && let Some(told) = ON_SESSION_LOST.with_borrow(Clone::clone)
                {
                    told.emit(());
                }
                return Err(error);
            }
        }
    }
}

/// Reads a static file of the app.
///
/// # Errors
/// As [`send`].
pub async fn fetch_text(url: &str) -> Result<String, ApiError> {
    if let Some(text) = early::text(url) {
        return Ok(text);
    }
    let answer = within_time(Request::get(url), None, policy::timeout_ms(0)).await?;
    if answer.ok() {
        answer.text().await.map_err(|_| ApiError::Unreachable)
    } else {
        Err(ApiError::Unreachable)
    }
}

/// Waits.
pub async fn sleep_ms(ms: u32) {
    let wait = js_sys::Promise::new(&mut |done, _| {
        Timeout::new(ms, move || {
            let _ = done.call0(&JsValue::NULL);
        })
        .forget();
    });
    let _ = JsFuture::from(wait).await;
}

async fn try_once(call: &Call) -> Result<String, ApiError> {
    let answer = answer_of(call).await?;
    let text = answer.text().await.map_err(|_| ApiError::Unreachable)?;
    if answer.ok() { Ok(text) } else { Err(ApiError::Problem(Rc::new(read_problem(&answer, &text)?))) }
}

/// What one try brings, its body unread.
pub(super) async fn answer_of(call: &Call) -> Result<Response, ApiError> {
    if call.key.is_some() {
        early::forget();
    }
    let mut request = match call.endpoint.method {
        Method::Get => Request::get(&call.url),
        Method::Post => Request::post(&call.url),
        Method::Put => Request::put(&call.url),
        Method::Patch => Request::patch(&call.url),
        Method::Delete => Request::delete(&call.url),
    };
    request = request.header(CLIENT_HEADER, "1").header("accept", "application/json");
    if let Some(key) = &call.key {
        request = request.header(IDEMPOTENCY_HEADER, key);
    }
    if let Some(tag) = &call.if_match {
        request = request.header("if-match", &["\"", tag, "\""].concat());
    }
    let body = match (&call.bytes, &call.body) {
        (Some(bytes), _) => {
            request = request.header("content-type", "application/octet-stream");
            request = request.header("content-digest", &bytes.content_digest());
            Some(bytes.as_js().clone())
        }
        (None, Some(text)) => {
            request = request.header("content-type", "application/json");
            Some(JsValue::from(text.as_str()))
        }
        (None, None) => None,
    };
    let size_bytes = call.bytes.as_ref().map_or(0, Bytes::size_bytes);
    within_time(request, body, policy::timeout_ms(size_bytes)).await
}

/// Sends, and gives up after the time-out.
async fn within_time(
    request: RequestBuilder,
    body: Option<JsValue>,
    timeout_ms: u32,
) -> Result<Response, ApiError> {
    let controller = web_sys::AbortController::new().map_err(|_| ApiError::Unreachable)?;
    let signal = controller.signal();
    let alarm = Timeout::new(timeout_ms, move || controller.abort());
    let request = request.abort_signal(Some(&signal));
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let answer = match request {
        Ok(request) => request.send().await,
        Err(_) => return Err(ApiError::Unreachable),
    };
    alarm.cancel();
    answer.map_err(|_| match (signal.aborted(), device::is_online()) {
        (true, _) => ApiError::Timeout,
        (false, false) => ApiError::Offline,
        (false, true) => ApiError::Unreachable,
    })
}

/// The server's problem document. A proxy's error page has none; its status still tells whether waiting helps.
pub(super) fn read_problem(answer: &Response, text: &str) -> Result<Problem, ApiError> {
    let retry_after_s = answer.headers().get("retry-after").and_then(|seconds| seconds.trim().parse().ok());
    let mut problem: Problem = match json::read(text) {
        Some(problem) => problem,
        None if answer.status() == 401 => blank_problem(ErrorCode::SessionNeeded, 401),
        None if matches!(answer.status(), 429 | 503) => {
            blank_problem(ErrorCode::ServiceUnavailable, answer.status())
        }
        None => return Err(ApiError::Unreachable),
    };
    problem.retry_after_s = problem.retry_after_s.or(retry_after_s);
    Ok(problem)
}

fn blank_problem(code: ErrorCode, status: u16) -> Problem {
    Problem {
        kind: String::new(),
        title: String::new(),
        status,
        code,
        problems: Vec::new(),
        current: None,
        missing: Vec::new(),
        retry_after_s: None,
    }
}
