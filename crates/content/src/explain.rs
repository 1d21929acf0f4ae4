//! Problems of the rules as sentences for an author.

use crate::places::Places;
use crate::problem::{Pos, Report, suggest};
use domain::questionnaire::{
    DefinitionProblem as Problem, Level, Place, QuestionRef, Questionnaire, Sharing,
};

/// Adds every problem of the rules to the report, at the line where it is mended.
pub(crate) fn report_rules(
    found: &[(Place, Problem)],
    definition: &Questionnaire,
    sheets: &[&str],
    places: &Places,
    report: &mut Report,
) {
    let mut n_repeats = std::collections::BTreeMap::new();
    for (place, problem) in found {
        if report.is_blind && may_be_unread(problem)
            || is_told_elsewhere(place, problem, found)
            || is_missing_text(problem, definition)
        {
            continue;
        }
        let n_earlier = n_repeats.entry((place, problem)).or_insert(0_usize);
        *n_earlier += 1;
        if let Some(pos) = position(place, problem, *n_earlier, places) {
            report.add(pos, sentence(place, problem, definition, sheets));
        }
    }
}

/// Problems that may only come from a file or a name that could not be read, which is reported already.
fn may_be_unread(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::UnknownQuestion { .. }
            | Problem::UnknownOption { .. }
            | Problem::UnknownSheet { .. }
            | Problem::NotAChoice { .. }
            | Problem::NoQuestion
            | Problem::NeverAsked
            | Problem::NeverShown
            | Problem::DeadEnd
            | Problem::LevelWithoutLabel { .. }
            | Problem::SharingWithoutLabel { .. }
            | Problem::NoWayToAskForATalk
    )
}

/// A condition that looks ahead inside a loop is told with the loop, an option of a question without options with
/// that question, a repeated code with the lexicon.
fn is_told_elsewhere(place: &Place, problem: &Problem, found: &[(Place, Problem)]) -> bool {
    let here = match place {
        Place::Question(here) | Place::Option(here, _) => here,
        Place::Whole | Place::Subject(_) | Place::PrivateTalk => return false,
    };
    match problem {
        Problem::DuplicateEntry { .. } => true,
        Problem::LooksAhead { on } => found.iter().any(|(_, other)| match other {
            Problem::Loop { path } => path.windows(2).any(|edge| edge[0] == *here && edge[1] == *on),
            _ => false,
        }),
        Problem::UnknownOption { on, .. } => {
            found.contains(&(place.clone(), Problem::NotAChoice { on: on.clone() }))
        }
        _ => false,
    }
}

/// A level or way of sharing that is there without words in this language: the missing text is told at its line.
fn is_missing_text(problem: &Problem, definition: &Questionnaire) -> bool {
    match problem {
        Problem::LevelWithoutLabel { level } => definition.levels.iter().any(|text| text.level == *level),
        Problem::SharingWithoutLabel { sharing } => {
            definition.sharing_options.iter().any(|text| text.sharing == *sharing)
        }
        _ => false,
    }
}

fn position(place: &Place, problem: &Problem, nth: usize, places: &Places) -> Option<Pos> {
    let repeat = |all: Option<&Vec<Pos>>| all.and_then(|all| all.get(nth)).copied();
    let condition = |on: &QuestionRef| places.conditions.get(&(place.clone(), on.clone())).copied();
    let exact = match (place, problem) {
        (Place::Subject(subject), Problem::DuplicateSubject) => repeat(places.subjects.get(subject)),
        (Place::Subject(subject), Problem::NoQuestion) => places.question_lists.get(subject).copied(),
        (Place::Subject(subject), Problem::HealthNotSensitive) => places.health.get(subject).copied(),
        (Place::Question(here), Problem::DuplicateQuestion) => repeat(places.questions.get(here)),
        (Place::Option(here, option), Problem::DuplicateOption) => {
            repeat(places.options.get(&(here.clone(), option.clone())))
        }
        (_, Problem::UnknownQuestion { on } | Problem::NotAChoice { on } | Problem::LooksAhead { on }) => {
            condition(on)
        }
        (_, Problem::UnknownOption { on, option }) => {
            places.condition_options.get(&(place.clone(), on.clone(), option.clone())).copied()
        }
        (_, Problem::UnknownSheet { sheet }) => places.sheets.get(&(place.clone(), sheet.clone())).copied(),
        (_, Problem::SharingWithoutLabel { .. }) => places.sharing,
        _ => None,
    };
    exact.or_else(|| places.of_place(place))
}

