//! A picture, read for a QR code.

/// The text of the first QR code in a picture of `width` × `height` pixels, four bytes each (red, green, blue, opacity).
pub fn decode(width: usize, height: usize, pixels: &[u8]) -> Option<String> {
    let luma = |x: usize, y: usize| {
        let at = (y * width + x) * 4;
        let [red, green, blue] = [0, 1, 2].map(|part| u32::from(pixels.get(at + part).copied().unwrap_or(u8::MAX)));
        // ITU-R BT.601, in 256ths.
        u8::try_from((77 * red + 150 * green + 29 * blue) >> 8).unwrap_or(u8::MAX)
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, luma);
    picture.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}
