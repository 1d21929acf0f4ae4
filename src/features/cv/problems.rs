//! What is wrong with what is typed, beside its field.

use super::ask::{Ask, asks};
use super::state::State;
use crate::i18n::t;
use crate::ui::Problem;
use domain::cv::CvProblem;
use yew::AttrValue;

/// Id of the field of an ask.
pub(super) fn field_id(ask: &Ask) -> AttrValue {
    AttrValue::from(["cv-", ask.name].concat())
}

/// The fields that are wrong, in their order.
pub(super) fn problems(state: &State) -> Vec<Problem> {
    let asks = asks(state.key());
    let problem = |problem: &CvProblem| {
        let ask = asks.iter().find(|ask| is_about(*problem, ask)).unwrap_or(&asks[0]);
        Problem { field: field_id(ask), text: t(text_key(*problem)) }
    };
    state.problems.iter().map(problem).collect()
}

/// What is wrong with one field.
pub(super) fn problem_of(state: &State, ask: &Ask) -> Option<AttrValue> {
    let id = field_id(ask);
    problems(state).into_iter().find(|problem| problem.field == id).map(|problem| problem.text)
}

/// What is too long or too much is told at the first field.
fn is_about(problem: CvProblem, ask: &Ask) -> bool {
    match problem {
        CvProblem::Phone => ask.name == "phone",
        CvProblem::Email => ask.name == "email",
        CvProblem::From => ask.name == "from",
        CvProblem::To | CvProblem::Reversed => ask.name == "to",
        CvProblem::Title | CvProblem::TooLong | CvProblem::TooMany => false,
    }
}

const fn text_key(problem: CvProblem) -> &'static str {
    match problem {
        CvProblem::Phone => "reach.phone.unreadable",
        CvProblem::Email => "reach.email.unreadable",
        CvProblem::Title => "cv.problem.title",
        CvProblem::From | CvProblem::To => "cv.problem.year",
        CvProblem::Reversed => "cv.problem.reversed",
        CvProblem::TooLong => "cv.problem.too-long",
        CvProblem::TooMany => "cv.problem.too-many",
    }
}
