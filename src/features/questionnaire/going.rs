//! Going on and going back: which page comes next, and what must be said before.

use crate::features::questionnaire::state::{Stock, Way, step_of};
use domain::questionnaire::{
    AnswerProblem, Kind, Page, Sensitivity, Sharing, StepKey, Subject, check_answer, missing,
};

/// Why "Continue" does not go on yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageProblem {
    /// No subject has a level.
    NoLevel,
    NothingChosen,
    NothingPicked,
    NothingWritten,
    DateUnfinished,
    NoSharing,
    Answer(AnswerProblem),
}

impl Stock {
    /// What is missing on a page, all at once; empty: go on.
    pub fn problems(&self, page: &Page) -> Vec<PageProblem> {
        let Some(step) = step_of(page) else {
            let lacks_level =
                *page == Page::Triage && missing(&self.definition, &self.answers).contains(page);
            return if lacks_level { vec![PageProblem::NoLevel] } else { vec![] };
        };
        let kind = self.question(&step).map(|question| &question.kind);
        if matches!(kind, Some(Kind::Date)) && self.typed.contains_key(&step) {
            return vec![PageProblem::DateUnfinished];
        }
        let Some(answer) = self.answers.get(&step) else {
            return vec![nothing(&step, kind)];
        };
        let found = check_answer(&self.definition, &self.answers, &step, answer).err().unwrap_or_default();
        found.into_iter().map(PageProblem::Answer).collect()
    }

    /// The page after `page`.
    pub fn next(&self, page: &Page) -> Page {
        match self.way {
            Way::Forward => self.route.after(page),
            // A changed answer may open new questions: those first, then back to where the person came from.
            Way::FromReview => {
                missing(&self.definition, &self.answers).into_iter().next().unwrap_or(Page::Review)
            }
        }
    }

    /// The page before `page`; `None`: the start.
    pub fn previous(&self, page: &Page) -> Option<Page> {
        match self.way {
            Way::Forward => self.route.before(page),
            Way::FromReview if *page != Page::Review => Some(Page::Review),
            Way::FromReview => self.route.before(page),
        }
    }

    /// Where the person goes on (Q8).
    pub fn resume_at(&self) -> Page {
        self.route.resume_at(&self.answers)
    }

    /// Whether anything was answered.
    pub fn is_begun(&self) -> bool {
        !self.answers.0.is_empty()
    }
}

/// What is chosen on a sharing page before the person chooses; nothing for a delicate subject (Q7).
pub fn preselected_sharing(subject: &Subject) -> Option<Sharing> {
    match subject.sensitivity {
        Sensitivity::Normal => Some(Sharing::Referent),
        Sensitivity::Delicate => None,
        Sensitivity::Sensitive => Some(Sharing::Me),
    }
}

fn nothing(step: &StepKey, kind: Option<&Kind>) -> PageProblem {
    match (step, kind) {
        (StepKey::Sharing(_), _) => PageProblem::NoSharing,
        (_, Some(Kind::Guided { .. })) => PageProblem::NothingPicked,
        (_, Some(Kind::Date | Kind::Text { .. })) => PageProblem::NothingWritten,
        (_, Some(Kind::One | Kind::Several) | None) => PageProblem::NothingChosen,
    }
}
