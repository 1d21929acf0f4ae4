//! Health data among the answers: what the content marks so (trust.md, "Privacy"; GDPR, article 9; decision 40).

use crate::ids::{OptionId, SubjectId};
use crate::questionnaire::{Answer, Answers, QuestionRef, Questionnaire, StepKey, prune};
use std::collections::BTreeSet;

/// Which answers are health data: all of some subjects, and some options elsewhere ("J'attends un bébé").
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HealthData {
    subjects: BTreeSet<SubjectId>,
    options: BTreeSet<(QuestionRef, OptionId)>,
}

impl HealthData {
    /// What one version of the questions marks.
    pub fn of(definition: &Questionnaire) -> Self {
        let mut found = Self::default();
        for subject in &definition.subjects {
            if subject.health {
                found.subjects.insert(subject.id.clone());
                continue;
            }
            for question in &subject.questions {
                let at = QuestionRef { subject: subject.id.clone(), question: question.id.clone() };
                let marked = question.options.iter().filter(|option| option.health);
                found.options.extend(marked.map(|option| (at.clone(), option.id.clone())));
            }
        }
        found
    }

    /// What either marks: an answer stays health data when its mark came later than it.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.subjects.extend(other.subjects.iter().cloned());
        both.options.extend(other.options.iter().cloned());
        both
    }

    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty() && self.options.is_empty()
    }

    /// The subjects that are health data as a whole.
    pub fn subjects(&self) -> impl Iterator<Item = &SubjectId> {
        self.subjects.iter()
    }

    /// The questions elsewhere whose answer may hold some, each once.
    pub fn questions(&self) -> BTreeSet<&QuestionRef> {
        self.options.iter().map(|(at, _)| at).collect()
    }

    /// The answers without health data, and without what was asked because of it. An answer that loses its last option goes.
    #[must_use]
    pub fn strip(&self, definition: &Questionnaire, answers: &Answers) -> Answers {
        let left =
            answers.0.iter().filter_map(|(step, answer)| Some((step.clone(), self.left_of(step, answer)?)));
        let left = Answers(left.collect());
        // What was kept beside the questions as they are is not this rule's to tidy.
        if left == *answers { left } else { prune(definition, &left) }
    }

    fn left_of(&self, step: &StepKey, answer: &Answer) -> Option<Answer> {
        let is_whole = |subject: &SubjectId| self.subjects.contains(subject);
        match step {
            StepKey::Triage(subject) | StepKey::Sharing(subject) if is_whole(subject) => None,
            StepKey::Answer(at) if is_whole(&at.subject) => None,
            StepKey::Answer(at) => match answer {
                Answer::Choices(chosen) => {
                    let is_marked = |option: &OptionId| self.options.contains(&(at.clone(), option.clone()));
                    let left: Vec<OptionId> = chosen.iter().filter(|one| !is_marked(one)).cloned().collect();
                    (!left.is_empty() || chosen.is_empty()).then_some(Answer::Choices(left))
                }
                _ => Some(answer.clone()),
            },
            StepKey::Triage(_) | StepKey::Sharing(_) | StepKey::PrivateTalk => Some(answer.clone()),
        }
    }
}

impl Questionnaire {
    /// The same without what is health data, for a host that may not hold any. A question that has nothing else to choose
    /// goes too; a condition on what is gone never holds.
    #[must_use]
    pub fn without_health(&self) -> Self {
        let mut left = self.clone();
        left.subjects.retain(|subject| !subject.health);
        for subject in &mut left.subjects {
            subject.questions.retain(|question| {
                question.options.is_empty() || question.options.iter().any(|option| !option.health)
            });
            for question in &mut subject.questions {
                question.options.retain(|option| !option.health);
            }
        }
        left
    }
}
