//! PDFs: taken when they can be read, have pages, no password, nothing that runs and no file inside.

use domain::documents::FileRefusal;
use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, LoadOptions, Object, Stream};
use std::io::Read;

/// What all streams may be, unpacked.
const MAX_UNPACKED_BYTES: u64 = 256 << 20;
/// What one stream may be that the reader itself must unpack.
const MAX_STREAM_BYTES: usize = 32 << 20;
const MAX_OBJECTS: usize = 100_000;
/// How deep arrays and dictionaries may stand in each other.
const MAX_DEPTH: usize = 64;
/// Only spaces and the end of a transfer may follow the last `%%EOF`.
const MAX_TAIL_BYTES: usize = 1024;

/// # Errors
/// Why it is not kept.
pub fn check(bytes: &[u8]) -> Result<(), FileRefusal> {
    let end = find_last(bytes, b"%%EOF").ok_or(FileRefusal::Broken)? + b"%%EOF".len();
    if bytes.len() - end > MAX_TAIL_BYTES || bytes[end..].windows(2).any(|pair| pair == b"PK") {
        return Err(FileRefusal::Broken);
    }
    // In the trailer it stands in plain, also where the objects are packed.
    if names_word(bytes, b"/Encrypt") {
        return Err(FileRefusal::Protected);
    }
    let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM_BYTES), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| FileRefusal::Broken)?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(FileRefusal::Protected);
    }
    if document.objects.len() > MAX_OBJECTS {
        return Err(FileRefusal::TooBigInside);
    }
    if document.page_iter().next().is_none() {
        return Err(FileRefusal::Broken);
    }
    let mut left = MAX_UNPACKED_BYTES;
    check_dictionary(&document.trailer, 0)?;
    for object in document.objects.values() {
        check_object(object, 0)?;
        if let Object::Stream(stream) = object {
            left = left.checked_sub(measure(stream, left)?).ok_or(FileRefusal::TooBigInside)?;
        }
    }
    Ok(())
}

fn check_object(object: &Object, depth: usize) -> Result<(), FileRefusal> {
    if depth > MAX_DEPTH {
        return Err(FileRefusal::Broken);
    }
    match object {
        Object::Array(items) => items.iter().try_for_each(|item| check_object(item, depth + 1)),
        Object::Dictionary(dictionary) => check_dictionary(dictionary, depth + 1),
        Object::Stream(stream) => check_dictionary(&stream.dict, depth + 1),
        _ => Ok(()),
    }
}

/// ISO 32000-1: actions (12.6.4), additional actions (12.6.3), file attachments (7.11.4), XFA (12.7.8), rich media.
fn check_dictionary(dictionary: &Dictionary, depth: usize) -> Result<(), FileRefusal> {
    for (key, value) in dictionary.iter() {
        match key.as_slice() {
            b"JS" | b"JavaScript" | b"XFA" | b"RichMediaContent" | b"AA" => {
                return Err(FileRefusal::HasProgram);
            }
            b"EmbeddedFile" | b"EF" => return Err(FileRefusal::HasFiles),
            b"EmbeddedFiles" if !is_empty_tree(value) => return Err(FileRefusal::HasFiles),
            _ => {}
        }
        if let (b"S" | b"Type" | b"Subtype", Object::Name(name)) = (key.as_slice(), value) {
            match name.as_slice() {
                b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData" | b"Rendition" | b"RichMedia"
                | b"RichMediaExecute" | b"Movie" | b"Sound" | b"3D" | b"Screen" => {
                    return Err(FileRefusal::HasProgram);
                }
                b"GoToR" | b"GoToE" | b"Thread" => return Err(FileRefusal::FetchesMore),
                b"EmbeddedFile" | b"FileAttachment" => return Err(FileRefusal::HasFiles),
                _ => {}
            }
        }
        check_object(value, depth)?;
    }
    let reaches_out =
        dictionary.get(b"FS").is_ok_and(|value| matches!(value, Object::Name(name) if name == b"URL"));
    let has_outer_data = dictionary.has(b"F") && dictionary.has(b"Length") && dictionary.has(b"FFilter");
    if reaches_out || has_outer_data { Err(FileRefusal::FetchesMore) } else { Ok(()) }
}

/// Some writers leave the empty list of attachments.
fn is_empty_tree(value: &Object) -> bool {
    let Object::Dictionary(tree) = value else { return false };
    let names = tree.get(b"Names").and_then(Object::as_array);
    names.is_ok_and(Vec::is_empty) && !tree.has(b"Kids")
}

/// Bytes that a stream unpacks to, as far as it is packed the usual way; at most one more than `left`.
fn measure(stream: &Stream, left: u64) -> Result<u64, FileRefusal> {
    let filters = match stream.dict.get(b"Filter") {
        Ok(Object::Name(name)) => vec![name.clone()],
        Ok(Object::Array(items)) => {
            items.iter().filter_map(|item| item.as_name().ok().map(<[u8]>::to_vec)).collect()
        }
        _ => Vec::new(),
    };
    // A chain of packings has no use in a CV, and one in a bomb.
    let n_flate = filters
        .iter()
        .filter(|name| matches!(name.as_slice(), b"FlateDecode" | b"Fl" | b"LZWDecode"))
        .count();
    if n_flate > 1 || filters.len() > 3 {
        return Err(FileRefusal::TooBigInside);
    }
    if filters.first().is_some_and(|name| matches!(name.as_slice(), b"FlateDecode" | b"Fl")) {
        let mut unpacked = ZlibDecoder::new(stream.content.as_slice()).take(left + 1);
        // One that breaks off is shown as far as it goes; readers do the same.
        return Ok(copied(&mut unpacked));
    }
    Ok(stream.content.len() as u64)
}

fn copied(from: &mut impl Read) -> u64 {
    let (mut buffer, mut n_bytes) = ([0; 32 * 1024], 0);
    while let Ok(n @ 1..) = from.read(&mut buffer) {
        n_bytes += n as u64;
    }
    n_bytes
}

/// Whether a name stands there, and not only the beginning of a longer one.
fn names_word(bytes: &[u8], word: &[u8]) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let mut windows = bytes.windows(word.len()).enumerate();
    windows.any(|(at, window)| window == word && is_end(bytes.get(at + word.len())))
}

fn find_last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
