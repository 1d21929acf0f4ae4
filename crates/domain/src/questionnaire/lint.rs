//! What is wrong with a definition: found when content is loaded, never while someone is answering.

use crate::ids::{OptionId, QuestionId, SheetId, SubjectId};
use crate::questionnaire::{
    Choice, Condition, Kind, Level, Question, QuestionRef, Questionnaire, Role, Sensitivity, Sharing,
    Subject, Test,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where in the definition a problem is; the content loader turns it into a file and a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Whole,
    Subject(SubjectId),
    /// The n-th subject with an id that an earlier one has.
    Question(QuestionRef),
    Option(QuestionRef, OptionId),
    PrivateTalk,
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefinitionProblem {
    DuplicateSubject,
    DuplicateQuestion,
    DuplicateOption,
    DuplicateEntry {
        code: String,
    },
    /// A condition names a question that does not exist.
    UnknownQuestion {
        on: QuestionRef,
    },
    /// A condition names an option that its question does not have.
    UnknownOption {
        on: QuestionRef,
        option: OptionId,
    },
    /// A condition looks at a question that has no options to choose.
    NotAChoice {
        on: QuestionRef,
    },
    /// A condition looks at the same question or at one asked later.
    LooksAhead {
        on: QuestionRef,
    },
    /// Conditions that wait for each other, in order, ending where they began.
    Loop {
        path: Vec<QuestionRef>,
    },
    /// No answers ever lead here.
    NeverAsked,
    /// No answers ever show this option.
    NeverShown,
    /// The question cannot be answered, or a question of several choices leaves someone to whom nothing applies
    /// without an answer (no exclusive option, no "I don't know", no "I prefer not to answer").
    DeadEnd,
    /// A subject without a question.
    NoQuestion,
    /// A free text in a sensitive subject (trust.md: ask for the need, never the diagnosis).
    TextInSensitive,
    /// Health data that others read unless the person says otherwise (trust.md: kept to oneself by default).
    HealthNotSensitive,
    /// A question of health that one cannot refuse (trust.md: refusable question by question).
    HealthWithoutSkip,
    /// An option suggests an action sheet that does not exist.
    UnknownSheet {
        sheet: SheetId,
    },
    /// A triage level has no words.
    LevelWithoutLabel {
        level: Level,
    },
    /// A way of sharing has no words.
    SharingWithoutLabel {
        sharing: Sharing,
    },
    /// The private talk must be a single choice with an option that asks for the talk.
    NoWayToAskForATalk,
}

/// Everything that is wrong, at once, in definition order. `sheets` are the action sheets that exist.
pub fn lint(definition: &Questionnaire, sheets: &BTreeSet<SheetId>) -> Vec<(Place, DefinitionProblem)> {
    let mut found = Vec::new();
    lint_words(definition, &mut found);
    let mut subjects = BTreeSet::new();
    for subject in &definition.subjects {
        if !subjects.insert(&subject.id) {
            found.push((Place::Subject(subject.id.clone()), DefinitionProblem::DuplicateSubject));
        }
        lint_subject(subject, sheets, &mut found);
    }
    let shape_is_sound = found.iter().all(|(_, problem)| {
        !matches!(problem, DefinitionProblem::DuplicateSubject | DefinitionProblem::DuplicateQuestion)
    });
    let references_are_sound = lint_references(definition, &mut found);
    // What can be reached is only asked of a definition whose names and order are right.
    if shape_is_sound && references_are_sound {
        lint_reach(definition, &mut found);
    }
    found
}

fn lint_words(definition: &Questionnaire, found: &mut Vec<(Place, DefinitionProblem)>) {
    for level in [Level::Fine, Level::Hard, Level::Blocked, Level::Unsaid] {
        if definition.level_label(level).is_empty() {
            found.push((Place::Whole, DefinitionProblem::LevelWithoutLabel { level }));
        }
    }
    for sharing in [Sharing::Referent, Sharing::Team, Sharing::Me] {
        if definition.sharing_label(sharing).is_empty() {
            found.push((Place::Whole, DefinitionProblem::SharingWithoutLabel { sharing }));
        }
    }
    let talk = &definition.private_talk;
    if talk.kind != Kind::One || !talk.options.iter().any(|option| option.role == Role::Talk) {
        found.push((Place::PrivateTalk, DefinitionProblem::NoWayToAskForATalk));
    }
}

fn at(subject: &Subject, question: &QuestionId) -> QuestionRef {
    QuestionRef { subject: subject.id.clone(), question: question.clone() }
}

fn lint_subject(subject: &Subject, sheets: &BTreeSet<SheetId>, found: &mut Vec<(Place, DefinitionProblem)>) {
    if subject.questions.is_empty() {
        found.push((Place::Subject(subject.id.clone()), DefinitionProblem::NoQuestion));
    }
    if subject.health && subject.sensitivity != Sensitivity::Sensitive {
        found.push((Place::Subject(subject.id.clone()), DefinitionProblem::HealthNotSensitive));
    }
    let mut questions = BTreeSet::new();
    for question in &subject.questions {
        let here = at(subject, &question.id);
        let mut problem = |problem| found.push((Place::Question(here.clone()), problem));
        if !questions.insert(&question.id) {
            problem(DefinitionProblem::DuplicateQuestion);
        }
        if is_dead_end(question) {
            problem(DefinitionProblem::DeadEnd);
        }
        let holds_text = matches!(question.kind, Kind::Text { .. });
        if holds_text && (subject.sensitivity == Sensitivity::Sensitive || question.sensitive) {
            problem(DefinitionProblem::TextInSensitive);
        }
        let asks_health = subject.health || question.options.iter().any(|option| option.health);
        if asks_health && !question.options.iter().any(|option| option.role == Role::Skip) {
            problem(DefinitionProblem::HealthWithoutSkip);
        }
        if let Kind::Guided { entries, .. } = &question.kind {
            let mut codes = BTreeSet::new();
            for entry in entries.iter().filter(|entry| !codes.insert(&entry.code)) {
                problem(DefinitionProblem::DuplicateEntry { code: entry.code.clone() });
            }
        }
        let mut options = BTreeSet::new();
        for option in &question.options {
            let place = || Place::Option(here.clone(), option.id.clone());
            if !options.insert(&option.id) {
                found.push((place(), DefinitionProblem::DuplicateOption));
            }
            let is_kept =
                option.sensitive || question.sensitive || subject.sensitivity == Sensitivity::Sensitive;
            if option.health && !is_kept {
                found.push((place(), DefinitionProblem::HealthNotSensitive));
            }
            for sheet in option.sheets.iter().filter(|sheet| !sheets.contains(sheet)) {
                found.push((place(), DefinitionProblem::UnknownSheet { sheet: sheet.clone() }));
            }
        }
    }
}

/// Whether some person stands before this question without an answer to give.
fn is_dead_end(question: &Question) -> bool {
    let always_shown = || question.options.iter().filter(|option| option.when.is_empty());
    match &question.kind {
        Kind::One => always_shown().next().is_none(),
        Kind::Several => !always_shown().any(Choice::stands_alone),
        Kind::Guided { max, .. } => *max == 0 || always_shown().next().is_none(),
        Kind::Date => false,
        Kind::Text { max_chars } => *max_chars == 0,
    }
}

type Order = BTreeMap<QuestionRef, usize>;

fn order_of(definition: &Questionnaire) -> Order {
    let all = definition
        .subjects
        .iter()
        .flat_map(|subject| subject.questions.iter().map(|question| at(subject, &question.id)));
    all.enumerate().map(|(i, here)| (here, i)).collect()
}

/// Every condition with the place it stands at: of the question, then of its options.
fn conditions(here: &QuestionRef, question: &Question) -> Vec<(Place, Condition)> {
    let own = question.when.iter().map(|condition| (Place::Question(here.clone()), condition.clone()));
    let of_options = question.options.iter().flat_map(|option| {
        let place = Place::Option(here.clone(), option.id.clone());
        option.when.iter().map(move |condition| (place.clone(), condition.clone()))
    });
    own.chain(of_options).collect()
}

fn lint_references(definition: &Questionnaire, found: &mut Vec<(Place, DefinitionProblem)>) -> bool {
    let order = order_of(definition);
    let mut waits_for: BTreeMap<QuestionRef, BTreeSet<QuestionRef>> = BTreeMap::new();
    let n_before = found.len();
    for subject in &definition.subjects {
        for question in &subject.questions {
            let here = at(subject, &question.id);
            for (place, Condition { on, test }) in conditions(&here, question) {
                let Some(target) = definition.question(&on) else {
                    found.push((place, DefinitionProblem::UnknownQuestion { on }));
                    continue;
                };
                if target.options.is_empty() {
                    found.push((place.clone(), DefinitionProblem::NotAChoice { on: on.clone() }));
                }
                for option in test.options().iter().filter(|option| target.option(option).is_none()) {
                    let problem = DefinitionProblem::UnknownOption { on: on.clone(), option: option.clone() };
                    found.push((place.clone(), problem));
                }
                if order.get(&on) >= order.get(&here) {
                    found.push((place, DefinitionProblem::LooksAhead { on: on.clone() }));
                }
                waits_for.entry(here.clone()).or_default().insert(on);
            }
        }
    }
    for path in loops(&waits_for) {
        let place = Place::Question(path[0].clone());
        found.push((place, DefinitionProblem::Loop { path }));
    }
    found.len() == n_before
}

/// The loops of the graph, each once, told from its smallest member.
fn loops(waits_for: &BTreeMap<QuestionRef, BTreeSet<QuestionRef>>) -> BTreeSet<Vec<QuestionRef>> {
    let mut found = BTreeSet::new();
    for start in waits_for.keys() {
        // Breadth first from `start` back to `start`: the shortest loop through it.
        let mut came_from: BTreeMap<&QuestionRef, &QuestionRef> = BTreeMap::new();
        let mut queue = std::collections::VecDeque::from([start]);
        'search: while let Some(node) = queue.pop_front() {
            for next in waits_for.get(node).into_iter().flatten() {
                if next == start {
                    let mut path = vec![start.clone()];
                    let mut back = node;
                    let mut rest = Vec::new();
                    while back != start {
                        rest.push(back.clone());
                        back = came_from[back];
                    }
                    path.extend(rest.into_iter().rev());
                    if path.iter().min() == Some(start) {
                        path.push(start.clone());
                        found.insert(path);
                    }
                    break 'search;
                }
                if !came_from.contains_key(next) {
                    came_from.insert(next, node);
                    queue.push_back(next);
                }
            }
        }
    }
    found
}

