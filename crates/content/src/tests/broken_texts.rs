//! One refusal per test: texts, languages, identifiers and words from a closed list.

use super::check;

const MOBILITY: &str = "questionnaire/mobilite.yaml";

#[test]
fn a_list_in_the_place_of_a_text_is_refused() {
    check(
        MOBILITY,
        "icon: bus",
        "icon: [bus]",
        0,
        "A text is expected here. A list was found: check the dashes and the indentation.",
    );
    check(
        "workshops.yaml",
        "bring: []",
        "bring: nothing",
        0,
        "A list is expected here. A single value was found: check the dashes, the colons and the indentation.",
    );
}

#[test]
fn a_number_in_the_place_of_a_text_asks_for_quotes() {
    check(
        "questionnaire.yaml",
        "version: \"1\"",
        "version: 1",
        0,
        "A text is expected here. Write it between quotes: \"1\".",
    );
}

#[test]
fn a_name_with_accents_is_no_identifier() {
    check(
        "workshops.yaml",
        "id: metiers",
        "id: métiers",
        0,
        "`métiers` cannot be an identifier. Use 1 to 64 small letters without accents, digits, `-` and `_`.",
    );
}

#[test]
fn a_missing_translation_is_refused() {
    check(
        MOBILITY,
        "{fr: \"À pied\", en: \"On foot\"}",
        "{fr: \"À pied\"}",
        0,
        "The text in `en` is missing here. Write it as `{fr: \"…\", en: \"…\"}`, or remove `en` from `languages` in pack.yaml.",
    );
    check(
        MOBILITY,
        "{fr: \"À pied\", en: \"On foot\"}",
        "\"À pied\"",
        0,
        "The text in `en` is missing here. Write it as `{fr: \"…\", en: \"…\"}`, or remove `en` from `languages` in pack.yaml.",
    );
}

#[test]
fn an_empty_text_is_refused() {
    check(MOBILITY, "en: \"On foot\"", "en: \"\"", 0, "This text is empty. Write it.");
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let title = "a".repeat(81);
    check(
        MOBILITY,
        "Getting around",
        &title,
        0,
        "This text has 81 characters; 80 are the most here. Shorten it.",
    );
    let question = "a".repeat(161);
    check(
        MOBILITY,
        "How do you usually get around?",
        &question,
        0,
        "This text has 161 characters; 160 are the most here. Shorten it.",
    );
}

#[test]
fn a_key_that_is_no_language_is_refused() {
    check(
        MOBILITY,
        "{fr: \"À pied\", en: \"On foot\"}",
        "{fr: \"À pied\", en: \"On foot\", English: \"On foot\"}",
        0,
        "`English` is no language. Write a language tag such as `fr` or `en`.",
    );
}

#[test]
fn an_icon_that_the_app_does_not_have_is_refused() {
    check(MOBILITY, "icon: bus", "icon: bos", 0, "`bos` is not a known icon. Did you mean `bus`?");
}

#[test]
fn an_unknown_milestone_is_refused() {
    check(
        "pathway.yaml",
        "done_when: signed-in",
        "done_when: signed-inn",
        0,
        "`signed-inn` is not a known milestone. Did you mean `signed-in`?",
    );
}

#[test]
fn an_unknown_kind_of_question_is_refused() {
    check(
        MOBILITY,
        "kind: several",
        "kind: multiple",
        0,
        "`multiple` is not a kind of question. Use one of `one`, `several`, `guided`, `date`, `text`.",
    );
}

#[test]
fn a_default_language_must_be_declared() {
    check(
        "pack.yaml",
        "default_language: fr",
        "default_language: tr",
        0,
        "The default language `tr` is not among `languages`. Add it there.",
    );
}

#[test]
fn a_language_is_declared_once() {
    check(
        "pack.yaml",
        "[fr, en]",
        "[fr, en, fr]",
        0,
        "The language `fr` is there twice. Remove one of them.",
    );
}
