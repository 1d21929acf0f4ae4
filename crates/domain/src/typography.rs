//! How a text is set: the curved apostrophe, and in French no line that begins with a high sign.

/// Sets `text` as a printer would. A straight apostrophe between letters becomes curved; in French the space before
/// `: ; ? ! »` and after `«` does not break (Lexique des règles typographiques en usage à l'Imprimerie nationale).
///
/// `language` is a BCP 47 tag. Setting a text twice changes nothing more.
pub fn set_text(text: &str, language: &str) -> String {
    let is_french = language.split('-').next() == Some("fr");
    let mut set = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        set.push(match c {
            '\'' if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) => '’',
            ' ' if is_french && (before == Some('«') || after.is_some_and(is_high)) => '\u{a0}',
            c => c,
        });
        before = Some(c);
    }
    set
}

/// A sign that French sets after a space that does not break.
const fn is_high(c: char) -> bool {
    matches!(c, ':' | ';' | '?' | '!' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn french_signs_stay_with_their_word() {
        assert_eq!(set_text("Qui ? « Moi » : l'ami", "fr"), "Qui\u{a0}? «\u{a0}Moi\u{a0}»\u{a0}: l’ami");
        assert_eq!(set_text("Who ? it's", "en"), "Who ? it’s");
    }

    proptest! {
        #[test]
        fn setting_twice_changes_nothing_more(text in ".{0,40}") {
            let once = set_text(&text, "fr");
            prop_assert_eq!(set_text(&once, "fr"), once);
        }
    }
}
