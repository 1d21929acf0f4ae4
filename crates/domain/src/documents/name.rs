//! What a file is called: by the device that sends it, by the person, and on whose disk it is kept.

use crate::documents::DocumentKind;

/// Longest name, in characters.
pub const NAME_MAX_CHARS: usize = 80;

/// A name as a person writes it: 1 to 80 characters on one line, without spaces around it. `None` when it is not.
pub fn read_name(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_plain = !text.chars().any(is_hidden);
    (is_plain && (1..=NAME_MAX_CHARS).contains(&text.chars().count())).then_some(text)
}

/// The name to show of a file that a device calls `text`: without folders, without its ending, without signs that cannot be
/// seen or that turn the direction of reading. `None` when nothing is left.
pub fn shown_name(text: &str) -> Option<String> {
    let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let end = extension_of(name).len();
    let name = if end == 0 { name } else { &name[..name.len() - end - 1] };
    let seen: String =
        name.chars().map(|c| if c == '_' { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
    let short: String = seen.trim().chars().take(NAME_MAX_CHARS).collect();
    read_name(&short).map(str::to_owned)
}

/// The ending of a file's name in lower case, without its dot; empty when it has none that looks like one.
pub fn extension_of(name: &str) -> String {
    let ending =
        name.rsplit_once('.').filter(|(before, _)| !before.is_empty()).map_or("", |(_, ending)| ending);
    let is_one = (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_one { ending.to_ascii_lowercase() } else { String::new() }
}

impl DocumentKind {
    /// The name under which a browser keeps a file that is called `name`: no sign that a file system takes amiss.
    pub fn file_name(self, name: &str) -> String {
        let safe: String =
            name.chars().map(|c| if is_hidden(c) || "/\\:*?\"<>|".contains(c) { ' ' } else { c }).collect();
        let safe = safe.trim_matches(['.', ' ']);
        let safe = safe[..safe.floor_char_boundary(FILE_NAME_BYTES)].trim_end();
        let mark = if is_device(safe) { "_" } else { "" };
        [mark, if safe.is_empty() { self.as_str() } else { safe }, ".", self.extension()].concat()
    }
}

/// File systems take 255 bytes, and a browser adds to a name that is there already.
const FILE_NAME_BYTES: usize = 200;

/// Whether Windows takes it for a device, whatever comes after a dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL")
        || numbered.is_some_and(|n| matches!(n, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"))
}

/// Control signs, and those of Unicode that are not drawn or change how others are (UAX #9, general category Cf).
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
