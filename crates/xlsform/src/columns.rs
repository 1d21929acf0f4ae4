//! The heads of columns: which there are, and what to do about those that the portal has nothing for.

use crate::languages::find_language;
use content::Lang;

/// A column with texts in one language, or without a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column {
    /// In small letters.
    pub base: String,
    pub lang: Option<Lang>,
}

/// Columns of our own whose language is a suffix: `::` in a head of `choices` breaks the tools that read XLSForm.
const SUFFIXED: [&str; 2] = ["mt_title", "mt_also"];
/// The first words of heads that go on after `::` without naming a language.
const SPACES: [&str; 5] = ["media", "bind", "body", "control", "instance"];
const ALIASES: [(&str, &str); 4] =
    [("list name", "list_name"), ("relevance", "relevant"), ("caption", "label"), ("readonly", "read_only")];

/// # Errors
/// What to do about the head.
pub(crate) fn read_head(head: &str) -> Result<Column, String> {
    let separator = if head.contains("::") { "::" } else { ":" };
    let parts: Vec<&str> = head.split(separator).map(str::trim).collect();
    let first = parts[0].to_lowercase();
    let base = ALIASES.iter().find(|(alias, _)| *alias == first).map_or(first.as_str(), |(_, base)| *base);
    if SPACES.contains(&base) {
        return Ok(Column { base: parts.get(..2).unwrap_or(&parts).join("::").to_lowercase(), lang: None });
    }
    let suffix = |own: &'static str| {
        base.strip_prefix(own)?;
        Some((own, parts[0].get(own.len()..)?.strip_prefix('_')?))
    };
    let suffixed = SUFFIXED.into_iter().find_map(suffix);
    let (base, language) = match suffixed {
        Some((base, tag)) => (base, Some(tag)),
        None => (base, parts.get(1).copied()),
    };
    let lang = match language {
        None => None,
        Some(written) => Some(find_language(written).ok_or_else(|| {
            format!(
                "`{written}` names no language. Write its code in brackets, as in `{base}::English (en)`."
            )
        })?),
    };
    Ok(Column { base: base.to_owned(), lang })
}

impl core::fmt::Display for Column {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match &self.lang {
            None => f.write_str(&self.base),
            Some(lang) if SUFFIXED.contains(&self.base.as_str()) => write!(f, "{}_{lang}", self.base),
            Some(lang) => write!(f, "{}::{}", self.base, crate::languages::name_language(lang.as_str())),
        }
    }
}

/// Columns of XLSForm that the portal has nothing for, with what to do about a cell of theirs.
const FOREIGN: [(&str, &str); 22] = [
    ("guidance_hint", "The portal has one help text. Put the words into `hint`."),
    ("constraint_message", "The portal says itself what is wrong with an answer. Empty this cell."),
    ("required_message", "The portal says itself which answer is missing. Empty this cell."),
    ("calculation", "The portal calculates nothing. Remove this row."),
    ("default", "The portal chooses no answer beforehand. Empty this cell."),
    ("read_only", "Every question of the portal can be answered. Empty this cell."),
    ("trigger", "No question of the portal sets off another. Empty this cell."),
    ("repeat_count", "The portal asks nothing twice. Empty this cell."),
    (
        "choice_filter",
        "Options are not filtered by a list. Write the condition of each option in `mt_relevant` of the sheet `choices`.",
    ),
    ("image", "Questions of the portal have no picture. Empty this cell."),
    ("big-image", "Questions of the portal have no picture. Empty this cell."),
    ("audio", "Questions of the portal have no sound. Empty this cell."),
    ("video", "Questions of the portal have no film. Empty this cell."),
    ("media::image", "Questions of the portal have no picture. Empty this cell."),
    ("media::big-image", "Questions of the portal have no picture. Empty this cell."),
    ("media::audio", "Questions of the portal have no sound. Empty this cell."),
    ("media::video", "Questions of the portal have no film. Empty this cell."),
    ("parameters", "The portal has no such setting: options keep their order. Empty this cell."),
    ("autoplay", "Questions of the portal have no sound and no film. Empty this cell."),
    ("save_to", "The portal has no entities. Empty this cell."),
    ("public_key", "The portal keeps the answers itself. Empty this cell."),
    ("submission_url", "The portal keeps the answers itself. Empty this cell."),
];

/// Columns that change nothing of what the portal asks or shows.
const IGNORED: [&str; 9] = [
    "form_id",
    "id_string",
    "name_of_form",
    "style",
    "instance_name",
    "clean_text_values",
    "allow_choice_duplicates",
    "auto_send",
    "auto_delete",
];

/// Whether a column may be there with anything in it: a technical one, one of Kobo's own, or an author's notes.
pub(crate) fn is_ignored(column: &Column) -> bool {
    column.base.starts_with(['$', '#']) || IGNORED.contains(&column.base.as_str())
}

pub(crate) fn is_foreign(column: &Column) -> bool {
    FOREIGN.iter().any(|(base, _)| *base == column.base) || column.base.contains("::")
}

/// What to do about a cell that nothing reads.
pub(crate) fn advise(column: &Column) -> String {
    match FOREIGN.iter().find(|(base, _)| *base == column.base) {
        Some((_, advice)) => (*advice).to_owned(),
        None if column.base.contains("::") => {
            format!("The portal has nothing like `{}`. Empty this cell.", column.base)
        }
        None => format!("`{column}` says nothing in a row of this kind. Empty this cell."),
    }
}
