//! Which part of a photo the CV shows: nearer, further, and moved about. Pure.

use domain::cv::{PHOTO_HEIGHT, PHOTO_WIDTH};

/// How many times one can come nearer.
const NEAREST: u8 = 6;
/// What is seen at each step, in hundredths of what can be seen at all.
const SEEN: [u32; NEAREST as usize + 1] = [100, 84, 70, 59, 49, 41, 34];
/// By which part of what is seen it moves at once.
const STEPS: u32 = 10;

/// Where the photo moves to under its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::features::cv) enum Way {
    Left,
    Right,
    Up,
    Down,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Up, Self::Down];
}

/// A part of a picture, three wide for four high. Lengths in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::features::cv) struct Framing {
    width: u32,
    height: u32,
    nearness: u8,
    left: u32,
    top: u32,
}

impl Framing {
    /// As much as can be seen: of a wide picture its middle; of a high one its upper part, where faces are.
    pub fn of(width: u32, height: u32) -> Self {
        let whole = Self { width: width.max(1), height: height.max(1), nearness: 0, left: 0, top: 0 };
        let (seen_width, seen_height) = whole.seen();
        Self { left: (whole.width - seen_width) / 2, top: (whole.height - seen_height) / 3, ..whole }
    }

    /// Width and height of what is seen.
    fn seen(self) -> (u32, u32) {
        let is_wide = self.width * PHOTO_HEIGHT >= self.height * PHOTO_WIDTH;
        let most = if is_wide {
            (self.height * PHOTO_WIDTH / PHOTO_HEIGHT, self.height)
        } else {
            (self.width, self.width * PHOTO_HEIGHT / PHOTO_WIDTH)
        };
        let part = |of: u32| (of * SEEN[usize::from(self.nearness)] / 100).max(1);
        (part(most.0), part(most.1))
    }

    /// `[left, top, width, height]` of what is seen.
    pub fn rest(self) -> [u32; 4] {
        let (width, height) = self.seen();
        [self.left, self.top, width, height]
    }

    /// Nearer or further, around the middle of what is seen.
    #[must_use]
    pub fn nearer(self, nearness: u8) -> Self {
        let before = self.seen();
        let nearer = Self { nearness: nearness.min(NEAREST), ..self };
        let after = nearer.seen();
        let around = |at: u32, before: u32, after: u32| (at + before / 2).saturating_sub(after / 2);
        nearer.at(around(self.left, before.0, after.0), around(self.top, before.1, after.1))
    }

    pub const fn nearness(self) -> u8 {
        self.nearness
    }

    #[must_use]
    pub fn moved(self, way: Way) -> Self {
        let (width, height) = self.seen();
        let (across, down) = ((width / STEPS).max(1), (height / STEPS).max(1));
        match way {
            // The photo goes to the left when more of its right is seen.
            Way::Left => self.at(self.left + across, self.top),
            Way::Right => self.at(self.left.saturating_sub(across), self.top),
            Way::Up => self.at(self.left, self.top + down),
            Way::Down => self.at(self.left, self.top.saturating_sub(down)),
        }
    }

    /// Whether there is anything of the photo on that side.
    pub fn can_move(self, way: Way) -> bool {
        self.moved(way) != self
    }

    fn at(self, left: u32, top: u32) -> Self {
        let (width, height) = self.seen();
        Self { left: left.min(self.width - width), top: top.min(self.height - height), ..self }
    }
}

#[cfg(test)]
mod tests;
