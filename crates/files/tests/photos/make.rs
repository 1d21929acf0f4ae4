//! Pages as a phone sends them: pictures of lines of words on paper, as one PDF.

use domain::documents::{PdfPart, PhotoPage, pdf_of};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageBuffer, Rgb};

/// The longer side of a page, and what fills an A4 sheet with it.
const SIZE: (u32, u32) = (1350, 1800);

/// A JPEG that is hard to pack: strokes of ink on paper with grain.
fn picture(seed: u32) -> Vec<u8> {
    let mut state = seed | 1;
    let pixels = ImageBuffer::from_fn(SIZE.0, SIZE.1, |x, y| {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let is_ink = y % 48 < 24 && (x / 7 + y / 9 + seed) % 5 < 2;
        let [grain, ..] = (state % 12).to_le_bytes();
        let light = if is_ink { 30 } else { 225 } + grain;
        Rgb([light, light, light.saturating_sub(8)])
    });
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 60);
    DynamicImage::from(pixels).write_with_encoder(encoder).expect("a picture is written to memory");
    bytes
}

/// The PDF that `n_pages` photos become on the phone, each turned once more than the last.
pub fn pdf_of_photos(n_pages: u8) -> Vec<u8> {
    let pictures: Vec<Vec<u8>> = (0..n_pages).map(|n| picture(u32::from(n) + 1)).collect();
    let pages: Vec<PhotoPage> = pictures
        .iter()
        .zip(0..)
        .map(|(bytes, n_turns)| PhotoPage {
            width: SIZE.0,
            height: SIZE.1,
            size_bytes: bytes.len() as u64,
            n_turns,
        })
        .collect();
    let parts = pdf_of(&pages).into_iter().map(|part| match part {
        PdfPart::Text(text) => text.into_bytes(),
        PdfPart::Picture(at) => pictures[at].clone(),
    });
    parts.collect::<Vec<_>>().concat()
}
