//! The words of every message, in every language that ships: `words/*.json`. Nothing in them tells more than that there is
//! something, and when: never of what kind, where or with whom (trust.md, "Privacy").

use domain::messages::MessageKind;
use domain::session::{CODE_MINUTES, OneTimeCode};
use domain::time::{Date, TimeOfDay};
use paper::fill;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of one language. Names in braces are filled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Of every e-mail: what it is about is told to nobody who looks over a shoulder.
    pub subject: String,
    /// Around the text of an e-mail: `{text}`, `{site}`.
    letter: String,
    /// `{day}`, `{month}`: two digits each.
    day: String,
    /// By the word of the kind.
    kinds: BTreeMap<String, KindWords>,
}

/// `{day}`, `{time}`, `{until_day}`, `{until_time}`, `{code}`, `{minutes}`, `{link}`, `{site}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindWords {
    sms: String,
    email: String,
}

/// What the words of a message are filled with.
#[derive(Debug, Clone)]
pub struct Values {
    pub at: (Date, TimeOfDay),
    /// Until when a place is held.
    pub until: Option<(Date, TimeOfDay)>,
    /// To sign in with; only the words of that message name it.
    pub code: OneTimeCode,
    /// Where an offer is answered.
    pub link: String,
    pub site: String,
}

/// The words that ship, the first being what an unknown language gets.
const SHIPPED: [(&str, &str); 2] =
    [("fr", include_str!("../../words/fr.json")), ("en", include_str!("../../words/en.json"))];

static WORDS: LazyLock<Vec<(&str, Words)>> = LazyLock::new(|| {
    let read = |text| serde_json::from_str(text).expect("BUG: the words that ship are complete");
    SHIPPED.into_iter().map(|(language, text)| (language, read(text))).collect()
});

impl Words {
    /// The words for a BCP 47 tag: of its language, else French.
    pub fn shipped(language: &str) -> &'static Self {
        let primary = language.split('-').next().unwrap_or_default();
        let found = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary));
        found.map_or(&WORDS[0].1, |(_, words)| words)
    }

    /// A text message.
    pub fn sms(&self, kind: MessageKind, values: &Values) -> String {
        self.filled(&self.of(kind).sms, values)
    }

    /// The text of an e-mail.
    pub fn letter(&self, kind: MessageKind, values: &Values) -> String {
        let text = self.filled(&self.of(kind).email, values);
        fill(&self.letter, &[("text", &text), ("site", &values.site)])
    }

    fn of(&self, kind: MessageKind) -> &KindWords {
        self.kinds.get(kind.as_str()).expect("BUG: every kind has words in every language that ships")
    }

    fn filled(&self, template: &str, values: &Values) -> String {
        let (day, time) = values.at;
        let until_day = values.until.map(|(day, _)| self.day(day)).unwrap_or_default();
        let until_time = values.until.map(|(_, time)| time.to_string()).unwrap_or_default();
        let pairs = [
            ("day", self.day(day)),
            ("time", time.to_string()),
            ("until_day", until_day),
            ("until_time", until_time),
            ("code", values.code.as_str().to_owned()),
            ("minutes", CODE_MINUTES.to_string()),
            ("link", values.link.clone()),
            ("site", values.site.clone()),
        ];
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fill(template, &pairs)
    }

    fn day(&self, day: Date) -> String {
        let (number, month) = (format!("{:02}", day.day()), format!("{:02}", day.month()));
        fill(&self.day, &[("day", &number), ("month", &month)])
    }
}

#[cfg(test)]
mod tests;
