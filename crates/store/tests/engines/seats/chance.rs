//! Chance that is the same for the same seed (splitmix64), and what clients wish by it.

use super::history::Wish;

pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

impl Wish {
    pub fn draw(chance: &mut Chance) -> Self {
        match chance.below(100) {
            0..40 => Self::Book,
            40..60 => Self::Cancel,
            60..78 => Self::Join,
            78..83 => Self::Leave,
            83..95 => Self::Accept,
            _ => Self::Decline,
        }
    }
}
