//! Random questionnaires of the twelve subjects that the default action sheets are about.

use crate::default_dir;
use content::{Node, Pos, write_tree};
use proptest::prelude::*;

const AT: Pos = Pos { file: 0, line: 1, column: 1 };

fn text(words: impl Into<String>) -> Node {
    Node::text(AT, words)
}

fn list(items: Vec<Node>) -> Node {
    Node::list(AT, items)
}

fn map(entries: Vec<(&str, Node)>) -> Node {
    Node::map(AT, entries)
}

fn yes() -> Node {
    Node::plain(AT, "true")
}

/// Words of an author, some of which other programs take for something else.
fn some_words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-zé«»àç0-9][A-Za-zéàç’'\u{a0}«»?!.,:;()\"<>&=+#@{}\\[\\]/\\\\|€😀-]{0,12}( [a-zéœ’?]{1,9}){0,4}",
        1 => prop::sample::select(vec!["1", "1.0", "true", "null", "=1+1", "'a", "@x", "-", "yes", "_x0041_", "a: b", "# a"])
            .prop_map(str::to_owned),
    ]
    .prop_map(|words| content::one_line(&words))
    .prop_filter("a text has a letter", |words| !words.is_empty())
}

/// In the declared languages, and in one that is not yet declared.
pub fn some_text() -> impl Strategy<Value = Node> {
    (some_words(), some_words(), prop::option::weighted(0.2, some_words())).prop_map(|(fr, en, tr)| {
        let mut texts = vec![("fr", text(fr)), ("en", text(en))];
        texts.extend(tr.map(|tr| ("tr", text(tr))));
        map(texts)
    })
}

#[derive(Debug, Clone)]
pub struct OptionPlan {
    label: Node,
    flags: (bool, bool, bool),
    sheets: Vec<&'static str>,
    when: Option<(usize, bool, u8)>,
}

