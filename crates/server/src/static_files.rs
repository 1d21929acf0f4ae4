//! The app's files: the two pages, filled in and compressed at start, and everything beside them from the disk.

use crate::compress::{Packed, pack_once};
use crate::cookies;
use crate::drawn::{self, Frame, without_question};
use crate::error::ApiError;
use crate::keys::digest;
use crate::kiosk;
use crate::security::CAMERA_PERMISSIONS;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::ErrorCode;
use std::path::{Path, PathBuf};
use std::{fs, io};
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// Names hold a digest of the content, so they never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Asked for again each time; the answer is usually "not modified".
const REVALIDATE: &str = "no-cache";

const HTML: &str = "text/html; charset=utf-8";

/// Pages, which may hold what a person has answered.
const NOT_KEPT: &str = "no-store";

const THEME: &str = "/theme.css";

/// The page of the desk that may ask for the camera.
const DOOR: &str = "/staff/door";

/// How the portal's page begins on a kiosk: the app asks it what it is on, and until it is there, nobody types into a form
/// that a browser might complete.
const KIOSK_HTML: &str = "<html data-setting=kiosk data-open";

/// In place of the app's service worker when that is switched off: takes over at once, forgets the kept files, and is gone.
const NO_WORKER: &str = include_str!("no_worker.js");

/// What the pages say about the host: its name, phone number and place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    pub name: String,
    pub phone: String,
    pub place: String,
    /// What staff know the provider of their organisation by; empty: there is none.
    pub provider: String,
    /// The same of people; empty: there is none.
    pub person_provider: String,
    /// By which ways people can be sent a code to sign in with ("sms email"); empty: there is none.
    pub codes: String,
}

/// The built app.
#[derive(Debug)]
pub struct Site {
    folder: Option<PathBuf>,
    portal: Option<Packed>,
    /// The portal with a question drawn into it.
    frame: Option<Frame>,
    /// The portal as a kiosk has it.
    kiosk: Option<Packed>,
    staff: Option<Packed>,
    theme: Packed,
    /// With a digest of the colours: kept by browsers until they change.
    theme_address: String,
}

impl Site {
    /// No app: only the API answers.
    pub fn none() -> Self {
        Self {
            folder: None,
            portal: None,
            frame: None,
            kiosk: None,
            staff: None,
            theme: Packed::new(""),
            theme_address: String::new(),
        }
    }

    /// What questions are drawn into; `None` where none is.
    pub const fn frame(&self) -> Option<&Frame> {
        self.frame.as_ref()
    }

    /// Reads the pages of `folder` and fills them in. A `theme.css` beside the content comes before the app's own.
    ///
    /// # Errors
    /// When a page is missing or cannot be read; the message holds its path.
    pub fn load(folder: &Path, content: &Path, service: &Service) -> io::Result<Self> {
        let theme = fs::read_to_string(content.join("theme.css"))
            .or_else(|_| fs::read_to_string(folder.join("theme.css")))
            .unwrap_or_default();
        let theme_address = format!("{THEME}?v={}", digest(theme.as_bytes()));
        let page = |name: &str| {
            let path = folder.join(name);
            let text = fs::read_to_string(&path)
                .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
            Ok::<_, io::Error>(fill_in(&text, service).replace(THEME, &theme_address))
        };
        let portal = page("index.html")?;
        let frame = Frame::find(&portal, folder)?;
        let portal = without_question(&portal);
        Ok(Self {
            frame,
            kiosk: Some(Packed::new(portal.replacen("<html", KIOSK_HTML, 1))),
            portal: Some(Packed::new(portal)),
            staff: Some(Packed::new(page("staff/index.html")?)),
            theme: Packed::new(theme),
            theme_address,
            folder: Some(folder.to_owned()),
        })
    }
}

/// Puts the host's details in place of `%SERVICE_NAME%`, `%SERVICE_PHONE%`, `%SERVICE_PLACE%`, `%PROVIDER%`, `%PERSON_PROVIDER%` and
/// `%WAYS%`, as HTML text.
///
/// The build takes the quotes of attributes away where the mark needs none; what would end an attribute without quotes
/// is written as a character reference, which no parser ends it at.
fn fill_in(page: &str, service: &Service) -> String {
    let Service { name, phone, place, provider, person_provider, codes } = service;
    let filled = [("%SERVICE_NAME%", name), ("%SERVICE_PHONE%", phone), ("%SERVICE_PLACE%", place)];
    // What is not filled in, the app takes for absent; an attribute without quotes cannot be empty.
    let by_provider = if person_provider.is_empty() { "" } else { "provider" };
    let ways = [codes, by_provider].into_iter().filter(|way| !way.is_empty()).collect::<Vec<_>>().join(" ");
    let maybe = [("%PROVIDER%", provider), ("%PERSON_PROVIDER%", person_provider), ("%WAYS%", &ways)];
    let there = maybe.into_iter().filter(|(_, text)| !text.is_empty());
    filled.into_iter().chain(there).fold(page.to_owned(), |page, (mark, text)| {
        page.replace(mark, &escape_html(text).replace(' ', "&#32;").replace('\u{a0}', "&#160;"))
    })
}

