use super::*;
use std::path::Path;

fn content() -> Content {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/default");
    content::load(Path::new(folder)).expect("the default content has no problem")
}

#[test]
fn rewording_makes_a_new_version_and_nothing_else_does() {
    let mut reworded = content();
    let questions = reworded.questionnaires.values_mut().next().unwrap();
    questions.subjects[0].questions[0].text.push_str(" …");
    let first = Library::new(content());
    assert_eq!(first.current_version(), Library::new(content()).current_version());
    assert_ne!(first.current_version(), Library::new(reworded).current_version());
}

#[test]
fn every_language_of_a_version_has_its_name() {
    let library = Library::new(content());
    for questionnaire in library.content().questionnaires.values() {
        assert_eq!(questionnaire.version, library.current_version());
    }
    assert_eq!(library.content().questionnaires.len(), 2);
}

#[test]
fn an_unknown_language_falls_back_to_the_default() {
    let library = Library::new(content());
    for (tag, language) in [(Some("en-GB"), "en"), (Some("uk"), "fr"), (None, "fr")] {
        assert_eq!(library.language_for(tag), language);
    }
}
