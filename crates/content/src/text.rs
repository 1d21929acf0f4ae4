//! Names and sentences: identifiers, texts in several languages, and words from a closed list.

use crate::model::Lang;
use crate::node::{Node, Value};
use crate::problem::{At, Pos, Report, quote_all, suggest};
use crate::read::{Read, found, read_text};
use domain::typography::set_text;

/// An identifier: 1 to 64 of `a-z 0-9 - _`. Empty when it could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(pub String);

impl Id {
    pub fn is_sound(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Read for Id {
    const HOLDS_NAMES: bool = true;

    fn read(node: &Node, report: &mut Report) -> Self {
        let Some(text) = read_text(node, report) else {
            report.is_blind = true;
            return Self(String::new());
        };
        if domain::ids::OptionId::new(text).is_ok() {
            return Self(text.to_owned());
        }
        report.is_blind = true;
        report.add(
            node.pos,
            format!(
                "`{text}` cannot be an identifier. Use 1 to 64 small letters without accents, digits, `-` and `_`."
            ),
        );
        Self(String::new())
    }

    fn absent(_: Pos) -> Self {
        Self(String::new())
    }
}

/// A text that nobody translates: a version, a telephone number, a code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Plain(pub String);

impl Read for Plain {
    fn read(node: &Node, report: &mut Report) -> Self {
        Self(read_text(node, report).unwrap_or_default().to_owned())
    }

    fn absent(_: Pos) -> Self {
        Self(String::new())
    }
}

/// Words for people, of at most `MAX` characters: one text in the default language, or one text per language.
#[derive(Debug, Clone)]
pub(crate) struct Text<const MAX: usize> {
    pos: Pos,
    words: Words,
}

/// A label or a title.
pub(crate) type Title = Text<80>;
/// A question.
pub(crate) type Sentence = Text<160>;
/// A help text or a notice.
pub(crate) type Paragraph = Text<300>;

/// Spaces, tabs and ends of line as one space each time, and none around the text: what a screen shows of them. A space
/// that does not break stays between words.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let is_around = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    words.join(" ").trim_matches(is_around).to_owned()
}

#[derive(Debug, Clone)]
enum Words {
    InDefaultLanguage(String),
    ByLanguage(Vec<(String, String)>),
    /// Could not be read, which is reported.
    Lost,
}

impl<const MAX: usize> Text<MAX> {
    /// The text in `lang`, set as a printer would; empty after reporting that there is none.
    pub fn get(&self, lang: &Lang, default: &Lang, report: &mut Report) -> String {
        let found = match &self.words {
            Words::Lost => return String::new(),
            Words::InDefaultLanguage(text) => (lang == default).then_some(text),
            Words::ByLanguage(texts) => {
                texts.iter().find(|(tag, _)| tag == lang.as_str()).map(|(_, text)| text)
            }
        };
        found.map(|text| set_text(text, lang.as_str())).unwrap_or_else(|| {
            let message = format!(
                "The text in `{lang}` is missing here. Write it as `{{{default}: \"…\", {lang}: \"…\"}}`, or remove \
                 `{lang}` from `languages` in pack.yaml."
            );
            report.add(self.pos, message);
            String::new()
        })
    }

    fn read_one(node: &Node, report: &mut Report) -> Option<String> {
        let text = one_line(read_text(node, report)?);
        let n_chars = text.chars().count();
        if n_chars > MAX {
            let message = format!("This text has {n_chars} characters; {MAX} are the most here. Shorten it.");
            report.add(node.pos, message);
        }
        Some(text)
    }
}

impl<const MAX: usize> Read for Text<MAX> {
    fn read(node: &Node, report: &mut Report) -> Self {
        let words = match &node.value {
            Value::Map(entries) => {
                let mut texts = Vec::new();
                for (key, value) in entries {
                    if Lang::new(&key.name).is_none() {
                        let message = format!(
                            "`{}` is no language. Write a language tag such as `fr` or `en`.",
                            key.name
                        );
                        report.add(key.pos, message);
                    }
                    // A text that is there and wrong is reported once, not as missing too.
                    texts.push((key.name.clone(), Self::read_one(value, report).unwrap_or_default()));
                }
                Words::ByLanguage(texts)
            }
            Value::Scalar { .. } => {
                Self::read_one(node, report).map_or(Words::Lost, Words::InDefaultLanguage)
            }
            Value::List(_) => {
                report.add(node.pos, format!("A text is expected here. {}", found(node)));
                Words::Lost
            }
        };
        Self { pos: node.pos, words }
    }

