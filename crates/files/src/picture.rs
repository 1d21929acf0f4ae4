//! Pictures are drawn anew, upright: what was beside the picture in its file (place, camera, a hidden archive) is gone.

use domain::documents::{DocumentKind, FileRefusal};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageError, Limits};
use std::io::Cursor;

/// More than any phone of the people who hand in a CV takes; four bytes each in memory, twice while it is turned.
const MAX_PIXELS: u64 = 64_000_000;
const MAX_SIDE: u32 = 20_000;
const MAX_ALLOC_BYTES: u64 = 320 << 20;
/// A page is sharp with this many pixels on its longer side; more only costs room.
const KEPT_SIDE: u32 = 4096;
const JPEG_QUALITY: u8 = 88;

/// # Errors
/// When it is too large, or cannot be read to its end.
pub fn redraw(bytes: &[u8], kind: DocumentKind) -> Result<Vec<u8>, FileRefusal> {
    let source = Cursor::new(bytes);
    let picture = match kind {
        DocumentKind::Png => decode(PngDecoder::with_limits(source, limits()).map_err(explain)?)?,
        _ => decode(JpegDecoder::new(source).map_err(explain)?)?,
    };
    let is_large = picture.width().max(picture.height()) > KEPT_SIDE;
    let picture = if is_large { picture.thumbnail(KEPT_SIDE, KEPT_SIDE) } else { picture };
    let mut drawn = Vec::new();
    let written = match kind {
        DocumentKind::Png if picture.color().has_alpha() => {
            DynamicImage::from(picture.into_rgba8()).write_with_encoder(PngEncoder::new(&mut drawn))
        }
        DocumentKind::Png => {
            DynamicImage::from(picture.into_rgb8()).write_with_encoder(PngEncoder::new(&mut drawn))
        }
        _ => {
            let encoder = JpegEncoder::new_with_quality(&mut drawn, JPEG_QUALITY);
            DynamicImage::from(picture.into_rgb8()).write_with_encoder(encoder)
        }
    };
    written.map_err(explain)?;
    Ok(drawn)
}

/// # Errors
/// When it is too large, or cannot be read to its end.
pub fn decode(mut decoder: impl ImageDecoder) -> Result<DynamicImage, FileRefusal> {
    decoder.set_limits(limits()).map_err(explain)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(FileRefusal::TooBigInside);
    }
    let orientation = decoder.orientation().map_err(explain)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(explain)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC_BYTES);
    limits
}

fn explain(error: ImageError) -> FileRefusal {
    match error {
        ImageError::Limits(_) => FileRefusal::TooBigInside,
        _ => FileRefusal::Broken,
    }
}
