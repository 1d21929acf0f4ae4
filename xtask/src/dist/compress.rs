//! A `.br` and a `.gz` beside each file that compresses, so that the server never compresses while someone waits.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};

use super::{extension, files_below};
use crate::failure::Failure;

const COMPRESSIBLE: [&str; 11] =
    ["html", "css", "js", "mjs", "json", "map", "svg", "txt", "wasm", "webmanifest", "xml"];
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW_BITS: u32 = 22;

pub fn write_siblings(folder: &Path) -> Result<(), Failure> {
    for file in files_below(folder)? {
        if COMPRESSIBLE.contains(&extension(&file).as_str()) {
            let bytes = fs::read(&file).map_err(Failure::at(&file))?;
            write_beside(&file, "br", &brotli_11(&bytes).map_err(Failure::at(&file))?)?;
            write_beside(&file, "gz", &gzip(&bytes).map_err(Failure::at(&file))?)?;
        }
    }
    Ok(())
}

fn write_beside(file: &Path, suffix: &str, bytes: &[u8]) -> Result<(), Failure> {
    let target = file.with_extension(format!("{}.{suffix}", extension(file)));
    fs::write(&target, bytes).map_err(Failure::at(&target))
}

fn brotli_11(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW_BITS);
    packed.write_all(bytes)?;
    packed.flush()?;
    Ok(packed.into_inner())
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    packed.finish()
}