#[derive(Debug, Clone)]
pub struct QuestionPlan {
    id: usize,
    kind: u8,
    words: Node,
    hint: Option<Node>,
    sensitive: bool,
    options: Vec<OptionPlan>,
    shared: Vec<(u8, Option<&'static str>)>,
    when: Vec<(usize, bool, u8)>,
    limit: u16,
}

const SHEETS: [&str; 4] = ["permis", "aide-transport", "mutuelle", "formation"];
/// Several subjects have questions of the same name, or of the name of a subject; some begin with a digit.
const QUESTIONS: [&str; 8] = ["situation", "a-b", "c_d", "7x", "logement", "mt", "notice", "level"];
const OPTIONS: [&str; 6] = ["oui", "non", "1", "99", "a-b", "null"];
pub const SUBJECTS: [&str; 12] = [
    "mobilite",
    "logement",
    "sante",
    "enfants-proches",
    "numerique",
    "francais-calcul",
    "budget",
    "papiers-droits",
    "metier-formation",
    "candidature",
    "confiance",
    "disponibilite",
];

prop_compose! {
    fn some_option()(
        label in some_text(),
        flags in (any::<bool>(), any::<bool>(), any::<bool>()),
        sheets in prop::sample::subsequence(SHEETS.to_vec(), 0..3),
        when in prop::option::weighted(0.2, (any::<usize>(), any::<bool>(), 1_u8..8)),
    ) -> OptionPlan {
        OptionPlan { label, flags, sheets, when }
    }
}

prop_compose! {
    fn some_question()(
        id in 0..QUESTIONS.len(),
        kind in 0_u8..5,
        words in some_text(),
        hint in prop::option::weighted(0.3, some_text()),
        sensitive: bool,
        options in prop::collection::vec(some_option(), 1..5),
        shared in prop::sample::subsequence(vec![0_u8, 1, 2], 0..3),
        shared_sheet in prop::option::weighted(0.3, prop::sample::select(SHEETS.to_vec())),
        when in prop::collection::vec((any::<usize>(), any::<bool>(), 1_u8..8), 0..3),
        limit in 1_u16..=10,
    ) -> QuestionPlan {
        let shared = shared.into_iter().map(|role| (role, shared_sheet)).collect();
        QuestionPlan { id, kind, words, hint, sensitive, options, shared, when, limit }
    }
}

prop_compose! {
    pub fn some_subject()(
        title in some_text(),
        icon in prop::sample::select(content::icons()),
        sensitivity in prop::sample::select(content::sensitivities()),
        notice in prop::option::weighted(0.3, some_text()),
        codes in (prop::option::of("[0-9]{2}"), prop::collection::vec("[a-z]{3,8}--[a-z-]{3,12}[a-z]", 0..3)),
        questions in prop::collection::vec(some_question(), 1..4),
    ) -> SubjectPlan {
        let mut entries = vec![("title", title), ("icon", text(icon)), ("sensitivity", text(sensitivity))];
        entries.extend(notice.map(|notice| ("notice", notice)));
        entries.extend(codes.0.map(|code| ("france_travail", text(code))));
        if !codes.1.is_empty() {
            entries.push(("data_inclusion", list(codes.1.into_iter().map(text).collect())));
        }
        (entries, questions, sensitivity)
    }
}

/// What stands before the questions, the questions, and the sensitivity.
pub type SubjectPlan = (Vec<(&'static str, Node)>, Vec<QuestionPlan>, &'static str);

/// An earlier question that conditions can look at, its options, and the test that every condition on it makes: two
/// different ones could not hold together.
#[derive(Debug)]
struct Earlier {
    path: String,
    options: Vec<String>,
    test: Option<Node>,
}

fn conditions(wanted: &[(usize, bool, u8)], subject: &str, earlier: &mut [Earlier]) -> Vec<Node> {
    let mut seen = Vec::new();
    let mut condition = |(pick, is_any, mask): &(usize, bool, u8)| {
        let n_earlier = earlier.len().max(1);
        let Earlier { path, options, test } = earlier.get_mut(pick % n_earlier)?;
        if seen.contains(path) {
            return None;
        }
        seen.push(path.clone());
        let of_mask = |(n, _): &(usize, &String)| mask & (1 << n) != 0;
        let chosen: Vec<Node> = options.iter().enumerate().filter(of_mask).map(|(_, id)| text(id)).collect();
        if test.is_none() && !chosen.is_empty() {
            let key = if *is_any || chosen.len() == options.len() { "any_of" } else { "none_of" };
            *test = Some(map(vec![(key, list(chosen))]));
        }
        let (key, chosen) = test.as_ref()?.entries()[0].clone();
        let path = path.strip_prefix(&format!("{subject}.")).unwrap_or(path);
        Some(map(vec![("question", text(path)), (&key.name, chosen)]))
    };
    wanted.iter().filter_map(&mut condition).collect()
}

fn build_question(
    plan: &QuestionPlan,
    subject: &str,
    is_sensitive: bool,
    earlier: &mut Vec<Earlier>,
) -> Node {
    let id = QUESTIONS[plan.id];
    let kind = match plan.kind {
        4 if is_sensitive || plan.sensitive => "date",
        kind => ["one", "several", "guided", "date", "text"][usize::from(kind)],
    };
    let mut entries = vec![("id", text(id)), ("kind", text(kind)), ("text", plan.words.clone())];
    entries.extend(plan.hint.clone().map(|hint| ("hint", hint)));
    let when = conditions(&plan.when, subject, earlier);
    if !when.is_empty() {
        entries.push(("when", list(when)));
    }
    if plan.sensitive {
        entries.push(("sensitive", yes()));
    }
    if kind == "guided" {
        entries.push(("lexicon", text(if plan.limit.is_multiple_of(2) { "rome-jobs" } else { "tools" })));
        entries.push(("max", Node::plain(AT, plan.limit.to_string())));
    }
    if kind == "text" {
        entries.push(("max_chars", Node::plain(AT, (plan.limit * 50).to_string())));
    }
    let mut ids = Vec::new();
    if matches!(kind, "one" | "several") {
        let mut options = Vec::new();
        for (n, plan) in plan.options.iter().enumerate() {
            let mut option = vec![("id", text(OPTIONS[n])), ("label", plan.label.clone())];
            if kind == "several" && (plan.flags.0 || n == 0) {
                option.push(("exclusive", yes()));
            }
            option.extend(
                [("sensitive", plan.flags.1), ("helplines", plan.flags.2)]
                    .into_iter()
                    .filter(|flag| flag.1)
                    .map(|flag| (flag.0, yes())),
            );
            // The first is always shown, so that there is a way out.
            let when =
                conditions(&plan.when.into_iter().filter(|_| n > 0).collect::<Vec<_>>(), subject, earlier);
            if !when.is_empty() {
                option.push(("when", list(when)));
            }
            if !plan.sheets.is_empty() {
                option.push(("sheets", list(plan.sheets.iter().copied().map(text).collect())));
            }
            ids.push(OPTIONS[n].to_owned());
            options.push(map(option));
        }
        entries.push(("options", list(options)));
    }
    let mut shared = plan.shared.clone();
    if kind == "guided" && shared.is_empty() {
        shared.push((1, None));
    }
    let words = ["unknown", "skip", "talk"];
    let options: Vec<Node> = shared
        .iter()
        .map(|(role, sheet)| match sheet {
            None => text(words[usize::from(*role)]),
            Some(sheet) => {
                map(vec![("id", text(words[usize::from(*role)])), ("sheets", list(vec![text(*sheet)]))])
            }
        })
        .collect();
    ids.extend(shared.iter().map(|(role, _)| words[usize::from(*role)].to_owned()));
    if !options.is_empty() {
        entries.push(("shared_options", list(options)));
    }
    if !ids.is_empty() {
        earlier.push(Earlier { path: format!("{subject}.{id}"), options: ids, test: None });
    }
    map(entries)
}

/// A folder with this questionnaire and the rest of the default content.
pub fn folder(
    subjects: &[SubjectPlan],
    order: &[&'static str],
    frame: &[Node],
    tools: &[Node],
) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let from = default_dir();
    for entry in ["pack.yaml", "pathway.yaml", "workshops.yaml", "programme.yaml", "forum.yaml"] {
        std::fs::copy(from.join(entry), dir.path().join(entry)).unwrap();
    }
    for part in ["action-sheets", "lexicon", "questionnaire"] {
        std::fs::create_dir(dir.path().join(part)).unwrap();
        for entry in std::fs::read_dir(from.join(part)).unwrap().map(|entry| entry.unwrap().path()) {
            if part != "questionnaire" {
                std::fs::copy(&entry, dir.path().join(part).join(entry.file_name().unwrap())).unwrap();
            }
        }
    }
    let mut earlier = Vec::new();
    for (id, (entries, plans, sensitivity)) in order.iter().zip(subjects) {
        let mut used = Vec::new();
        let mut questions = Vec::new();
        for plan in plans {
            if !used.contains(&plan.id) {
                used.push(plan.id);
                questions.push(build_question(plan, id, *sensitivity == "sensitive", &mut earlier));
            }
        }
        let tree = map(entries.iter().cloned().chain([("questions", list(questions))]).collect());
        std::fs::write(dir.path().join(format!("questionnaire/{id}.yaml")), write_tree(&tree)).unwrap();
    }
    let lexicon = map(vec![
        ("source", text("A list: ours")),
        ("licence", text("CC0")),
        ("entries", list(tools.to_vec())),
    ]);
    std::fs::write(dir.path().join("lexicon/tools.yaml"), write_tree(&lexicon)).unwrap();
    std::fs::write(dir.path().join("questionnaire.yaml"), write_tree(&frame_tree(order, frame))).unwrap();
    dir
}

fn frame_tree(order: &[&'static str], frame: &[Node]) -> Node {
    let mut words = frame.iter().cycle().cloned();
    let mut next = move || words.next().unwrap();
    let level = |level: &str, label: Node| {
        map(vec![("level", text(level)), ("label", label), ("france_travail", text("F"))])
    };
    let way = |way: &str, label: Node| map(vec![("sharing", text(way)), ("label", label)]);
    map(vec![
        ("version", text("12")),
        ("title", next()),
        ("welcome", list(vec![next(), next()])),
        (
            "triage",
            map(vec![
                ("question", next()),
                (
                    "levels",
                    list(["hard", "fine", "unsaid", "blocked"].map(|word| level(word, next())).to_vec()),
                ),
            ]),
        ),
        (
            "sharing",
            map(vec![
                ("question", next()),
                ("options", list(["me", "referent", "team"].map(|word| way(word, next())).to_vec())),
            ]),
        ),
        ("shared_options", map(vec![("unknown", next()), ("skip", next()), ("talk", next())])),
        (
            "private_talk",
            map(vec![
                ("question", next()),
                ("hint", next()),
                (
                    "options",
                    list(vec![
                        map(vec![
                            ("id", text("oui")),
                            ("label", next()),
                            ("role", text("talk")),
                            ("helplines", yes()),
                        ]),
                        map(vec![("id", text("non")), ("label", next())]),
                    ]),
                ),
            ]),
        ),
        ("helplines", list(vec![map(vec![("name", next()), ("phone", text("17")), ("text", next())])])),
        ("subjects", list(order.iter().copied().map(text).collect())),
    ])
}

prop_compose! {
    pub fn some_tools()(
        entries in prop::collection::vec((some_text(), prop::collection::vec("[a-zé’]{1,8}( [a-z]{1,5})?", 0..3)), 1..5),
    ) -> Vec<Node> {
        let entry = |(n, (label, also)): (usize, (Node, Vec<String>))| {
            let mut entry = vec![("code", text(format!("T{n}"))), ("label", label)];
            if !also.is_empty() {
                entry.push(("also", map(vec![("fr", list(also.into_iter().map(text).collect()))])));
            }
            map(entry)
        };
        entries.into_iter().enumerate().map(entry).collect()
    }
}
