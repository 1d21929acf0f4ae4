//! Pictures of the first pages of a file, small enough for a phone, by which whoever handed it in knows it again.

use domain::documents::{DocumentKind, MAX_PICTURES};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage};

/// Pixels of the longer side: words of the usual size can just be read on A4.
const SIDE: u32 = 1000;
const JPEG_QUALITY: u8 = 60;

/// Draws the first pages of a file that [`check`](crate::check) lets through, each as a JPEG, as far as they can be drawn.
/// What is drawn is told before the next page is begun.
pub fn draw_pages(bytes: &[u8], mut tell: impl FnMut(Vec<u8>)) {
    match crate::look_at(bytes) {
        Ok(DocumentKind::Pdf) => draw_pdf(bytes, tell),
        Ok(DocumentKind::Jpeg | DocumentKind::Png) => {
            let picture = image::load_from_memory(bytes).ok().map(|picture| picture.thumbnail(SIDE, SIDE));
            picture.and_then(|picture| as_jpeg(&over_white(&picture))).into_iter().for_each(&mut tell);
        }
        Ok(DocumentKind::Docx | DocumentKind::Odt) | Err(_) => {}
    }
}

fn draw_pdf(bytes: &[u8], mut tell: impl FnMut(Vec<u8>)) {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return };
    let cache = RenderCache::new();
    let n_pages = usize::try_from(MAX_PICTURES).unwrap_or(usize::MAX);
    for page in pdf.pages().iter().take(n_pages) {
        // A page that is left out would make the next one look like it.
        let Some(picture) = draw_page(page, &cache).and_then(|drawn| as_jpeg(&drawn)) else { return };
        tell(picture);
    }
}

fn draw_page<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<RgbImage> {
    let (width, height) = page.render_dimensions();
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let scale = SIDE as f32 / width.max(height);
    // A sheet that is a line, or as large as a field, is none.
    let is_sheet = |side: f32| (1.0..=SIDE as f32).contains(&(side * scale));
    if !(is_sheet(width) && is_sheet(height)) {
        return None;
    }
    let sheet = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(page, cache, &InterpreterSettings::default(), &RenderSettings::default(), &sheet);
    let pixels = drawn
        .data_as_u8_slice()
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|[red, green, blue, _]| [*red, *green, *blue]);
    RgbImage::from_raw(drawn.width().into(), drawn.height().into(), pixels.collect())
}

/// What is see-through is paper.
fn over_white(picture: &DynamicImage) -> RgbImage {
    let mut drawn = RgbImage::new(picture.width(), picture.height());
    for (to, from) in drawn.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [colours @ .., alpha] = from.0.map(u16::from);
        to.0 = colours
            .map(|colour| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX));
    }
    drawn
}

fn as_jpeg(drawn: &RgbImage) -> Option<Vec<u8>> {
    let mut picture = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut picture, JPEG_QUALITY);
    drawn.write_with_encoder(encoder).ok().map(|()| picture)
}
