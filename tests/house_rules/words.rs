//! What people read is in the language files, complete in every language, and nowhere else.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use crate::{
    rust::{Kind, Token, shipped_tokens},
    tree::{Source, finds, holds, source, sources},
};

const LANGUAGES: &str = "assets/i18n";
/// The functions of `src/i18n` whose first argument is a key.
const READERS: [&str; 3] = ["t", "t_with", "t_n"];
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// A comment that declares keys made at run time: `// i18n: error.*`.
const DECLARATION: &str = "// i18n: ";

struct Language {
    file: Source,
    texts: BTreeMap<String, String>,
}

impl Language {
    fn at(&self, key: &str, sentence: &str) -> String {
        let line = self
            .file
            .text
            .lines()
            .position(|line| line.contains(&format!("\"{key}\"")))
            .map_or(1, |at| at + 1);
        self.file.at(line, sentence)
    }
}

/// The languages, and a violation for each file that is not one flat object of texts.
fn languages(root: &Path) -> (Vec<Language>, Vec<String>) {
    let mut languages = Vec::new();
    let mut found = Vec::new();
    for file in sources(root, LANGUAGES, &["json"]) {
        match serde_json::from_str(&file.text) {
            Ok(texts) => languages.push(Language { file, texts }),
            Err(error) => found.push(file.at(error.line(), &format!("not a flat object of texts: {error}"))),
        }
    }
    (languages, found)
}

/// `{name}` in a text, sorted.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}').map(|(name, _)| name)).collect()
}

/// `a.b.one` → `a.b`: which forms there are is the language's affair.
fn without_form(key: &str) -> &str {
    key.rsplit_once('.').filter(|(_, form)| PLURAL_FORMS.contains(form)).map_or(key, |(key, _)| key)
}

fn languages_are_equal(root: &Path) -> Vec<String> {
    let (languages, mut found) = languages(root);
    let everywhere: BTreeSet<&str> =
        languages.iter().flat_map(|of| of.texts.keys()).map(|key| without_form(key)).collect();
    for language in &languages {
        let own: BTreeSet<&str> = language.texts.keys().map(|key| without_form(key)).collect();
        found.extend(
            everywhere.difference(&own).map(|key| language.file.at(1, &format!("{key} has no text here"))),
        );
        for (key, text) in &language.texts {
            if text.trim().is_empty() {
                found.push(language.at(key, &format!("{key} is empty")));
            }
            let is_form = without_form(key) != key;
            if is_form && !language.texts.contains_key(&format!("{}.other", without_form(key))) {
                found.push(language.at(key, &format!("{key} has no form \"other\" beside it")));
            }
            let differs =
                |other: &&Language| other.texts.get(key).is_some_and(|theirs| places(theirs) != places(text));
            if let Some(other) = languages.iter().filter(|_| !is_form).find(differs) {
                found.push(language.at(key, &format!("{key} has other places than in {}", other.file.path)));
            }
        }
    }
    found
}

/// Every literal of the app, with its file, and whether it is the key in a call such as `t("…")`.
fn literals(root: &Path) -> Vec<(Source, Vec<(Token, bool)>)> {
    let literals_of = |file: &Source| {
        let tokens = shipped_tokens(file);
        let is_read = |at: usize| {
            at >= 2 && tokens[at - 1].is("(") && READERS.iter().any(|reader| tokens[at - 2].is(reader))
        };
        let texts = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Text);
        texts.map(|(at, token)| (token.clone(), is_read(at))).collect()
    };
    sources(root, "src", &["rs"])
        .into_iter()
        .map(|file| {
            let found = literals_of(&file);
            (file, found)
        })
        .collect()
}

fn is_key_shaped(text: &str) -> bool {
    let segments: Vec<&str> = text.split('.').collect();
    let is_segment = |segment: &&str| {
        !segment.is_empty()
            && segment.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
    };
    segments.len() >= 2 && segments.iter().all(is_segment)
}

