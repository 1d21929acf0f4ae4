//! Random questionnaires, laid out as spreadsheets and read back: the same, in every language, declared or not.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

mod questionnaires;

use content::{load, read_files, write_tree};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use questionnaires::{SUBJECTS, folder, some_subject, some_text, some_tools};
use std::path::{Path, PathBuf};
use xlsform::{from_xlsform, to_xlsform};

fn default_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/default")
}

/// What is in the folder is what comes back: as definitions, and file by file.
fn check(dir: &Path) -> Result<(), TestCaseError> {
    let told = |refusals: Vec<xlsform::Refusal>| {
        TestCaseError::fail(refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    };
    let before = load(dir).unwrap();
    let bytes = to_xlsform(dir).map_err(told)?;
    let import = from_xlsform(&bytes, dir).map_err(told)?;
    prop_assert!(import.content == before);
    for file in read_files(dir, 0).unwrap() {
        let Some(tree) = import.files.get(&file.path) else {
            prop_assert!(file.path.starts_with("lexicon/"), "{} is gone", file.path);
            continue;
        };
        prop_assert!(
            tree.says_same(&file.tree),
            "{}\n{}\n{}",
            file.path,
            write_tree(&file.tree),
            write_tree(tree)
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        max_shrink_iters: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_questionnaire_comes_back_as_it_was(
        subjects in prop::collection::vec(some_subject(), 12),
        order in Just(SUBJECTS.to_vec()).prop_shuffle(),
        frame in prop::collection::vec(some_text(), 7..23),
        tools in some_tools(),
    ) {
        let dir = folder(&subjects, &order, &frame, &tools);
        // Conditions that cannot hold together are no questionnaire.
        prop_assume!(load(dir.path()).is_ok());
        check(dir.path())?;
    }
}

#[test]
fn most_random_questionnaires_are_right() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy =
        (prop::collection::vec(some_subject(), 12), prop::collection::vec(some_text(), 20), some_tools());
    let mut n_right = 0;
    for _ in 0..10 {
        let (subjects, frame, tools) = strategy.new_tree(&mut runner).unwrap().current();
        let dir = folder(&subjects, &SUBJECTS, &frame, &tools);
        match load(dir.path()) {
            Ok(_) => n_right += 1,
            Err(problems) => println!("{}", problems[0]),
        }
    }
    assert!(n_right >= 5, "{n_right} of 10");
}

#[test]
fn the_default_content_comes_back_as_it_was() {
    check(&default_dir()).unwrap();
}

#[test]
fn what_a_spreadsheet_would_not_bring_back_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let copied = std::process::Command::new("cp")
        .arg("-r")
        .arg(default_dir())
        .arg(dir.path().join("c"))
        .status()
        .unwrap();
    assert!(copied.success());
    let dir = dir.path().join("c");
    let path = dir.join("lexicon/rome-jobs.yaml");
    let lexicon = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, lexicon.replacen("[jardinier, pelouse", "[\"jardinier, paysagiste\", pelouse", 1))
        .unwrap();
    let refusals = to_xlsform(&dir).unwrap_err();
    assert_eq!(refusals.len(), 1);
    assert!(refusals[0].to_string().ends_with("a comma in a list, an empty condition."), "{}", refusals[0]);
    // A subject that XLSForm cannot name.
    std::fs::write(&path, lexicon).unwrap();
    std::fs::rename(dir.join("questionnaire/budget.yaml"), dir.join("questionnaire/2budget.yaml")).unwrap();
    for entry in std::fs::read_dir(dir.join("action-sheets"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .chain([dir.join("questionnaire.yaml")])
    {
        let text = std::fs::read_to_string(&entry).unwrap();
        std::fs::write(
            &entry,
            text.replace("- budget", "- 2budget")
                .replace("[budget", "[2budget")
                .replace(", budget", ", 2budget"),
        )
        .unwrap();
    }
    let refusals = to_xlsform(&dir).unwrap_err();
    assert!(refusals[0].to_string().contains("a group called `2budget`"), "{}", refusals[0]);
}
