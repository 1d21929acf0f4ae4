//! The words of the copy of everything: what each table, column and word of a closed list is called.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyWords {
    pub tables: BTreeMap<String, String>,
    pub columns: BTreeMap<String, String>,
    /// Of columns that hold a word of a closed list.
    pub values: BTreeMap<String, String>,
}

/// The words that ship, the first being what an unknown language gets.
const SHIPPED: [(&str, &str); 2] =
    [("fr", include_str!("../../words/copy/fr.json")), ("en", include_str!("../../words/copy/en.json"))];

static WORDS: LazyLock<Vec<(&str, CopyWords)>> = LazyLock::new(|| {
    let read = |text| serde_json::from_str(text).expect("BUG: the words that ship are complete");
    SHIPPED.into_iter().map(|(language, text)| (language, read(text))).collect()
});

impl CopyWords {
    /// The words for a BCP 47 tag: of its language, else French.
    pub fn shipped(language: &str) -> &'static Self {
        let primary = language.split('-').next().unwrap_or_default();
        let found = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary));
        found.map_or(&WORDS[0].1, |(_, words)| words)
    }
}