/// `error.`, `desk.milestone.`
fn is_key_beginning(text: &str) -> bool {
    text.strip_suffix('.').is_some_and(|start| is_key_shaped(&format!("{start}.x")))
}

/// Prefixes of keys that are made at run time, with where each is declared.
fn declared_prefixes(root: &Path) -> Vec<(String, String)> {
    let mut declared = Vec::new();
    for file in sources(root, "src", &["rs"]) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(prefix) =
                line.trim().strip_prefix(DECLARATION).and_then(|rest| rest.trim().strip_suffix('*'))
            {
                declared.push((prefix.to_owned(), format!("{}:{}", file.path, index + 1)));
            }
        }
    }
    declared
}

/// A key that is written has a text.
fn used_keys_exist(root: &Path) -> Vec<String> {
    let (languages, _) = languages(root);
    let Some(language) = languages.first() else { return Vec::new() };
    let known: BTreeSet<&str> =
        language.texts.keys().flat_map(|key| [key.as_str(), without_form(key)]).collect();
    let features: BTreeSet<&str> = known.iter().filter_map(|key| key.split('.').next()).collect();
    let mut found = Vec::new();
    for (file, literals) in literals(root) {
        for (token, is_read) in literals {
            let first = token.text.split('.').next().unwrap_or_default();
            let looks_like_one = is_key_shaped(&token.text) && features.contains(first);
            if (is_read || looks_like_one) && !known.contains(token.text.as_str()) {
                found.push(file.at(token.line, &format!("\"{}\" has no text in {LANGUAGES}", token.text)));
            }
        }
    }
    found
}

/// A text that is there is read somewhere: in the app, or in a page or script of the static shell.
fn existing_keys_are_used(root: &Path) -> Vec<String> {
    let (languages, _) = languages(root);
    let written: BTreeSet<String> =
        literals(root).into_iter().flat_map(|(_, literals)| literals).map(|(token, _)| token.text).collect();
    let shell: String = [sources(root, "assets", &["js"]), sources(root, "", &["html"])]
        .iter()
        .flatten()
        .map(|file| file.text.as_str())
        .collect();
    let declared = declared_prefixes(root);
    // `["error.", code].concat()` declares itself.
    let begun: Vec<&String> = written.iter().filter(|text| is_key_beginning(text)).collect();
    let mut found = Vec::new();
    for language in &languages {
        for key in language.texts.keys() {
            let is_written = [key.as_str(), without_form(key)]
                .iter()
                .any(|key| written.contains(*key) || shell.contains(&format!("\"{key}\"")));
            if !is_written
                && !declared.iter().any(|(prefix, _)| key.starts_with(prefix))
                && !begun.iter().any(|prefix| key.starts_with(*prefix))
            {
                found.push(language.at(key, &format!("{key} is read nowhere")));
            }
        }
    }
    let all: BTreeSet<&String> = languages.iter().flat_map(|language| language.texts.keys()).collect();
    for (prefix, place) in declared.iter().filter(|_| !all.is_empty()) {
        if !all.iter().any(|key| key.starts_with(prefix)) {
            found.push(format!("{place}: declares {prefix}*, which no text has"));
        }
    }
    found
}

