//! What is wrong with an answer, in words that say what to do.

use crate::features::questionnaire::going::PageProblem;
use crate::i18n::{t, t_with};
use domain::questionnaire::AnswerProblem;
use yew::AttrValue;

/// What to do about a problem.
pub fn problem_words(problem: &PageProblem) -> AttrValue {
    match problem {
        PageProblem::NoLevel => t("stock.problem.no-level"),
        PageProblem::NothingChosen => t("stock.problem.nothing-chosen"),
        PageProblem::NothingPicked => t("stock.problem.nothing-picked"),
        PageProblem::NothingWritten => t("stock.problem.nothing-written"),
        PageProblem::DateUnfinished => t("stock.problem.date"),
        PageProblem::NoSharing => t("stock.problem.no-sharing"),
        PageProblem::Answer(problem) => answer_problem_words(problem),
    }
}

/// One message for each way in which an answer can be wrong.
pub fn answer_problem_words(problem: &AnswerProblem) -> AttrValue {
    match problem {
        AnswerProblem::UnknownStep => t("stock.problem.unknown-step"),
        AnswerProblem::HiddenStep => t("stock.problem.hidden-step"),
        AnswerProblem::WrongKind => t("stock.problem.wrong-kind"),
        AnswerProblem::Empty => t("stock.problem.nothing-chosen"),
        AnswerProblem::UnknownOption { .. } => t("stock.problem.unknown-option"),
        AnswerProblem::HiddenOption { .. } => t("stock.problem.hidden-option"),
        AnswerProblem::RepeatedOption { .. } => t("stock.problem.repeated-option"),
        AnswerProblem::NotAlone { .. } => t("stock.problem.not-alone"),
        AnswerProblem::TooMany { max } => {
            t_with("stock.problem.too-many", &[("max", &u32::from(*max).to_string())])
        }
        AnswerProblem::TooLong { max_chars } => {
            t_with("stock.problem.too-long", &[("max", &u32::from(*max_chars).to_string())])
        }
        AnswerProblem::UnknownEntry { .. } => t("stock.problem.unknown-entry"),
    }
}
