use super::*;
use std::io::Read;

fn check(accept: &str, encoding: Option<&str>) {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, accept.parse().unwrap());
    let plain = "texte ".repeat(50);
    for response in [
        Packed::new(plain.clone()).to_response(&headers, "text/plain"),
        pack_once(plain.into(), &headers, "text/plain"),
    ] {
        let found = response.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap());
        assert_eq!(found, encoding, "{accept}");
        assert_eq!(response.headers()[VARY], "accept-encoding");
    }
}

#[test]
fn the_client_gets_a_form_that_it_takes() {
    check("gzip, deflate, br, zstd", Some("br"));
    check("gzip;q=1.0, br;q=0", Some("gzip"));
    check("gzip", Some("gzip"));
    check("identity", None);
    check("", None);
}

#[test]
fn every_form_holds_the_same_bytes() {
    let packed = Packed::new("Me déplacer ".repeat(100));
    let (mut from_gzip, mut from_brotli) = (Vec::new(), Vec::new());
    flate2::read::GzDecoder::new(&packed.gzip[..]).read_to_end(&mut from_gzip).unwrap();
    brotli::Decompressor::new(&packed.brotli[..], 4096).read_to_end(&mut from_brotli).unwrap();
    assert_eq!((&from_gzip[..], &from_brotli[..]), (&packed.plain[..], &packed.plain[..]));
    assert!(packed.brotli.len() < packed.plain.len());
}
