//! The text of a list, whichever program has written it, and what separates its cells.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Separators that programs write.
const SEPARATORS: [char; 3] = [';', ',', '\t'];

/// The text of a file: what its mark says (UTF-8, UTF-16), else UTF-8 if it can be that, else Windows-1252, as Excel writes it.
/// Each line ends with `\n`. `None` when it is no text.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, n_mark)) => encoding.decode_without_bom_handling(&bytes[n_mark..]).0,
        None => match str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    let is_text = !text.contains('\0') && !bytes.starts_with(b"%PDF-");
    is_text.then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// What separates the cells, and where the lines begin: Excel can say it on a line of its own (`sep=;`), else the headings show it.
pub fn separator(text: &str) -> (u8, usize) {
    let said =
        text.strip_prefix("sep=").and_then(|rest| rest.strip_prefix(SEPARATORS).map(|after| (rest, after)));
    if let Some((rest, after)) = said
        && after.starts_with('\n')
    {
        return (rest.as_bytes()[0], text.len() - after.len());
    }
    let headings = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // What stands in quotation marks separates nothing.
    let outside: String = headings.split('"').step_by(2).collect();
    let count = |separator: char| outside.matches(separator).count();
    // Of two that stand there as often the first of the list wins.
    let most = SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(';');
    (u8::try_from(most).unwrap_or(b';'), 0)
}
