//! What languages are called at the head of a column: `Français (fr)`.

use content::Lang;

/// A tag and the name of the language in itself, one language a line.
const NAMES: &str = include_str!("../names/languages.txt");

fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter_map(|line| line.split_once(' '))
}

/// `Français (fr)`; the tag twice for a language without a name here.
pub(crate) fn name_language(tag: &str) -> String {
    let name = names().find(|(known, _)| *known == tag).map_or(tag, |(_, name)| name);
    format!("{name} ({tag})")
}

/// The language that a head names: by the tag in its brackets, by a tag alone, or by its name in itself.
pub(crate) fn find_language(written: &str) -> Option<Lang> {
    let written = written.trim();
    if let Some((_, tag)) = written.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        return Lang::new(tag.trim());
    }
    let by_name = names().find(|(_, name)| name.to_lowercase() == written.to_lowercase());
    by_name.and_then(|(tag, _)| Lang::new(tag)).or_else(|| Lang::new(written))
}