/// The list of beginnings in `xtask`, as written there.
const LATER_LIST: (&str, &str) = ("xtask/src/dist/words.rs", "LATER_KEYS");
/// The rooms whose pages arrive later, with the words that do, and the desk, which has all words from the start.
const LATER_ROOMS: &[&str] = &[
    "src/features/home",
    "src/features/kiosk",
    "src/features/pathway",
    "src/features/from_desk",
    "src/features/record",
    "src/features/rights",
    "src/features/account",
    "src/features/programme",
    "src/features/workshops",
    "src/features/documents",
    "src/features/cv",
    "src/features/messages",
    "src/features/forum",
    "src/features/session/at_desk.rs",
    "src/features/session/at_kiosk",
    "src/features/session/code",
    "src/app/camera.rs",
    "src/app/forum.rs",
    "src/features/questionnaire/changes.rs",
    "src/features/questionnaire/differences.rs",
    "src/features/questionnaire/kinds/date.rs",
    "src/features/questionnaire/kinds/guided.rs",
    "src/features/questionnaire/kinds/text.rs",
    "src/features/questionnaire/new_questions.rs",
    "src/features/questionnaire/review.rs",
    "src/features/questionnaire/sent.rs",
    "src/features/questionnaire/sharing.rs",
    "src/features/questionnaire/start.rs",
    "src/features/questionnaire/summary.rs",
    "src/features/questionnaire/triage.rs",
    "src/features/questionnaire/trouble/notices.rs",
    "src/features/questionnaire/words.rs",
    "src/features/questionnaire/help_numbers.rs",
    "src/app/over.rs",
    "src/app/own_device.rs",
    "src/app/paper.rs",
    "src/app/slip.rs",
    "src/app/slot.rs",
];

/// What the first page shows has its words with the first load.
fn later_words_are_named_by_later_pages(root: &Path) -> Vec<String> {
    let Some(list) = source(root, LATER_LIST.0) else { return Vec::new() };
    let tokens = shipped_tokens(&list);
    let value = tokens.iter().skip_while(|token| !token.is(LATER_LIST.1)).skip_while(|token| !token.is("="));
    let begins = value.take_while(|token| !token.is(";"));
    let later: Vec<String> =
        begins.filter(|token| token.kind == Kind::Text).map(|token| token.text.clone()).collect();
    let mut found = Vec::new();
    for (file, literals) in literals(root) {
        if file.is_below("src/desk")
            || file.is_below("src/kit")
            || LATER_ROOMS.iter().any(|room| file.path == *room || file.is_below(room))
        {
            continue;
        }
        for (token, _) in
            literals.iter().filter(|(token, _)| later.iter().any(|begin| token.text.starts_with(begin)))
        {
            found.push(file.at(
                token.line,
                &format!("\"{}\" arrives later than this page ({})", token.text, LATER_LIST.0),
            ));
        }
    }
    found
}

/// Names are the same in every language: each language's own, and those of the invented people of a demo.
const NAMES_LIVE_IN: [&str; 2] = ["src/i18n", "crates/server/src/cli/seed"];

/// A letter that English does not have, in a string, is a sentence that no translator will find.
fn words_are_not_in_code(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources(root, "src", &["rs"]).iter().chain(&sources(root, "crates", &["rs"])) {
        if file.is_specimen() || NAMES_LIVE_IN.iter().any(|room| file.is_below(room)) {
            continue;
        }
        for token in shipped_tokens(file).iter().filter(|token| token.kind == Kind::Text) {
            if token.text.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii()) {
                found.push(
                    file.at(
                        token.line,
                        &format!("\"{}\" goes to the content or a language file", token.text),
                    ),
                );
            }
        }
    }
    found
}

#[test]
fn languages_say_the_same() {
    let files = [
        (
            "assets/i18n/fr.json",
            "{\n\"a.b\": \"Bonjour {name}\",\n\"a.n.one\": \"{n} an\",\n\"a.n.other\": \"{n} ans\",\n\"a.e\": \" \"\n}",
        ),
        ("assets/i18n/en.json", "{\n\"a.b\": \"Hello\",\n\"a.n.other\": \"years\",\n\"a.x.one\": \"x\"\n}"),
        ("assets/i18n/ar.json", "{ \"a\": { \"b\": \"c\" } }"),
    ];
    let expected = [
        "assets/i18n/ar.json:1: not a flat object",
        "assets/i18n/fr.json:2: a.b has other places",
        "assets/i18n/en.json:2: a.b has other places",
        "assets/i18n/fr.json:5: a.e is empty",
        "assets/i18n/en.json:1: a.e has no text here",
        "assets/i18n/fr.json:1: a.x has no text here",
        "assets/i18n/en.json:4: a.x.one has no form \"other\"",
    ];
    finds(languages_are_equal, &files, &expected);
    holds(languages_are_equal);
}

