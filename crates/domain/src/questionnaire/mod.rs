//! Taking stock: what is asked, in which order, which answers are right, and what they lead to.
//!
//! The definition is content. The route through it is derived from (definition, answers) and never stored.

mod answer;
mod carry;
mod check;
mod compare;
mod definition;
mod health;
mod lint;
mod preview;
mod route;
mod sharing;
pub mod steps;
mod subject_state;
mod suggestion;
mod visible;
mod wording;

pub use answer::{Answer, Answers, Level, Sharing, StepKey};
pub use carry::{CarriedOver, DropReason, Dropped, carry_answer, carry_over};
pub use check::{AnswerProblem, check_answer};
pub use compare::{Change, StockTaken, SubjectChange, compare};
pub use definition::{
    Choice, Condition, Entry, Helpline, Kind, LevelText, Question, QuestionRef, Questionnaire, Role,
    Sensitivity, SharingText, Subject, Test,
};
pub use health::HealthData;
pub use lint::{DefinitionProblem, Place, lint};
pub use preview::{preview_answers, shared_then_and_now};
pub use route::{Page, Route, missing, prune, route};
pub use sharing::{TalkRequest, sharing_of, talk_requests};
pub use steps::{StepMap, step_map};
pub use subject_state::SubjectState;
pub use suggestion::{Reason, Suggestion, suggest};
pub use visible::{Reader, Sharings, passed_on, visible_answers, visible_request};
pub use wording::{answer_wording, step_question};

#[cfg(test)]
mod tests;
