//! Lines and shapes on a page: black, grey and the one warm colour of the mark's dot.

use crate::model::Picture;
use crate::shape::{MARK_BOX, MARK_DOT, ROAD_BOX, Shape, circle, hand, road};
use crate::text::Line;
use domain::questionnaire::Level;
use krilla::color::{luma, rgb};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Paint, Stroke};
use krilla::surface::Surface;

/// `--color-warm` of the design.
fn warm() -> Paint {
    rgb::Color::new(0xff, 0xb8, 0x4a).into()
}

/// `--color-hand` of the design.
fn deep() -> Paint {
    rgb::Color::new(0x0f, 0x41, 0x4a).into()
}

/// 0 is black, 1 white.
fn grey(lightness: f32) -> Paint {
    luma::Color::new((lightness * 255.0).round() as u8).into()
}

/// Draws a line of text with its left top corner at (`x`, `y`).
pub(super) fn draw_line(surface: &mut Surface<'_>, line: &Line, x: f32, y: f32) {
    fill_with(surface, grey(line.grey));
    for run in &line.runs {
        let start = Point::from_xy(x + run.x, y + line.baseline);
        surface.draw_glyphs(start, &run.glyphs, run.face.font(), &line.text, run.size_pt, false);
    }
}

/// Draws a shape with its left top corner at (`x`, `y`). Roads turn with the reading direction; the mark does not.
pub(super) fn draw_shape(surface: &mut Surface<'_>, shape: Shape, x: f32, y: f32, is_rtl: bool) {
    match shape {
        Shape::Mark { side } => draw_mark(surface, side, x, y),
        Shape::Circle { side } => {
            stroke_with(surface, grey(0.0), 1.0);
            let radius = side / 2.0;
            surface.draw_path(&circle(x + radius, y + radius, radius - 0.5));
        }
        Shape::Square { side } => {
            stroke_with(surface, grey(0.0), 1.0);
            draw_rect(surface, x + 0.5, y + 0.5, side - 1.0, side - 1.0);
        }
        Shape::Line { length, weight, grey: lightness } => {
            fill_with(surface, grey(lightness));
            draw_rect(surface, x, y, length, weight);
        }
        Shape::Road { level, width } => {
            let scale = width / ROAD_BOX.0;
            let placed = if is_rtl {
                Transform::from_row(-scale, 0.0, 0.0, scale, x + width, y)
            } else {
                Transform::from_row(scale, 0.0, 0.0, scale, x, y)
            };
            surface.push_transform(&placed);
            draw_road(surface, level);
            surface.pop();
        }
        Shape::Qr { modules, side } => {
            fill_with(surface, grey(0.0));
            let module = side / modules.n() as f32;
            for (row, column, length) in modules.runs() {
                let (left, top) = (x + module * column as f32, y + module * row as f32);
                draw_rect(surface, left, top, module * length as f32, module);
            }
        }
    }
}

/// Draws a photo with its left top corner at a place. The file goes in as it is.
///
/// # Errors
/// When it is no JPEG that a PDF can hold.
pub(super) fn draw_photo(
    surface: &mut Surface<'_>,
    picture: &Picture,
    (x, y): (f32, f32),
    (width, height): (f32, f32),
) -> Result<(), String> {
    let image = Image::from_jpeg(picture.jpeg.to_vec().into(), true).map_err(|error| format!("{error:?}"))?;
    surface.push_transform(&Transform::from_translate(x, y));
    surface.draw_image(image, Size::from_wh(width, height).expect("BUG: a photo has a size"));
    surface.pop();
    Ok(())
}

fn draw_mark(surface: &mut Surface<'_>, side: f32, x: f32, y: f32) {
    let (left, top, box_side) = MARK_BOX;
    let scale = side / box_side;
    let placed = Transform::from_row(scale, 0.0, 0.0, scale, x - left * scale, y - top * scale);
    surface.push_transform(&placed);
    surface.push_clip_path(&rect(left, top, box_side, box_side), &FillRule::NonZero);
    fill_with(surface, deep());
    surface.draw_path(&hand());
    let (x, y, radius) = MARK_DOT;
    fill_with(surface, warm());
    surface.draw_path(&circle(x, y, radius));
    surface.pop();
    surface.pop();
}

fn draw_road(surface: &mut Surface<'_>, level: Level) {
    let (way, (x, y, radius, is_full)) = road(level);
    stroke_with(surface, deep(), 4.0);
    if let Some(way) = way {
        surface.draw_path(&way);
    }
    if is_full {
        fill_with(surface, warm());
        surface.draw_path(&circle(x, y, radius));
    } else {
        stroke_with(surface, deep(), 3.0);
        surface.draw_path(&circle(x, y, radius));
    }
}

fn fill_with(surface: &mut Surface<'_>, paint: Paint) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }));
}

fn stroke_with(surface: &mut Surface<'_>, paint: Paint, width: f32) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint,
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    }));
}

fn draw_rect(surface: &mut Surface<'_>, x: f32, y: f32, width: f32, height: f32) {
    if width > 0.0 {
        surface.draw_path(&rect(x, y, width, height));
    }
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Path {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height).expect("BUG: a rectangle has a size"));
    path.finish().expect("BUG: a rectangle is a path")
}