/// Text as HTML, also inside a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Everything that is no operation: pages, files, and the two ways of not being there.
pub async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return ApiError::new(ErrorCode::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ([(ALLOW, "GET, HEAD")], ApiError::new(ErrorCode::RequestMethod)).into_response();
    }
    match path {
        THEME => {
            let css = state.site.theme.to_response(request.headers(), "text/css; charset=utf-8");
            let is_this =
                request.uri().path_and_query().is_some_and(|asked| *asked == *state.site.theme_address);
            with_cache(css, if is_this { FOREVER } else { REVALIDATE })
        }
        "/sw.js" | "/staff/door_sw.js" if !state.settings.service_worker => {
            let script =
                Packed::new(NO_WORKER).to_response(request.headers(), "text/javascript; charset=utf-8");
            with_cache(script, REVALIDATE)
        }
        path if is_staff(path) => send_page(state.site.staff.as_ref(), &request),
        path if !is_file_name(path) && kiosk::is_kiosk(&state, request.headers()).await => {
            let forgotten = kiosk::forget_visit(&state, request.headers()).await;
            remain_kiosk(send_page(state.site.kiosk.as_ref(), &request), request.headers(), forgotten)
        }
        path if !is_file_name(path) => {
            let (mut parts, body) = request.into_parts();
            match drawn::draw(&state, &mut parts).await {
                Some(page) => with_cache(pack_once(page.into_bytes(), &parts.headers, HTML), NOT_KEPT),
                None => send_page(state.site.portal.as_ref(), &Request::from_parts(parts, body)),
            }
        }
        _ => send_file(&state.site, request).await,
    }
}

/// Only files have a dot in their last segment; everything else is a page of the app.
fn is_file_name(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.contains('.') && last != "index.html"
}

/// Whether a path names a page of the desk.
fn is_staff(path: &str) -> bool {
    !is_file_name(path) && (path == "/staff" || path.starts_with("/staff/"))
}

/// The cookie lasts as long as cookies may, and begins anew with each page; those of the visit before go. A card may be
/// shown to the camera.
fn remain_kiosk(mut page: Response, headers: &HeaderMap, forgotten: Vec<String>) -> Response {
    let token = cookies::find(headers, cookies::KIOSK).unwrap_or_default();
    let cookies = [cookies::set_kiosk(token)].into_iter().chain(forgotten);
    for cookie in cookies.filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
        page.headers_mut().append(SET_COOKIE, cookie);
    }
    with_camera(page)
}

fn send_page(page: Option<&Packed>, request: &Request) -> Response {
    let path = request.uri().path();
    match page {
        Some(page) => {
            let page = page.to_response(request.headers(), HTML);
            let page = with_cache(page, NOT_KEPT);
            if path.trim_end_matches('/') == DOOR { with_camera(page) } else { page }
        }
        None => ApiError::new(ErrorCode::NotFound).into_response(),
    }
}

async fn send_file(site: &Site, request: Request) -> Response {
    let Some(folder) = &site.folder else { return ApiError::new(ErrorCode::NotFound).into_response() };
    let uri = request.uri();
    let is_versioned = uri.query().is_some_and(|query| query.starts_with("v="));
    let cache = if is_versioned || has_digest(uri.path()) { FOREVER } else { REVALIDATE };
    let files = ServeDir::new(folder).append_index_html_on_directories(false);
    let answer = files.precompressed_br().precompressed_gzip().oneshot(request).await;
    let answer = answer.map(|response| response.map(Body::new)).unwrap_or_else(|never| match never {});
    match answer.status() {
        StatusCode::NOT_FOUND => ApiError::new(ErrorCode::NotFound).into_response(),
        StatusCode::INTERNAL_SERVER_ERROR => {
            tracing::error!("a file of the app cannot be read");
            ApiError::new(ErrorCode::ServiceInternal).into_response()
        }
        _ => with_cache(answer, cache),
    }
}

fn with_cache(mut response: Response, cache: &'static str) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

fn with_camera(mut page: Response) -> Response {
    page.headers_mut().insert(CAMERA_PERMISSIONS.0, HeaderValue::from_static(CAMERA_PERMISSIONS.1));
    page
}

/// `portal-3f9c2b7a1d0e4f55.js`, `portal-3f9c2b7a1d0e4f55_bg.wasm`: a part of 8 or more hex digits.
fn has_digest(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_digest = |part: &str| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split(['-', '_', '.']).any(is_digest)
}

#[cfg(test)]
mod tests;
