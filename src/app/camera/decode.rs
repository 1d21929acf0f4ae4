//! A picture, read for a QR code.

/// The text of the first QR code in a picture of `width` × `height` pixels, four bytes each (red, green, blue, opacity).
///
/// The picture is looked at three times, because what one look misses another finds: as it is, which reads small codes;
/// at half its size, which takes away most noise at a quarter of the work; and smoothed.
pub fn decode(width: usize, height: usize, pixels: &[u8]) -> Option<String> {
    let picture = Picture::of(width, height, pixels);
    picture.read().or_else(|| picture.halved().read()).or_else(|| picture.smoothed().read())
}

/// How bright each pixel is.
struct Picture {
    width: usize,
    height: usize,
    luma: Vec<u8>,
}

impl Picture {
    fn of(width: usize, height: usize, pixels: &[u8]) -> Self {
        let luma = (0..width * height).map(|at| {
            let part = |part: usize| u32::from(pixels.get(at * 4 + part).copied().unwrap_or(u8::MAX));
            // ITU-R BT.601, in 256ths.
            byte((77 * part(0) + 150 * part(1) + 29 * part(2)) >> 8)
        });
        Self { width, height, luma: luma.collect() }
    }

    fn read(&self) -> Option<String> {
        let luma = |x: usize, y: usize| self.luma[y * self.width + x];
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(self.width, self.height, luma);
        prepared.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
    }

    /// Four pixels become one.
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let luma = (0..width * height).map(|at| {
            let (x, y) = (at % width * 2, at / width * 2);
            self.mean(x..=x + 1, y..=y + 1)
        });
        Self { width, height, luma: luma.collect() }
    }

    /// Each pixel becomes the mean of itself and its neighbours.
    fn smoothed(&self) -> Self {
        let near = |at: usize, end: usize| at.saturating_sub(1)..=(at + 1).min(end - 1);
        let luma = (0..self.width * self.height)
            .map(|at| self.mean(near(at % self.width, self.width), near(at / self.width, self.height)));
        Self { width: self.width, height: self.height, luma: luma.collect() }
    }

    fn mean(&self, xs: core::ops::RangeInclusive<usize>, ys: core::ops::RangeInclusive<usize>) -> u8 {
        let (mut sum, mut n) = (0u32, 0u32);
        for y in ys {
            for luma in &self.luma[y * self.width..][xs.clone()] {
                sum += u32::from(*luma);
                n += 1;
            }
        }
        byte(sum / n.max(1))
    }
}

fn byte(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}