fn name(at: &QuestionRef) -> String {
    format!("{}.{}", at.subject, at.question)
}

fn sentence(place: &Place, problem: &Problem, definition: &Questionnaire, sheets: &[&str]) -> String {
    match problem {
        Problem::DuplicateSubject => "This subject is in the list twice. Remove one of them.".to_owned(),
        Problem::DuplicateQuestion => {
            "This subject already has a question of this name. Give this one another `id`.".to_owned()
        }
        Problem::DuplicateOption => {
            "This question already has an option of this name. Give this one another `id`.".to_owned()
        }
        Problem::DuplicateEntry { code } => {
            format!("The code `{code}` is there twice. Remove one of the entries.")
        }
        Problem::UnknownQuestion { on } => {
            format!("There is no question `{}`. {}", name(on), near_question(on, definition))
        }
        Problem::UnknownOption { on, option } => {
            let options = definition.question(on).map(|question| &question.options);
            let known = options.into_iter().flatten().map(|option| option.id.as_str());
            format!(
                "The question `{}` has no option `{option}`. {}",
                name(on),
                suggest(option.as_str(), known)
            )
        }
        Problem::NotAChoice { on } => {
            format!(
                "The question `{}` has no options, so no condition can look at it. Choose another.",
                name(on)
            )
        }
        Problem::LooksAhead { on } => format!(
            "A condition can only look at a question asked before, and `{}` is not. Move that question up, or choose \
             another.",
            name(on)
        ),
        Problem::Loop { path } => {
            let names: Vec<String> = path.iter().map(|at| format!("`{}`", name(at))).collect();
            format!(
                "These questions wait for each other: {}. Remove one of the conditions.",
                names.join(" → ")
            )
        }
        Problem::NeverAsked => {
            "No answers ever lead to this question: its conditions cannot all hold. Change one of them."
                .to_owned()
        }
        Problem::NeverShown => {
            "No answers ever show this option: its conditions cannot all hold. Change one of them.".to_owned()
        }
        Problem::DeadEnd => dead_end(place, definition),
        Problem::NoQuestion => "This subject has no question. Add one, or remove the subject.".to_owned(),
        Problem::TextInSensitive => {
            "A sensitive subject or question must not ask for a free text. Offer options instead.".to_owned()
        }
        Problem::HealthNotSensitive => match place {
            Place::Subject(_) => {
                "A subject with `health: true` is kept to oneself. Write `sensitivity: sensitive`.".to_owned()
            }
            _ => "An option with `health: true` is kept to oneself. Add `sensitive: true`.".to_owned(),
        },
        Problem::HealthWithoutSkip => {
            "Nobody has to answer about their health. Add `skip` to `shared_options` here.".to_owned()
        }
        Problem::UnknownSheet { sheet } => {
            let hint = suggest(sheet.as_str(), sheets.iter().copied());
            format!("There is no action sheet `{sheet}`. {hint}")
        }
        Problem::LevelWithoutLabel { level } => {
            let word = match level {
                Level::Fine => "fine",
                Level::Hard => "hard",
                Level::Blocked => "blocked",
                Level::Unsaid => "unsaid",
            };
            format!("The level `{word}` is missing. Add it with its label.")
        }
        Problem::SharingWithoutLabel { sharing } => {
            let word = match sharing {
                Sharing::Referent => "referent",
                Sharing::Team => "team",
                Sharing::Me => "me",
            };
            format!("The way of sharing `{word}` is missing. Add it with its label.")
        }
        Problem::NoWayToAskForATalk => {
            "No option asks for the private talk. Give one of them `role: talk`.".to_owned()
        }
    }
}

fn near_question(on: &QuestionRef, definition: &Questionnaire) -> String {
    match definition.subject(&on.subject) {
        Some(subject) => {
            suggest(on.question.as_str(), subject.questions.iter().map(|question| question.id.as_str()))
        }
        None => suggest(on.subject.as_str(), definition.subjects.iter().map(|subject| subject.id.as_str())),
    }
}

fn dead_end(place: &Place, definition: &Questionnaire) -> String {
    let n_options = match place {
        Place::Question(here) => definition.question(here).map_or(0, |question| question.options.len()),
        _ => 0,
    };
    let message = if n_options == 0 {
        "Nobody can answer this question. Add options, or `shared_options: [skip]`."
    } else {
        "Somebody to whom nothing applies cannot answer this question. Add an option with `exclusive: true`, or \
         `shared_options: [skip]`."
    };
    message.to_owned()
}
