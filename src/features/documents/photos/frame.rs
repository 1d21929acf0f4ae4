//! What is cut off a page, side by side of it. Pure.

/// A side of the page, as one sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

impl Side {
    /// Clockwise.
    pub const ALL: [Self; 4] = [Self::Top, Self::Right, Self::Bottom, Self::Left];

    /// Whether it is moved up and down.
    pub const fn is_level(self) -> bool {
        matches!(self, Self::Top | Self::Bottom)
    }

    const fn place(self) -> usize {
        self as usize
    }
}

/// Of two sides that face each other, no more than this is cut off together, in hundredths: a page is left.
const MOST: u8 = 80;

/// How much of each side is cut off, in hundredths of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    cut: [u8; 4],
}

impl Frame {
    pub const fn cut(self, side: Side) -> u8 {
        self.cut[side.place()]
    }

    /// The most that can be cut off a side.
    pub const fn most(self, side: Side) -> u8 {
        MOST.saturating_sub(self.cut[(side.place() + 2) % 4])
    }

    /// A side cut off so far, or as far as it can be.
    #[must_use]
    pub fn with(mut self, side: Side, cut: u8) -> Self {
        self.cut[side.place()] = cut.min(self.most(side));
        self
    }

    /// Where a side stands, in hundredths from the left or from the top.
    pub const fn at(self, side: Side) -> u8 {
        match side {
            Side::Top | Side::Left => self.cut(side),
            Side::Right | Side::Bottom => 100 - self.cut(side),
        }
    }

    /// A side brought to a place, in hundredths from the left or from the top.
    #[must_use]
    pub fn moved(self, side: Side, at: u8) -> Self {
        let at = at.min(100);
        self.with(side, if matches!(side, Side::Top | Side::Left) { at } else { 100 - at })
    }

    /// The same of the picture, which is turned clockwise by quarters to be seen so.
    #[must_use]
    pub fn of_picture(mut self, n_turns: u8) -> Self {
        self.cut.rotate_left(usize::from(n_turns % 4));
        self
    }

    /// `[left, top, width, height]` of what is left of a picture of this size.
    pub fn rest(self, width: u32, height: u32) -> [u32; 4] {
        let part = |of: u32, side: Side| of * u32::from(self.cut(side)) / 100;
        let (left, top) = (part(width, Side::Left), part(height, Side::Top));
        let (right, bottom) = (part(width, Side::Right), part(height, Side::Bottom));
        [left, top, (width - left - right).max(1), (height - top - bottom).max(1)]
    }
}
