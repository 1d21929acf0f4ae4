//! How long the server needs for a CV of ten photos (C2: under three seconds): to look at it, and to draw its first pages.
//!
//! `cargo bench -p files --bench ten_pages`

#[path = "../tests/photos/make.rs"]
mod make;

use std::time::Instant;

const N_TIMES: u32 = 20;

fn main() {
    // `cargo test --all-targets` runs this too, without the flag that `cargo bench` gives.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let pdf = make::pdf_of_photos(10);
    let start = Instant::now();
    for _ in 0..N_TIMES {
        files::check(&pdf, "pdf").expect("what a phone makes of photos is kept");
    }
    let ms = start.elapsed().as_secs_f64() * 1000.0 / f64::from(N_TIMES);
    let start = Instant::now();
    let mut sizes = Vec::new();
    files::draw_pages(&pdf, |page| sizes.push(page.len() / 1000));
    let drawn_ms = start.elapsed().as_secs_f64() * 1000.0;
    println!("{} pages drawn in {drawn_ms:.0} ms: {sizes:?} kB", sizes.len());
    println!("ten photos as one PDF of {:.1} MB: looked at in {ms:.1} ms", pdf.len() as f64 / 1e6);
}
