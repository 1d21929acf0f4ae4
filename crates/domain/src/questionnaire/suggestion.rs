//! Which action sheets the answers lead to, each with its reasons (Q11).

use crate::ids::{OptionId, SheetId};
use crate::questionnaire::{Answers, Level, Page, QuestionRef, Questionnaire, StepKey, route};
use serde::{Deserialize, Serialize};

/// "Parce que vous avez dit …": the answer that led to a suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub at: QuestionRef,
    pub option: OptionId,
}

/// An action sheet that the answers suggest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub sheet: SheetId,
    /// At least one, in route order.
    pub reasons: Vec<Reason>,
    /// The heaviest level that the person gave to a subject among the reasons.
    pub level: Level,
}

/// The suggestions of these answers: what blocks before what is hard, then in route order.
///
/// The order arranges one person's own list by their own words; it compares nobody (rule 8 of the product).
pub fn suggest(definition: &Questionnaire, answers: &Answers) -> Vec<Suggestion> {
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for page in route(definition, answers).pages {
        let Page::Question(at) = page else { continue };
        let (Some(question), Some(level)) = (definition.question(&at), answers.level(&at.subject)) else {
            continue;
        };
        let Some(answer) = answers.get(&StepKey::Answer(at.clone())) else { continue };
        for option in question.options.iter().filter(|option| answer.choices().contains(&option.id)) {
            for sheet in &option.sheets {
                let reason = Reason { at: at.clone(), option: option.id.clone() };
                match suggestions.iter_mut().find(|s| s.sheet == *sheet) {
                    Some(known) => {
                        known.reasons.push(reason);
                        known.level = known.level.max(level);
                    }
                    None => {
                        suggestions.push(Suggestion { sheet: sheet.clone(), reasons: vec![reason], level });
                    }
                }
            }
        }
    }
    suggestions.sort_by_key(|suggestion| core::cmp::Reverse(suggestion.level == Level::Blocked));
    suggestions
}
