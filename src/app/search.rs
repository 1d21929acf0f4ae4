//! Finding an entry by a word, whatever its accents and capitals.

use domain::questionnaire::Entry;

/// The entries of a guided list, made ready for searching once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Label and other names of each entry, folded, in the order of the list.
    folded: Vec<(String, String)>,
}

impl Index {
    pub fn new(entries: &[Entry]) -> Self {
        let names =
            |entry: &Entry| entry.also.iter().fold(String::new(), |all, name| all + " " + &fold(name));
        Self { folded: entries.iter().map(|entry| (fold(&entry.label), names(entry))).collect() }
    }

    /// Places of at most `n_most` entries that hold every typed word: those whose label begins with what was typed
    /// first, then in the order of the list. Nothing for an empty search.
    pub fn find(&self, typed: &str, n_most: usize) -> Vec<usize> {
        let typed = fold(typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        if words.is_empty() {
            return vec![];
        }
        let found = self.folded.iter().enumerate();
        let mut found: Vec<(u8, usize)> =
            found.filter_map(|(i, (label, names))| Some((rank(label, names, &words)?, i))).collect();
        found.sort_unstable();
        found.into_iter().take(n_most).map(|(_, i)| i).collect()
    }
}

/// 0: the label begins so; 1: a word of the label or of another name does; 2: somewhere inside; `None`: a word is
/// missing.
fn rank(label: &str, names: &str, words: &[&str]) -> Option<u8> {
    if !words.iter().all(|word| label.contains(word) || names.contains(word)) {
        return None;
    }
    let begins =
        |word: &&str| label.split_whitespace().chain(names.split_whitespace()).any(|w| w.starts_with(*word));
    Some(match words {
        [first, ..] if label.starts_with(first) => 0,
        words if words.iter().all(begins) => 1,
        _ => 2,
    })
}

/// Lower case without accents: "Électricité" and "electricite" are the same word.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '’' | '\'' | '-' | '(' | ')' | '/' | ',' => folded.push(' '),
            // Combining accents, as some keyboards write them.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests;
