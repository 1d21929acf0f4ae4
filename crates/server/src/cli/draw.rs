//! `draw-pages` and `draw-portrait`: draw one file, with limits that end this process instead of the server.

use super::check_file::{MEMORY_BYTES, limit};
use super::{EXIT_SURROUNDINGS, Failure};
use crate::documents::write_picture;
use domain::documents::MAX_FILE_BYTES;
use std::io::{self, Read};

/// Of all pages together; an ordinary one takes a tenth of a second. Those that were drawn before it is over are kept.
const PROCESSOR_S: u64 = 5;

/// For the pages of a file that was found fine: with the program's own, less than 200 MiB.
const PAGES_BYTES: u64 = 144 << 20;

/// What a file looks like, told picture by picture.
type Draw = fn(&[u8], &mut dyn FnMut(Vec<u8>));

/// The first pages of a file.
///
/// # Errors
/// When the limits cannot be set, or nobody listens.
pub fn pages() -> Result<(), Failure> {
    run(PAGES_BYTES, |bytes, tell| files::draw_pages(bytes, tell))
}

/// A photo as a CV shows it; nothing when it is none.
///
/// # Errors
/// When the limits cannot be set, or nobody listens.
pub fn portrait() -> Result<(), Failure> {
    run(MEMORY_BYTES, |bytes, tell| files::draw_portrait(bytes).into_iter().for_each(tell))
}

fn run(own_bytes: u64, draw: Draw) -> Result<(), Failure> {
    let done = limit(PROCESSOR_S, own_bytes).and_then(|()| answer(draw));
    done.map_err(|error| Failure::new(EXIT_SURROUNDINGS, format!("The file cannot be drawn: {error}.")))
}

fn answer(draw: Draw) -> io::Result<()> {
    let mut bytes = Vec::new();
    // What was drawn anew may be larger than it came.
    io::stdin().lock().take(4 * MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    let mut out = io::stdout().lock();
    let mut told = Ok(());
    draw(&bytes, &mut |picture| {
        if told.is_ok() {
            told = write_picture(&mut out, &picture);
        }
    });
    told
}
