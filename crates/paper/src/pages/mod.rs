//! Strips become pages.

use crate::layout::strip::{Strip, height_of};

/// A page: strips, each with the distance of its top from the top of the content, in points.
pub(crate) type Page = Vec<(f32, Strip)>;

/// Cuts pages of `height_pt`. Strips that keep each other stay together if a page can hold them; a strip taller than
/// a page is never made ([`crate::layout`] makes lines), so nothing is lost below the foot.
pub(crate) fn paginate(strips: Vec<Strip>, height_pt: f32) -> Vec<Page> {
    let mut pages: Vec<Page> = vec![Vec::new()];
    let mut y = 0.0;
    for chunk in chunks(strips) {
        let (starts_page, is_first) = (chunk[0].starts_page, y == 0.0);
        let height = height_of(&chunk);
        let fits_here = y + height <= height_pt;
        let fits_on_a_page = height - chunk[0].gap <= height_pt;
        if !is_first && (starts_page || (!fits_here && fits_on_a_page)) {
            pages.push(Vec::new());
            y = 0.0;
        }
        for strip in chunk {
            let mut top = if y == 0.0 { 0.0 } else { y + strip.gap };
            if y > 0.0 && top + strip.height > height_pt {
                pages.push(Vec::new());
                top = 0.0;
            }
            y = top + strip.height;
            pages.last_mut().expect("BUG: there is always a page").push((top, strip));
        }
    }
    pages
}

/// Runs of strips that want to stay together; each has at least one.
fn chunks(strips: Vec<Strip>) -> Vec<Vec<Strip>> {
    let mut chunks: Vec<Vec<Strip>> = Vec::new();
    let mut is_open = false;
    for strip in strips {
        let joins = is_open && !strip.starts_page;
        is_open = strip.keeps_next;
        match chunks.last_mut() {
            Some(chunk) if joins => chunk.push(strip),
            _ => chunks.push(vec![strip]),
        }
    }
    chunks
}

#[cfg(test)]
mod tests;
