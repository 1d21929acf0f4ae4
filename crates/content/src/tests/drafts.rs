//! Trees are written as files that read as the same trees; a draft is checked as files would be.

use super::{Copy, default_dir};
use crate::{Draft, Node, Pos, check_draft, load, read_files, write_tree};

const AT: Pos = Pos { file: 0, line: 1, column: 1 };

fn parse(text: &str) -> Node {
    crate::node::parse(0, text, &mut crate::problem::Report::default()).unwrap()
}

#[test]
fn a_file_that_is_written_reads_as_it_was() {
    for file in read_files(&default_dir(), 0).unwrap() {
        let text = write_tree(&file.tree);
        assert!(parse(&text).says_same(&file.tree), "{}\n{text}", file.path);
        assert!(
            text.lines()
                .all(|line| line.chars().count() <= 120 || line.contains(": \"") || line.contains("- \""))
        );
    }
}

#[test]
fn a_word_that_yaml_takes_for_something_else_stays_a_word() {
    for word in [
        "1",
        "1.0",
        "-1",
        ".5",
        "0x1f",
        "null",
        "~",
        "true",
        "No",
        "y",
        "",
        " a ",
        "a: b",
        "a #b",
        "- a",
        "[a]",
        "{a}",
        "'a'",
        "\"a\"",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "a\\b",
        "a\nb",
        "a\tb",
        "\u{7f}\u{85}\u{feff}",
        "é",
        "2024-01-01",
        "1e3",
        "a_b-c",
        "rome-jobs",
        "x.y",
    ] {
        let tree = Node::map(
            AT,
            vec![
                ("key", Node::text(AT, word)),
                ("list", Node::list(AT, vec![Node::text(AT, word), Node::text(AT, "b")])),
                ("texts", Node::map(AT, vec![("fr", Node::text(AT, word)), ("no", Node::text(AT, word))])),
            ],
        );
        let text = write_tree(&tree);
        let read = parse(&text);
        assert!(read.says_same(&tree), "{word:?}\n{text}");
        // A number without quotes would be refused as a text.
        assert!(word.is_empty() || read.get("key").is_some(), "{text}");
        assert!(text.contains("fr: \""), "{text}");
    }
}

#[test]
fn lists_of_records_are_laid_out_as_authors_write_them() {
    let option =
        |id: &str| Node::map(AT, vec![("id", Node::text(AT, id)), ("sensitive", Node::plain(AT, "true"))]);
    let question = |id: &str| {
        let options = Node::list(AT, vec![option("a"), option("b")]);
        Node::map(AT, vec![("id", Node::text(AT, id)), ("kind", Node::text(AT, "one")), ("options", options)])
    };
    let tree = Node::map(
        AT,
        vec![
            ("icon", Node::text(AT, "bus")),
            ("questions", Node::list(AT, vec![question("x"), question("y")])),
        ],
    );
    let block = |id: &str| {
        format!(
            "  - id: {id}\n    kind: one\n    options:\n      - id: a\n        sensitive: true\n      - id: b\n        sensitive: true\n"
        )
    };
    assert_eq!(
        write_tree(&tree),
        format!("icon: bus\n\nquestions:\n{}\n{}", block("x"), block("y").replace("id: y", "id: \"y\""))
    );
}

/// The files of the default content, as a draft with one source for all.
fn draft() -> Draft {
    let files = read_files(&default_dir(), 0).unwrap();
    let sources = files.iter().map(|file| format!("sheet {}", file.path)).collect();
    Draft {
        sources,
        files: files.into_iter().map(|file| (file.path, file.tree)).collect(),
        is_partial: false,
    }
}

#[test]
fn a_draft_stands_in_the_place_of_the_questionnaire() {
    let copy = Copy::new();
    // Not looked at: the draft has a file of this name.
    copy.write("questionnaire/mobilite.yaml", "title: ");
    copy.write("questionnaire/gone.yaml", "title: ");
    assert_eq!(
        check_draft(copy.path("").as_path(), &draft(), Vec::new()).unwrap(),
        load(&default_dir()).unwrap()
    );
}

#[test]
fn a_problem_of_a_draft_is_told_at_its_source() {
    let mut draft = draft();
    let here = Pos { file: 0, line: 7, column: 3 };
    let wrong = Node::map(here, vec![("entries", Node::text(here, "none"))]);
    draft.files.insert("lexicon/rome-jobs.yaml".to_owned(), wrong);
    let known = (Pos { file: 1, line: 2, column: 4 }, "Known before.".to_owned());
    let problems = check_draft(&default_dir(), &draft, vec![known]).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|problem| problem.ends_with("2:4: Known before.")), "{told:#?}");
    assert!(
        told.contains(&"sheet questionnaire.yaml:7:3: The key `source` is missing here. Add it.".to_owned()),
        "{told:#?}"
    );
    // A problem of the folder around it keeps its file.
    let copy = Copy::new();
    copy.replace("forum.yaml", "slot_min: 30", "slot_min: half");
    let problems = check_draft(copy.path("").as_path(), &self::draft(), Vec::new()).unwrap_err();
    assert!(problems[0].file.ends_with("forum.yaml"), "{problems:?}");
}

#[test]
fn spaces_that_nobody_sees_are_no_part_of_a_text() {
    for (written, read) in [
        ("  a  b ", "a b"),
        ("a\n b\t\r\nc", "a b c"),
        ("\u{feff}a\u{a0}b\u{a0}\u{200b}", "a\u{a0}b"),
        (" \u{a0} ", ""),
    ] {
        assert_eq!(crate::one_line(written), read);
    }
    let copy = Copy::new();
    copy.replace("questionnaire/mobilite.yaml", "en: \"Getting around\"", "en: \" Getting   around \"");
    assert_eq!(copy.load().unwrap(), load(&default_dir()).unwrap());
}