#[test]
fn every_key_has_a_text() {
    let home = "fn f() { t(\"home.title\"); t(\"homme.title\"); t_n(\"home.days\", 2); \n pick(\"home.tilte\", \"other.thing\") }\n\
                #[cfg(test)] mod tests { fn g() { t(\"home.test\") } }";
    let files = [
        (
            "assets/i18n/fr.json",
            "{ \"home.title\": \"x\", \"home.days.one\": \"x\", \"home.days.other\": \"x\" }",
        ),
        ("src/home.rs", home),
    ];
    let expected =
        ["src/home.rs:1: \"homme.title\" has no text", "src/home.rs:2: \"home.tilte\" has no text"];
    finds(used_keys_exist, &files, &expected);
    holds(used_keys_exist);
}

#[test]
fn every_text_is_read() {
    let french = "{\n\"a.used\": \"x\",\n\"a.n.other\": \"x\",\n\"shell.call\": \"x\",\n\"error.not-found\": \"x\",\n\"a.old\": \"x\",\n\"a.state.on\": \"x\"\n}";
    let files = [
        ("assets/i18n/fr.json", french),
        ("index.html", "<p data-text=\"shell.call\">"),
        (
            "src/a.rs",
            "// i18n: error.*\nfn f() { t(\"a.used\"); t_n(\"a.n\", 1) }\n// i18n: gone.*\n// \"a.old\"\n\
             fn g() { t(&[\"a.state.\", state].concat()) }",
        ),
    ];
    finds(
        existing_keys_are_used,
        &files,
        &["assets/i18n/fr.json:6: a.old is read nowhere", "src/a.rs:3: declares gone.*"],
    );
    holds(existing_keys_are_used);
}

#[test]
fn a_page_has_its_words_when_it_is_drawn() {
    let files = [
        (
            "xtask/src/dist/words.rs",
            "const OTHER: &str = \"stock.\";\nconst LATER_KEYS: [&str; 2] = [\"home.\", \"pathway.\"];\nconst MORE: &str = \"stock.\";",
        ),
        ("src/features/home/mod.rs", "fn f() { t(\"home.title\") }"),
        ("src/features/questionnaire/task.rs", "fn f() { t(\"stock.back\");\n t(\"pathway.title\") }"),
    ];
    finds(
        later_words_are_named_by_later_pages,
        &files,
        &["src/features/questionnaire/task.rs:2: \"pathway.title\" arrives later"],
    );
    holds(later_words_are_named_by_later_pages);
}

#[test]
fn words_stay_out_of_code() {
    let files = [
        (
            "src/a.rs",
            "//! Écrit « Retour ».\n/// Réponse.\nfn f() { let word = \"Réponse\"; }\nconst YES: &str = \"نعم\"; const DOT: &str = \" · …\";",
        ),
        (
            "crates/server/src/b.rs",
            "#[cfg(test)]\nmod tests { const A: &str = \"é\"; }\n#[test]\nfn t() { \"é\"; }",
        ),
        ("crates/server/src/tests.rs", "fn f() { \"é\"; }"),
    ];
    finds(
        words_are_not_in_code,
        &files,
        &["src/a.rs:3: \"Réponse\" goes to the content", "src/a.rs:4: \"نعم\""],
    );
    holds(words_are_not_in_code);
}

#[test]
fn every_error_has_a_text() {
    let (languages, _) = languages(crate::tree::house());
    for language in &languages {
        let keys = contract::ErrorCode::ALL.iter().map(|code| format!("error.{}", code.as_str()));
        let missing: Vec<String> = keys.filter(|key| !language.texts.contains_key(key)).collect();
        assert!(missing.is_empty(), "{} lacks {missing:#?}", language.file.path);
    }
}
