//! The few drawings: as paths of the design's own files, so that a change there is copied, not redrawn.

use domain::questionnaire::Level;
use krilla::geom::{Path, PathBuilder};

/// A drawing. Lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// The product's open hand with its dot.
    Mark {
        side: f32,
    },
    /// A box to tick.
    Circle {
        side: f32,
    },
    Square {
        side: f32,
    },
    /// `grey`: 0 is black, 1 white.
    Line {
        length: f32,
        weight: f32,
        grey: f32,
    },
    /// A level of the triage, as the person sees it on screen.
    Road {
        level: Level,
        width: f32,
    },
    /// A QR code.
    Qr {
        modules: Modules,
        side: f32,
    },
}

/// The black and white of a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Modules {
    /// Bit `x` of row `y`: black.
    rows: [u32; MAX_MODULES],
    /// How many rows and columns it has.
    n: usize,
}

const MAX_MODULES: usize = 32;

impl Modules {
    /// Of rows of `#` and any other sign.
    pub(crate) fn of(lines: &[String]) -> Self {
        assert!(lines.len() <= MAX_MODULES, "BUG: what is on paper is short enough for a small QR code");
        let mut rows = [0; MAX_MODULES];
        for (row, line) in rows.iter_mut().zip(lines) {
            for (x, _) in line.bytes().enumerate().filter(|(_, sign)| *sign == b'#') {
                *row |= 1 << x;
            }
        }
        Self { rows, n: lines.len() }
    }

    /// How many rows it has.
    pub(crate) const fn n(&self) -> usize {
        self.n
    }

    /// Runs of black: row, column, length. One rectangle each leaves no hairline between two of them.
    pub(crate) fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (y, row) in self.rows.iter().take(self.n).enumerate() {
            for x in (0..self.n).filter(|x| (row >> x) & 1 == 1) {
                match runs.last_mut() {
                    Some((at, from, length)) if *at == y && *from + *length == x => *length += 1,
                    _ => runs.push((y, x, 1)),
                }
            }
        }
        runs
    }
}

impl Shape {
    /// Width and height.
    pub(crate) fn size(self) -> (f32, f32) {
        match self {
            Self::Mark { side } | Self::Circle { side } | Self::Square { side } | Self::Qr { side, .. } => {
                (side, side)
            }
            Self::Line { length, weight, .. } => (length, weight),
            Self::Road { width, .. } => (width, width * ROAD_BOX.1 / ROAD_BOX.0),
        }
    }
}

/// The view box of the mark in `assets/icons/favicon.svg`'s drawing: left, top, side.
pub(crate) const MARK_BOX: (f32, f32, f32) = (36.0, -9.0, 150.0);
/// Centre and radius of the dot in the mark.
pub(crate) const MARK_DOT: (f32, f32, f32) = (108.0, 38.0, 23.0);
/// The width and height of a road.
pub(crate) const ROAD_BOX: (f32, f32) = (56.0, 32.0);

const HAND: &str = "M0 86c18-1 32-3 42-8 8-4 9-12 11-21 2-10 6-18 13-20 8-2 13 4 10 11-4 9-5 14-2 18 4 5 10 7 \
                    18 7 20 0 34-8 47-21 6-6 11-12 17-16 8-5 16 1 12 9-12 24-28 46-54 56-18 7-36 6-54 8-22 2-40 6-60 8z";

/// The hand of the mark, in the units of [`MARK_BOX`].
pub(crate) fn hand() -> Path {
    svg_path(HAND).expect("BUG: the hand is a path")
}

/// The way of a road in the units of [`ROAD_BOX`], and its dot: centre x, centre y, radius, whether it is full.
pub(crate) fn road(level: Level) -> (Option<Path>, (f32, f32, f32, bool)) {
    let (way, dot) = match level {
        Level::Fine => ("M2 27h52", (32.0, 17.0, 7.0, true)),
        Level::Hard => ("M2 28h8c14 0 18-19 32-19h12", (20.0, 12.0, 7.0, true)),
        Level::Blocked => ("M2 27h32V4h20", (23.0, 17.0, 7.0, true)),
        Level::Unsaid => ("", (28.0, 16.0, 8.5, false)),
    };
    (svg_path(way), dot)
}

pub(crate) fn circle(x: f32, y: f32, radius: f32) -> Path {
    // Four cubic curves; the constant puts their middle on the circle.
    let k = radius * 0.552_284_8;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + k, x + k, y + radius, x, y + radius);
    path.cubic_to(x - k, y + radius, x - radius, y + k, x - radius, y);
    path.cubic_to(x - radius, y - k, x - k, y - radius, x, y - radius);
    path.cubic_to(x + k, y - radius, x + radius, y - k, x + radius, y);
    path.close();
    path.finish().expect("BUG: a circle is a path")
}

/// A path of an SVG file that uses only the commands of our drawings: `M c h V z`. `None` for an empty one.
fn svg_path(text: &str) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (mut x, mut y) = (0.0, 0.0);
    let starts: Vec<usize> =
        text.match_indices(|c: char| c.is_ascii_alphabetic()).map(|(at, _)| at).collect();
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(text.len());
        let numbers = numbers(&text[start + 1..end]);
        match &text[*start..=*start] {
            "M" => {
                (x, y) = (numbers[0], numbers[1]);
                path.move_to(x, y);
            }
            "h" => {
                x += numbers[0];
                path.line_to(x, y);
            }
            "V" => {
                y = numbers[0];
                path.line_to(x, y);
            }
            "c" => {
                for c in numbers.as_chunks::<6>().0 {
                    path.cubic_to(x + c[0], y + c[1], x + c[2], y + c[3], x + c[4], y + c[5]);
                    (x, y) = (x + c[4], y + c[5]);
                }
            }
            _ => path.close(),
        }
    }
    path.finish()
}

/// Numbers as SVG writes them: a minus sign may stand right after a number ("8-2").
fn numbers(text: &str) -> Vec<f32> {
    text.replace('-', " -").split_whitespace().filter_map(|number| number.parse().ok()).collect()
}
