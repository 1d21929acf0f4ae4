//! What happens to a text before it is set.

use domain::typography::set_text;

/// The text as it is set, without what cannot be drawn or would turn the text around it: controls, marks of direction,
/// marks of byte order.
pub(crate) fn clean(text: &str, language: &str) -> String {
    set_text(&text.chars().filter_map(drawable).collect::<String>(), language)
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
