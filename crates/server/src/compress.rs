//! Bytes sent in the form that the client takes: compressed once at start, or as they come.

use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, Response};
use bytes::Bytes;
use std::io::Write;

/// Brotli's best in a release; in a debug build compressing itself is a hundred times slower.
const BROTLI_QUALITY: u32 = if cfg!(debug_assertions) { 2 } else { 11 };
const BROTLI_QUALITY_AT_ONCE: u32 = if cfg!(debug_assertions) { 2 } else { 5 };

/// The same bytes in three forms.
#[derive(Debug, Clone)]
pub struct Packed {
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

impl Packed {
    pub fn new(plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        Self { gzip: gzip(&plain), brotli: brotli(&plain, BROTLI_QUALITY), plain }
    }

    /// A 200 answer in the smallest form that the client takes.
    pub fn to_response(&self, headers: &HeaderMap, content_type: &'static str) -> Response<Body> {
        let encoding = best_encoding(headers);
        let body = match encoding {
            Some("br") => &self.brotli,
            Some(_) => &self.gzip,
            None => &self.plain,
        };
        respond(body.clone(), encoding, content_type)
    }
}

/// A 200 answer that is made for one client, in a form that it takes; compressed as far as a millisecond allows.
pub fn pack_once(plain: Vec<u8>, headers: &HeaderMap, content_type: &'static str) -> Response<Body> {
    let encoding = best_encoding(headers);
    let body = match encoding {
        Some("br") => brotli(&plain, BROTLI_QUALITY_AT_ONCE),
        Some(_) => gzip(&plain),
        None => plain.into(),
    };
    respond(body, encoding, content_type)
}

fn respond(body: Bytes, encoding: Option<&'static str>, content_type: &'static str) -> Response<Body> {
    let n_bytes = body.len();
    let mut response = Response::new(Body::from(body));
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    out.insert(CONTENT_LENGTH, HeaderValue::from(n_bytes));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// `br` before `gzip`; a form that the client gives the weight 0 is not taken.
fn best_encoding(headers: &HeaderMap) -> Option<&'static str> {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let taken: Vec<&str> = lines
        .flat_map(|line| line.split(','))
        .filter(|item| {
            !matches!(item.split_once("q=").map(|(_, q)| q.trim()), Some("0" | "0.0" | "0.00" | "0.000"))
        })
        .map(|item| item.split(';').next().unwrap_or_default().trim())
        .collect();
    ["br", "gzip"].into_iter().find(|encoding| taken.contains(encoding))
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain).expect("BUG: writing to memory does not fail");
    encoder.finish().expect("BUG: writing to memory does not fail").into()
}

fn brotli(plain: &[u8], quality: u32) -> Bytes {
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 4096, quality, 22);
    encoder.write_all(plain).expect("BUG: writing to memory does not fail");
    drop(encoder);
    packed.into()
}

#[cfg(test)]
mod tests;
