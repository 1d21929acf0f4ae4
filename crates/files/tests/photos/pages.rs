//! Pictures of the first pages of what is kept.

use crate::make::pdf_of_photos;
use domain::documents::MAX_PICTURES;
use files::draw_pages;
use image::{GenericImageView, Luma};

fn drawn(bytes: &[u8]) -> Vec<image::DynamicImage> {
    let mut pages = Vec::new();
    draw_pages(bytes, |page| pages.push(image::load_from_memory(&page).unwrap()));
    pages
}

/// How many of a hundred pixels are dark.
fn percent_dark(page: &image::DynamicImage) -> usize {
    let page = page.to_luma8();
    100 * page.pixels().filter(|Luma([light])| *light < 128).count() / page.pixels().count().max(1)
}

#[test]
fn of_a_cv_of_photos_the_first_pages_are_seen_as_they_will_be_read() {
    let pages = drawn(&pdf_of_photos(6));
    assert_eq!(pages.len() as u64, MAX_PICTURES);
    for (n_turns, page) in pages.iter().enumerate() {
        let (width, height) = page.dimensions();
        assert_eq!((width.max(height), width > height), (1000, n_turns % 2 == 1), "page {n_turns}");
        assert!((5..60).contains(&percent_dark(page)), "page {n_turns}: {} % is dark", percent_dark(page));
    }
}

#[test]
fn a_picture_is_its_own_page_and_what_is_see_through_is_paper() {
    let clear = image::RgbaImage::from_pixel(1200, 300, image::Rgba([0, 0, 0, 0]));
    let mut png = Vec::new();
    clear.write_with_encoder(image::codecs::png::PngEncoder::new(&mut png)).unwrap();
    let pages = drawn(&png);
    assert_eq!(pages.iter().map(GenericImageView::dimensions).collect::<Vec<_>>(), [(1000, 250)]);
    assert_eq!(percent_dark(&pages[0]), 0);
}