fn lint_reach(definition: &Questionnaire, found: &mut Vec<(Place, DefinitionProblem)>) {
    for subject in &definition.subjects {
        for question in &subject.questions {
            let here = at(subject, &question.id);
            if !can_hold(definition, &question.when) {
                found.push((Place::Question(here), DefinitionProblem::NeverAsked));
                continue;
            }
            for option in question.options.iter().filter(|option| !option.when.is_empty()) {
                let all: Vec<Condition> = question.when.iter().chain(&option.when).cloned().collect();
                if !can_hold(definition, &all) {
                    let place = Place::Option(here.clone(), option.id.clone());
                    found.push((place, DefinitionProblem::NeverShown));
                }
            }
        }
    }
}

/// Whether some answers make all these conditions hold together, with the conditions of the questions they look at.
///
/// Conditions are a conjunction, and each test concerns one question, so it is enough to find, for every question
/// looked at, one set of options that passes all tests on it.
fn can_hold(definition: &Questionnaire, wanted: &[Condition]) -> bool {
    let mut tests: BTreeMap<QuestionRef, Vec<Test>> = BTreeMap::new();
    let mut to_visit: Vec<Condition> = wanted.to_vec();
    let mut visited = BTreeSet::new();
    while let Some(Condition { on, test }) = to_visit.pop() {
        tests.entry(on.clone()).or_default().push(test);
        if visited.insert(on.clone())
            && let Some(question) = definition.question(&on)
        {
            to_visit.extend(question.when.iter().cloned());
        }
    }
    tests.iter().all(|(on, tests)| {
        definition.question(on).is_some_and(|question| some_choice_passes(question, tests))
    })
}

fn some_choice_passes(question: &Question, tests: &[Test]) -> bool {
    let forbidden: BTreeSet<&OptionId> = tests
        .iter()
        .filter_map(|test| match test {
            Test::NoneOf(options) => Some(options),
            Test::AnyOf(_) => None,
        })
        .flatten()
        .collect();
    let allowed: Vec<&Choice> =
        question.options.iter().filter(|option| !forbidden.contains(&option.id)).collect();
    let passes = |chosen: &[&Choice]| {
        tests.iter().all(|test| match test {
            Test::AnyOf(options) => chosen.iter().any(|choice| options.contains(&choice.id)),
            Test::NoneOf(_) => true,
        })
    };
    // One option alone, or, where several may be chosen together, all that may.
    let together: Vec<&Choice> = allowed.iter().copied().filter(|choice| !choice.stands_alone()).collect();
    allowed.iter().any(|choice| passes(&[choice]))
        || (question.kind == Kind::Several && !together.is_empty() && passes(&together))
}
