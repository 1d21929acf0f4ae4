//! What happens to a text before it is set.

/// Texts as a printer would set them: the curved apostrophe, and in French no line that begins with a high sign.
///
/// What cannot be drawn or would turn the text around it goes: controls, marks of direction, marks of byte order.
pub(crate) fn clean(text: &str, language: &str) -> String {
    let is_french = language.split('-').next() == Some("fr");
    let chars: Vec<char> = text.chars().filter_map(drawable).collect();
    let mut cleaned = String::with_capacity(text.len());
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(i + 1);
        cleaned.push(match c {
            '\'' if before.is_some_and(|c| c.is_alphabetic()) && after.is_some_and(|c| c.is_alphabetic()) => {
                '\u{2019}'
            }
            ' ' if is_french && (before == Some(&'«') || after.is_some_and(|c| is_high(*c))) => '\u{a0}',
            c => *c,
        });
    }
    cleaned
}

/// A sign that French sets after a space that does not break.
const fn is_high(c: char) -> bool {
    matches!(c, ':' | ';' | '?' | '!' | '»')
}

fn drawable(c: char) -> Option<char> {
    match c {
        // Line and paragraph separators, tabs, line feeds.
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        // Embeddings, overrides and isolates; byte order marks; the soft hyphen; noncharacters.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => None,
        '\u{ad}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{fdd0}'..='\u{fdef}' => None,
        c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => None,
        c => Some(c),
    }
}
