use super::answers_copy::{Copy, answers_copy};
use super::conditions::{in_words, numbers};
use super::paper_form::letter;
use crate::labels::Labels;
use crate::model::{Block, Document, Row};
use domain::ids::{OptionId, QuestionId, SubjectId};
use domain::questionnaire::{
    Answer, Answers, Choice, Condition, Kind, Level, LevelText, Question, QuestionRef, Questionnaire, Role,
    Sensitivity, Sharing, SharingText, StepKey, Subject, Test,
};

fn choice(id: &str, label: &str, role: Role) -> Choice {
    Choice {
        id: OptionId::new(id).unwrap(),
        label: label.to_owned(),
        role,
        exclusive: false,
        sensitive: false,
        health: false,
        helplines: false,
        when: vec![],
        sheets: vec![],
    }
}

fn question(id: &str, when: Vec<Condition>) -> Question {
    Question {
        id: QuestionId::new(id).unwrap(),
        text: format!("Question {id}"),
        hint: None,
        kind: Kind::One,
        when,
        sensitive: false,
        options: vec![
            choice("yes", "Oui", Role::Plain),
            choice("no", "Non", Role::Plain),
            choice("talk", "En parler", Role::Talk),
        ],
    }
}

fn at(question: &str) -> QuestionRef {
    QuestionRef { subject: SubjectId::new("home").unwrap(), question: QuestionId::new(question).unwrap() }
}

fn options(ids: &[&str]) -> Vec<OptionId> {
    ids.iter().map(|id| OptionId::new(*id).unwrap()).collect()
}

/// One sensitive subject with a private question.
fn questionnaire() -> Questionnaire {
    let level = |level| LevelText { level, label: format!("{level:?}") };
    let sharing = |sharing| SharingText { sharing, label: format!("{sharing:?}") };
    Questionnaire {
        version: "1".to_owned(),
        language: "fr".to_owned(),
        title: "t".to_owned(),
        welcome: vec![],
        triage_question: String::new(),
        levels: [Level::Fine, Level::Hard, Level::Blocked, Level::Unsaid].map(level).to_vec(),
        sharing_question: String::new(),
        sharing_options: [Sharing::Referent, Sharing::Team, Sharing::Me].map(sharing).to_vec(),
        private_talk: question("private", vec![]),
        helplines: vec![],
        subjects: vec![Subject {
            id: SubjectId::new("home").unwrap(),
            title: "Mon logement".to_owned(),
            icon: "house".to_owned(),
            sensitivity: Sensitivity::Sensitive,
            health: false,
            notice: None,
            questions: vec![question("a", vec![]), Question { sensitive: true, ..question("b", vec![]) }],
        }],
    }
}

#[test]
fn branching_is_told_in_words() {
    let (definition, labels) = (questionnaire(), Labels::shipped("fr"));
    let tell = |conditions: &[Condition]| in_words(conditions, &definition, &numbers(&definition), labels);
    let any = |ids| Condition { on: at("a"), test: Test::AnyOf(options(ids)) };
    let none = |ids| Condition { on: at("b"), test: Test::NoneOf(options(ids)) };
    for (conditions, expected) in [
        (vec![], None),
        (vec![any(&["yes"])], Some("vous avez coché « Oui » à la question 1")),
        (
            vec![any(&["yes", "no", "talk"]), none(&["yes", "no"])],
            Some(
                "vous avez coché « Oui », « Non » ou « En parler » à la question 1 \
                 et vous avez répondu à la question 2 sans cocher « Oui » ou « Non »",
            ),
        ),
    ] {
        assert_eq!(tell(&conditions).as_deref(), expected);
    }
}

#[test]
fn subjects_have_letters_without_end() {
    assert_eq!([0, 25, 26, 51, 52, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "AAA"]);
}

fn copy_of(chosen: &str, sharing: Option<Sharing>) -> Document {
    let mut answers = Answers::default();
    answers.0.insert(StepKey::Triage(SubjectId::new("home").unwrap()), Answer::Level(Level::Hard));
    answers.0.insert(StepKey::Answer(at("b")), Answer::Choices(options(&[chosen])));
    if let Some(sharing) = sharing {
        answers.0.insert(StepKey::Sharing(SubjectId::new("home").unwrap()), Answer::Sharing(sharing));
    }
    let team = ["Karim".to_owned()];
    let copy =
        Copy {
            person: None, sent_on: None, referent: Some("Hélène"), team: &team, day: &|_| String::new()
        };
    answers_copy(&questionnaire(), &answers, &copy, Labels::shipped("fr"))
}

fn stacked(document: &Document) -> &[Row] {
    let rows = document.blocks.iter().find_map(|block| match block {
        Block::Stacked(rows) => Some(rows.as_slice()),
        _ => None,
    });
    rows.unwrap()
}

#[test]
fn an_answer_that_stays_private_says_so_and_a_wish_to_talk_does_not() {
    let kept = Labels::shipped("fr").copy.kept.clone();
    assert_eq!(stacked(&copy_of("yes", None))[1].notes, [kept]);
    let talk = copy_of("talk", Some(Sharing::Referent));
    assert!(stacked(&talk)[1].notes.is_empty());
    let said = format!("{:?}", talk.blocks);
    assert!(
        said.contains("Un sujet personnel"),
        "the référent is told of a sensitive subject without its name"
    );
}

#[test]
fn the_copy_names_who_can_read() {
    for (sharing, expected) in [
        (None, "Qui peut lire : Me"),
        (Some(Sharing::Referent), "Qui peut lire : Referent (Hélène)"),
        (Some(Sharing::Team), "Qui peut lire : Team (Hélène, Karim)"),
    ] {
        assert!(format!("{:?}", copy_of("yes", sharing).blocks).contains(expected), "{expected}");
    }
}

#[test]
fn a_question_without_an_answer_says_that() {
    let copy = copy_of("yes", None);
    assert_eq!(stacked(&copy)[0].values, [Labels::shipped("fr").copy.not_answered.clone()]);
}
