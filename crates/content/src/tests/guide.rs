//! The examples of docs/content.md are right where the guide says to put them.

use super::{Copy, default_dir};

/// The YAML example of the guide that begins with these words.
fn example(start: &str) -> String {
    let guide = std::fs::read_to_string(default_dir().join("../../docs/content.md")).unwrap();
    let blocks = guide.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut found = blocks.filter(|block| block.trim_start().starts_with(start));
    found.next().unwrap_or_else(|| panic!("the guide has no example {start:?}")).to_owned()
}

#[track_caller]
fn check(file: &str, start: &str, before: &str) {
    let copy = Copy::new();
    copy.replace(file, before, &format!("{}{before}", example(start)));
    assert_eq!(copy.load().err(), None);
}

#[test]
fn the_example_of_a_question_is_right() {
    check("questionnaire/mobilite.yaml", "- id: assurance", "  - id: distance\n");
}

#[test]
fn the_example_of_an_option_is_right() {
    check("questionnaire/mobilite.yaml", "- id: covoiturage", "      - id: velo\n");
}

#[test]
fn the_example_of_an_action_sheet_is_right() {
    check("action-sheets/mobilite.yaml", "- id: velo-electrique", "  - id: permis\n");
}

#[test]
fn the_examples_of_a_venue_and_a_workshop_are_right() {
    check("workshops.yaml", "- id: annexe", "  - id: centre-ville\n");
    check("workshops.yaml", "- id: cuisine", "  - id: metiers\n");
}

#[test]
fn the_example_of_a_job_is_right() {
    let copy = Copy::new();
    copy.replace("lexicon/rome-jobs.yaml", "code: G1803", "code: G1899");
    copy.replace(
        "lexicon/rome-jobs.yaml",
        "  - code: H2206\n",
        &format!("{}  - code: H2206\n", example("- code: G1803")),
    );
    assert_eq!(copy.load().err(), None);
}

#[test]
fn the_examples_of_conditions_are_right() {
    let conditions = example("when:");
    let lines: Vec<&str> = conditions.lines().collect();
    let places = [
        ("questionnaire/enfants-proches.yaml", "  - id: aidant\n"),
        ("questionnaire/logement.yaml", "  - id: quitter\n"),
        ("questionnaire/sante.yaml", "  - id: soins\n"),
    ];
    for (line, (file, question)) in lines.iter().zip(places) {
        let copy = Copy::new();
        let text = copy.read(file);
        let at = text.find(question).unwrap() + question.len();
        let rest: Vec<&str> = text[at..].lines().collect();
        let end = rest.iter().position(|line| line.is_empty()).unwrap_or(rest.len());
        let own = rest[..end].iter().filter(|line| !line.starts_with("    when:"));
        let own: Vec<&str> = own.copied().collect();
        let text = format!("{}{line}\n{}\n{}\n", &text[..at], own.join("\n"), rest[end..].join("\n"));
        copy.write(file, &text);
        assert_eq!(copy.load().err(), None, "{line}");
    }
    assert_eq!(lines.len(), places.len());
}
