//! The photo of a CV, which nobody needs: how large it is, wherever it comes from.

/// Pixels of the photo that is kept, upright: 350 to the inch on paper.
pub const PHOTO_WIDTH: u32 = 360;
pub const PHOTO_HEIGHT: u32 = 480;

/// The most that is sent of one, as a JPEG; in base 64 it fits into a request.
pub const PHOTO_MAX_BYTES: u64 = 40 << 10;
