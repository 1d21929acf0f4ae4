//! One refusal per test: the rules of a questionnaire, told at the line where it is mended.

use super::{Copy, check};

const MOBILITY: &str = "questionnaire/mobilite.yaml";
const HOME: &str = "questionnaire/logement.yaml";
const CHILDREN: &str = "questionnaire/enfants-proches.yaml";
const JOB: &str = "questionnaire/metier-formation.yaml";

#[test]
fn an_unknown_action_sheet_is_refused() {
    check(
        MOBILITY,
        "sheets: [permis]",
        "sheets: [permi]",
        0,
        "There is no action sheet `permi`. Did you mean `permis`?",
    );
}

#[test]
fn an_unknown_subject_is_refused() {
    check(
        "action-sheets/mobilite.yaml",
        "subjects: [mobilite, budget]",
        "subjects: [mobilite, buget]",
        0,
        "There is no subject `buget`. Did you mean `budget`?",
    );
}

#[test]
fn a_condition_on_an_unknown_question_is_refused() {
    check(
        CHILDREN,
        "{question: charge,",
        "{question: charges,",
        0,
        "There is no question `enfants-proches.charges`. Did you mean `charge`?",
    );
    check(
        CHILDREN,
        "{question: charge,",
        "{question: enfant-proche.charge,",
        0,
        "There is no question `enfant-proche.charge`. Did you mean `enfants-proches`?",
    );
}

#[test]
fn a_condition_on_an_unknown_option_is_refused() {
    check(
        CHILDREN,
        "any_of: [petit, ecole]",
        "any_of: [petit, écoles]",
        0,
        "`écoles` cannot be an identifier. Use 1 to 64 small letters without accents, digits, `-` and `_`.",
    );
    check(
        CHILDREN,
        "any_of: [petit, ecole]",
        "any_of: [petit, ecoles]",
        0,
        "The question `enfants-proches.charge` has no option `ecoles`. Did you mean `ecole`?",
    );
}

#[test]
fn a_condition_on_a_later_question_is_refused() {
    check(
        MOBILITY,
        "  - id: moyen\n",
        "  - id: moyen\n    when: [{question: permis, any_of: [oui]}]\n",
        1,
        "A condition can only look at a question asked before, and `mobilite.permis` is not. Move that question up, or choose another.",
    );
}

#[test]
fn a_condition_on_a_question_without_options_is_refused() {
    let copy = Copy::new();
    copy.replace(
        MOBILITY,
        "questions:\n",
        "questions:\n  - id: jour\n    kind: date\n    text: {fr: \"Quel jour ?\", en: \"Which day?\"}\n",
    );
    let line = copy.replace(
        MOBILITY,
        "  - id: moyen\n",
        "  - id: moyen\n    when: [{question: jour, none_of: [oui]}]\n",
    ) + 1;
    let message =
        "The question `mobilite.jour` has no options, so no condition can look at it. Choose another.";
    assert_eq!(copy.problems(), [format!("{MOBILITY}:{line}: {message}")]);
}

#[test]
fn a_condition_says_one_thing() {
    let both = "A condition has exactly one of `any_of` and `none_of`. Keep the one that you mean.";
    check(HOME, "any_of: [locataire, proprio]}", "any_of: [locataire], none_of: [proprio]}", 0, both);
    check(HOME, "none_of: [sans]", "none_of: []", 0, "This condition names no option. Name at least one.");
}

#[test]
fn questions_that_wait_for_each_other_are_refused() {
    let copy = Copy::new();
    let line = copy.replace(
        HOME,
        "  - id: situation\n",
        "  - id: situation\n    when: [{question: payer, any_of: [oui]}]\n",
    );
    let payer = copy.replace(HOME, "  - id: payer\n", "  - id: payer\n");
    assert_eq!(
        copy.problems(),
        [format!(
            "{HOME}:{payer}: These questions wait for each other: `logement.payer` → `logement.situation` → `logement.payer`. Remove one of the conditions."
        )],
        "the other end is line {line}"
    );
}

#[test]
fn a_question_that_no_answer_leads_to_is_refused() {
    check(
        HOME,
        "when: [{question: situation, any_of: [locataire, proprio]}]",
        "when: [{question: situation, any_of: [locataire]}, {question: situation, any_of: [sans]}]",
        -3,
        "No answers ever lead to this question: its conditions cannot all hold. Change one of them.",
    );
}

#[test]
fn an_option_that_no_branch_shows_is_refused() {
    check(
        HOME,
        "      - id: vite\n",
        "      - id: vite\n        when: [{question: situation, any_of: [sans]}]\n",
        0,
        "No answers ever show this option: its conditions cannot all hold. Change one of them.",
    );
}

#[test]
fn a_question_that_someone_cannot_answer_is_refused() {
    check(
        MOBILITY,
        "    shared_options: [skip]\n",
        "",
        -16,
        "Somebody to whom nothing applies cannot answer this question. Add an option with `exclusive: true`, or \
         `shared_options: [skip]`.",
    );
    check(
        JOB,
        "    shared_options: [unknown]\n\n  - id: dernier",
        "\n  - id: dernier",
        -8,
        "Nobody can answer this question. Add options, or `shared_options: [skip]`.",
    );
}

