//! Names as one searches for them: without accents and capitals.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `Éloïse` becomes `eloise`, `Œuvrard` `oeuvrard`, `  D’Arc-Dupont ` `d arc dupont`. Both engines order and compare
/// the result alike when it is ASCII.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ß' => key.push_str("ss"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' => key.push('d'),
            'ı' => key.push('i'),
            c if c.is_alphanumeric() => key.push(c),
            // What separates is one space, whichever it was; a combining mark made by lower-casing is dropped.
            c if is_combining_mark(c) => {}
            _ if key.is_empty() || key.ends_with(' ') => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests;
