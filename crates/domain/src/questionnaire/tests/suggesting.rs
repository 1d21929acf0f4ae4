use super::*;

/// `small()` with sheets: a roof and money help from housing, money help again and food from money.
fn with_sheets() -> Questionnaire {
    let mut definition = small();
    definition.subjects[0].questions[0].options[1].sheets = vec![sheet("roof"), sheet("aid")];
    definition.subjects[2].questions[1].options[0].sheets = vec![sheet("food"), sheet("aid")];
    definition
}

#[test]
fn a_suggestion_holds_every_reason_and_what_blocks_comes_first() {
    let definition = with_sheets();
    let answers = answered(
        &definition,
        &[
            ("triage.home", Answer::Level(Level::Hard)),
            ("triage.money", Answer::Level(Level::Blocked)),
            ("answer.home.where", choices(&["family"])),
            ("answer.money.urgent", choices(&["eat"])),
        ],
    );
    let found = suggest(&definition, &answers);
    let ids: Vec<&str> = found.iter().map(|suggestion| suggestion.sheet.as_str()).collect();
    assert_eq!(ids, ["aid", "food", "roof"]);
    let reasons: Vec<&str> = found[0].reasons.iter().map(|reason| reason.at.subject.as_str()).collect();
    assert_eq!(reasons, ["home", "money"]);
}

#[test]
fn an_answer_that_is_no_longer_asked_suggests_nothing() {
    let definition = with_sheets();
    let mut answers = answered(
        &definition,
        &[("triage.home", Answer::Level(Level::Hard)), ("answer.home.where", choices(&["family"]))],
    );
    answers.0.insert(key("triage.home"), Answer::Level(Level::Fine));
    assert_eq!(suggest(&definition, &answers), []);
}