#[test]
fn a_question_or_option_named_twice_is_refused() {
    check(
        MOBILITY,
        "  - id: permis\n",
        "  - id: moyen\n",
        0,
        "This subject already has a question of this name. Give this one another `id`.",
    );
    check(
        MOBILITY,
        "      - id: velo\n",
        "      - id: pied\n",
        0,
        "This question already has an option of this name. Give this one another `id`.",
    );
}

#[test]
fn a_subject_listed_twice_is_refused() {
    check(
        "questionnaire.yaml",
        "  - logement\n",
        "  - logement\n  - mobilite\n",
        1,
        "This subject is in the list twice. Remove one of them.",
    );
}

#[test]
fn the_list_of_subjects_and_their_files_agree() {
    let copy = Copy::new();
    let line = copy.replace("questionnaire.yaml", "  - mobilite\n", "  - transport\n");
    std::fs::rename(copy.path(MOBILITY), copy.path("questionnaire/trajets.yaml")).unwrap();
    let problems = copy.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems.contains(&format!("questionnaire.yaml:{line}: There is no file questionnaire/transport.yaml. Create it, or remove `transport` from this list.")));
    assert!(problems.contains(&"questionnaire/trajets.yaml:1: The subject `trajets` is not in the list `subjects` of questionnaire.yaml. Add it there, or remove this file.".to_owned()));
}

#[test]
fn a_subject_without_a_question_is_refused() {
    let copy = Copy::new();
    let text = copy.read("questionnaire/confiance.yaml");
    let from = text.find("questions:").unwrap();
    let line = text[..from].matches('\n').count() + 1;
    copy.write("questionnaire/confiance.yaml", &format!("{}questions: []\n", &text[..from]));
    assert_eq!(
        copy.problems(),
        [format!(
            "questionnaire/confiance.yaml:{line}: This subject has no question. Add one, or remove the subject."
        )]
    );
}

#[test]
fn a_free_text_in_a_sensitive_subject_is_refused() {
    check(
        "questionnaire/sante.yaml",
        "questions:\n",
        "questions:\n  - id: libre\n    kind: text\n    max_chars: 100\n    text: {fr: \"Autre chose ?\", en: \"Anything else?\"}\n    shared_options: [skip]\n\n",
        1,
        "A sensitive subject or question must not ask for a free text. Offer options instead.",
    );
}

#[test]
fn health_is_kept_to_oneself_and_nobody_has_to_answer() {
    check(
        "questionnaire/sante.yaml",
        "sensitivity: sensitive\n",
        "sensitivity: delicate\n",
        1,
        "A subject with `health: true` is kept to oneself. Write `sensitivity: sensitive`.",
    );
    check(
        "questionnaire/enfants-proches.yaml",
        "        sensitive: true\n",
        "",
        -2,
        "An option with `health: true` is kept to oneself. Add `sensitive: true`.",
    );
    check(
        "questionnaire/sante.yaml",
        "shared_options: [unknown, skip, talk]",
        "shared_options: [unknown, talk]",
        -14,
        "Nobody has to answer about their health. Add `skip` to `shared_options` here.",
    );
}

#[test]
fn a_kind_has_its_settings_and_no_other() {
    check(JOB, "    lexicon: rome-jobs\n", "", -5, "This kind of question needs `lexicon`. Add it.");
    check(
        JOB,
        "lexicon: rome-jobs",
        "lexicon: rome-job",
        0,
        "There is no file lexicon/rome-job.yaml. Did you mean `rome-jobs`?",
    );
    check(
        MOBILITY,
        "    kind: several\n",
        "    kind: several\n    max: 3\n",
        1,
        "`max` only goes with the kind `guided`. Remove it.",
    );
}

#[test]
fn every_level_and_way_of_sharing_has_its_words() {
    let file = "questionnaire.yaml";
    let copy = Copy::new();
    let line = copy.replace(file, "  levels:\n", "  levels:\n") + 1;
    copy.replace(file, "    - level: unsaid\n      label: {fr: \"Je préfère ne pas répondre\", en: \"I prefer not to answer\"}\n", "");
    assert_eq!(
        copy.problems(),
        [format!("{file}:{line}: The level `unsaid` is missing. Add it with its label.")]
    );
    check(
        file,
        "    - sharing: me\n      label: {fr: \"Moi seulement, pour l'instant\", en: \"Only me, for now\"}\n",
        "",
        -4,
        "The way of sharing `me` is missing. Add it with its label.",
    );
}

#[test]
fn the_private_talk_must_be_possible() {
    check(
        "questionnaire.yaml",
        "      role: talk\n",
        "",
        -9,
        "No option asks for the private talk. Give one of them `role: talk`.",
    );
}