    fn absent(pos: Pos) -> Self {
        Self { pos, words: Words::Lost }
    }
}

/// Search words: a list in the default language, or a list per language. A language may have none.
#[derive(Debug, Clone)]
pub(crate) struct SearchWords(Vec<(Option<String>, Vec<Plain>)>);

impl SearchWords {
    pub fn get(&self, lang: &Lang, default: &Lang) -> Vec<String> {
        let is_meant = |tag: &Option<String>| tag.as_deref().unwrap_or(default.as_str()) == lang.as_str();
        let lists = self.0.iter().filter(|(tag, _)| is_meant(tag));
        lists.flat_map(|(_, words)| words.iter().map(|word| word.0.to_lowercase())).collect()
    }
}

impl Read for SearchWords {
    fn read(node: &Node, report: &mut Report) -> Self {
        match &node.value {
            Value::Map(entries) => Self(
                entries
                    .iter()
                    .map(|(key, value)| (Some(key.name.clone()), Vec::read(value, report)))
                    .collect(),
            ),
            _ => Self(vec![(None, Vec::read(node, report))]),
        }
    }

    fn absent(_: Pos) -> Self {
        Self(Vec::new())
    }
}

/// A closed list of words that content files use for a value of the rules.
pub(crate) trait Vocabulary: Copy + 'static {
    /// "a kind of question": fills "… is expected here".
    const WHAT: &'static str;
    const WORDS: &'static [(&'static str, Self)];
    /// Whether rules are checked on it, so that a wrong word must not be told again as a broken rule.
    const STEERS_RULES: bool;
    /// Stands for a word that could not be read.
    const LOST: Self = Self::WORDS[0].1;
}

/// One word of a [`Vocabulary`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<T>(pub T);

impl<T: Vocabulary> Read for Word<T> {
    const HOLDS_NAMES: bool = T::STEERS_RULES;

    fn read(node: &Node, report: &mut Report) -> Self {
        if matches!(&node.value, Value::Scalar { text, .. } if text.trim().is_empty()) {
            let words = quote_all(T::WORDS.iter().map(|(word, _)| *word));
            report.add(node.pos, format!("Nothing is written here. Use one of {words}."));
            report.is_blind |= T::STEERS_RULES;
            return Self(T::LOST);
        }
        let text = read_text(node, report);
        if let Some((_, value)) = T::WORDS.iter().find(|(word, _)| Some(*word) == text) {
            return Self(*value);
        }
        if let Some(text) = text {
            let hint = suggest(text, T::WORDS.iter().map(|(word, _)| *word));
            report.add(node.pos, format!("`{text}` is not {}. {hint}", T::WHAT));
        }
        report.is_blind |= T::STEERS_RULES;
        Self(T::LOST)
    }

    fn absent(_: Pos) -> Self {
        Self(T::LOST)
    }
}

/// Reports every identifier of `ids` that an earlier one has.
pub(crate) fn report_repeated<'a>(
    what: &str,
    ids: impl IntoIterator<Item = &'a At<Id>>,
    report: &mut Report,
) {
    let mut seen: Vec<&Id> = Vec::new();
    for At { pos, value } in ids {
        if value.is_sound() && seen.contains(&value) {
            report
                .add(*pos, format!("The {what} `{}` is there twice. Rename or remove one of them.", value.0));
        }
        seen.push(value);
    }
}
