//! The photo of a CV: whatever was sent becomes one size, upright, from its middle.

use crate::picture::decode;
use domain::cv::{PHOTO_HEIGHT, PHOTO_WIDTH};
use domain::documents::FileRefusal;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::imageops::FilterType;
use std::io::Cursor;

/// Of a face, 2.6 cm wide on paper.
const JPEG_QUALITY: u8 = 85;

/// A JPEG of [`PHOTO_WIDTH`] by [`PHOTO_HEIGHT`] pixels, with nothing beside the picture in its file.
///
/// # Errors
/// When it is no JPEG, too large inside, or cannot be read to its end.
pub fn draw_portrait(bytes: &[u8]) -> Result<Vec<u8>, FileRefusal> {
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| FileRefusal::Broken)?;
    let drawn = decode(decoder)?.resize_to_fill(PHOTO_WIDTH, PHOTO_HEIGHT, FilterType::Triangle).into_rgb8();
    let mut kept = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut kept, JPEG_QUALITY);
    drawn.write_with_encoder(encoder).map_err(|_| FileRefusal::Broken)?;
    Ok(kept)
}
