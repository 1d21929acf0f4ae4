//! How long the server needs for a CV of ten photos (C2: under three seconds).
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
    println!("ten photos as one PDF of {:.1} MB: looked at in {ms:.1} ms", pdf.len() as f64 / 1e6);
}
