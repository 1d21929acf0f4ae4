//! Taking stock: what is asked, in which order, which answers are right, and what they lead to.
//!
//! The definition is content. The route through it is derived from (definition, answers) and never stored.

mod answer;
mod check;
mod definition;
mod lint;
mod route;
mod sharing;
mod suggestion;

pub use answer::{Answer, Answers, Level, Sharing, StepKey};
pub use check::{AnswerProblem, check_answer};
pub use definition::{
    Choice, Condition, Entry, Helpline, Kind, LevelText, Question, QuestionRef, Questionnaire, Role,
    Sensitivity, SharingText, Subject, Test,
};
pub use lint::{DefinitionProblem, Place, lint};
pub use route::{Page, Route, missing, prune, route};
pub use sharing::{TalkRequest, sharing_of, talk_requests};
pub use suggestion::{Reason, Suggestion, suggest};

#[cfg(test)]
mod tests;
