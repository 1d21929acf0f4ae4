//! Gives the functions that wasm and glue share short names: `__wbg_querySelector_3f9c2b7a1d0e4f55` becomes `w3a`.
//!
//! wasm-bindgen names each by what it does and by a hash that does not compress, a closure by its whole type; both files
//! say it. That was 2.5 of the glue's 6.7 kB and 2.8 kB of the wasm (brotli 11).

use std::{collections::BTreeMap, fs, path::Path};

use super::{extension, glue};
use crate::failure::Failure;

/// How the names begin that are worth it: of the browser's functions, of the glue's own, of closures.
const PREFIXES: [&str; 3] = ["__wbg_", "__wbindgen_generic_", "wasm_bindgen_"];
/// A shorter one (`__wbg_init`) is not shared, or has no hash.
const N_CHARS_WORTH_IT: usize = 20;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// Renames in every script and wasm directly inside `folder`. To be called before anything is named by its content.
pub fn shorten(folder: &Path) -> Result<(), Failure> {
    let mut scripts = Vec::new();
    let mut apps = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::at(folder))? {
        let file = entry.map_err(Failure::at(folder))?.path();
        match extension(&file).as_str() {
            "js" => scripts.push(file),
            "wasm" => apps.push(file),
            _ => {}
        }
    }
    scripts.sort();
    let texts: Vec<String> = scripts
        .iter()
        .map(|file| fs::read_to_string(file).map(|text| glue::put_in_order(&text)).map_err(Failure::at(file)))
        .collect::<Result<_, _>>()?;
    let names = short_names(&texts.concat());
    for (file, text) in scripts.iter().zip(texts) {
        // Backwards: a name stands before the longer ones that it begins.
        let renamed = names.iter().rev().fold(text, |text, (long, short)| text.replace(long, short));
        fs::write(file, renamed).map_err(Failure::at(file))?;
    }
    for file in apps {
        let bytes = fs::read(&file).map_err(Failure::at(&file))?;
        let renamed = rename(&bytes, &names)
            .ok_or_else(|| Failure::new(format!("{} is no wasm that can be read.", file.display())))?;
        fs::write(&file, renamed).map_err(Failure::at(&file))?;
    }
    Ok(())
}

/// Each long name in the scripts with its short one, which are numbered as they come.
fn short_names(text: &str) -> BTreeMap<String, String> {
    let is_other = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$');
    let mut found = BTreeMap::new();
    for word in text.split(is_other).filter(|word| {
        word.len() >= N_CHARS_WORTH_IT && PREFIXES.iter().any(|prefix| word.starts_with(prefix))
    }) {
        let n = found.len();
        found.entry(word.to_owned()).or_insert_with(|| format!("w{n:x}"));
    }
    found
}

/// The wasm with the names of its imports and exports replaced; `None` when its sections do not add up.
fn rename(wasm: &[u8], names: &BTreeMap<String, String>) -> Option<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(8)?;
    let mut out = header.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let (size, after) = read_number(after)?;
        let (section, next) = after.split_at_checked(size)?;
        let section = if id == IMPORTS || id == EXPORTS {
            names.iter().fold(section.to_vec(), |section, (long, short)| {
                replace(&section, &counted(long), &counted(short))
            })
        } else {
            section.to_vec()
        };
        out.push(id);
        push_number(&mut out, section.len());
        out.extend(section);
        rest = next;
    }
    Some(out)
}

/// A name as wasm writes it: its length, then itself.
fn counted(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_number(&mut bytes, name.len());
    bytes.extend(name.as_bytes());
    bytes
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(from) {
            out.extend(to);
            at += from.len();
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

/// LEB128, as wasm writes lengths.
fn read_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (i, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[i + 1..]));
        }
    }
    None
}

fn push_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).expect("BUG: seven bits");
        value >>= 7;
        if value == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests;
