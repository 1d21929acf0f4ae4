//! Which pages a person sees: derived from (definition, answers) in one pass, so it always ends.

use crate::ids::{OptionId, SubjectId};
use crate::questionnaire::{
    Answers, Condition, Question, QuestionRef, Questionnaire, StepKey, Test, step_map,
};
use litemap::LiteMap;

/// One page of taking stock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// All subjects, a level each.
    Triage,
    Question(QuestionRef),
    /// Who may read a subject, asked once after its questions.
    Sharing(SubjectId),
    PrivateTalk,
    /// Check your answers, then send.
    Review,
}

/// The pages that these answers lead to, in order, and the options that are shown on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub pages: Vec<Page>,
    /// Subjects whose questions are asked, in order.
    pub open_subjects: Vec<SubjectId>,
    hidden_options: Vec<(QuestionRef, OptionId)>,
}

impl Route {
    pub fn contains(&self, page: &Page) -> bool {
        self.pages.contains(page)
    }

    /// Whether an option of a question is shown, given the answers before it.
    pub fn shows_option(&self, at: &QuestionRef, option: &OptionId) -> bool {
        !self.hidden_options.iter().any(|(question, hidden)| question == at && hidden == option)
    }

    /// The page after `page`; the review after the last, and after a page that is not on the route.
    pub fn after(&self, page: &Page) -> Page {
        let next = self.pages.iter().position(|p| p == page).and_then(|i| self.pages.get(i + 1));
        next.cloned().unwrap_or(Page::Review)
    }

    /// The page before `page`, or `None` on the first.
    pub fn before(&self, page: &Page) -> Option<Page> {
        let here = self.pages.iter().position(|p| p == page)?;
        here.checked_sub(1).map(|i| self.pages[i].clone())
    }

    /// "Sujet 2 sur 4": the 1-based place of a page's subject among the open ones, and how many there are.
    pub fn subject_position(&self, page: &Page) -> Option<(usize, usize)> {
        let subject = match page {
            Page::Question(at) => &at.subject,
            Page::Sharing(subject) => subject,
            Page::Triage | Page::PrivateTalk | Page::Review => return None,
        };
        let here = self.open_subjects.iter().position(|open| open == subject)?;
        Some((here + 1, self.open_subjects.len()))
    }

    /// "Question 2 sur 5": the 1-based place of a question among those of its subject that are asked, and how many there are.
    pub fn question_position(&self, at: &QuestionRef) -> Option<(usize, usize)> {
        let of_subject = |page: &&Page| matches!(page, Page::Question(other) if other.subject == at.subject);
        let asked = || self.pages.iter().filter(of_subject);
        let here = asked().position(|page| matches!(page, Page::Question(other) if other == at))?;
        Some((here + 1, asked().count()))
    }

    /// The first page that still lacks an answer: where a person resumes (Q8).
    pub fn resume_at(&self, answers: &Answers) -> Page {
        let is_open = |page: &&Page| match page {
            Page::Triage => self.triage_is_empty(answers),
            Page::Question(at) => answers.get(&StepKey::Answer(at.clone())).is_none(),
            Page::Sharing(subject) => answers.sharing(subject).is_none(),
            Page::PrivateTalk => answers.get(&StepKey::PrivateTalk).is_none(),
            Page::Review => true,
        };
        self.pages.iter().find(is_open).cloned().unwrap_or(Page::Review)
    }

    fn triage_is_empty(&self, answers: &Answers) -> bool {
        !answers.0.keys().any(|key| matches!(key, StepKey::Triage(_)))
    }
}

/// Derives the route. A condition may only look at answers that are themselves on the route, so a cut branch cuts
/// what hangs on it. A condition on a later question is false (and refused by [`crate::questionnaire::lint`]).
pub fn route(definition: &Questionnaire, answers: &Answers) -> Route {
    let mut pages = vec![Page::Triage];
    let mut open_subjects = Vec::new();
    let mut hidden_options = Vec::new();
    let mut asked: LiteMap<QuestionRef, &[OptionId]> = LiteMap::new();
    for subject in &definition.subjects {
        if !answers.level(&subject.id).is_some_and(|level| level.opens_subject()) {
            continue;
        }
        open_subjects.push(subject.id.clone());
        for question in &subject.questions {
            if !question.when.iter().all(|condition| holds(condition, &asked)) {
                continue;
            }
            let at = QuestionRef { subject: subject.id.clone(), question: question.id.clone() };
            for option in &question.options {
                if !option.when.iter().all(|condition| holds(condition, &asked)) {
                    hidden_options.push((at.clone(), option.id.clone()));
                }
            }
            if let Some(answer) = answers.get(&StepKey::Answer(at.clone())) {
                asked.insert(at.clone(), answer.choices());
            }
            pages.push(Page::Question(at));
        }
        pages.push(Page::Sharing(subject.id.clone()));
    }
    pages.extend([Page::PrivateTalk, Page::Review]);
    Route { pages, open_subjects, hidden_options }
}

fn holds(condition: &Condition, asked: &LiteMap<QuestionRef, &[OptionId]>) -> bool {
    asked.get(&condition.on).is_some_and(|chosen| match &condition.test {
        Test::AnyOf(options) => options.iter().any(|option| chosen.contains(option)),
        Test::NoneOf(options) => !options.iter().any(|option| chosen.contains(option)),
    })
}

/// Drops every answer that the route no longer asks for: what a cut branch held is not kept (Q4).
///
/// A chosen option that has become hidden goes too; an answer left without a choice goes whole. Dropping can cut
/// further, so it repeats until nothing changes; each round drops at least one thing, so it ends.
#[must_use]
pub fn prune(definition: &Questionnaire, answers: &Answers) -> Answers {
    let mut kept = answers.clone();
    loop {
        let route = route(definition, &kept);
        let pruned = kept.0.iter().filter_map(|(key, answer)| {
            let mut answer = answer.clone();
            keep(definition, &route, key, &mut answer).then(|| (key.clone(), answer))
        });
        let pruned = Answers(step_map(pruned));
        if kept == pruned {
            return kept;
        }
        kept = pruned;
    }
}

fn keep(
    definition: &Questionnaire,
    route: &Route,
    key: &StepKey,
    answer: &mut crate::questionnaire::Answer,
) -> bool {
    use crate::questionnaire::Answer;
    match key {
        StepKey::Triage(subject) => definition.subject(subject).is_some(),
        StepKey::Sharing(subject) => route.open_subjects.contains(subject),
        StepKey::PrivateTalk => true,
        StepKey::Answer(at) => {
            if !route.contains(&Page::Question(at.clone())) {
                return false;
            }
            if let Answer::Choices(options) = answer {
                options.retain(|option| route.shows_option(at, option));
                return !options.is_empty();
            }
            true
        }
    }
}

/// What must still be answered before sending, in route order. A subject without a level is "not discussed", which
/// is allowed (Q12), as long as one has a level.
pub fn missing(definition: &Questionnaire, answers: &Answers) -> Vec<Page> {
    let route = route(definition, answers);
    let lacks = |page: &&Page| match page {
        Page::Triage => route.triage_is_empty(answers),
        Page::Question(at) => answers.get(&StepKey::Answer((*at).clone())).is_none(),
        Page::Sharing(subject) => answers.sharing(subject).is_none(),
        // Saying nothing here means "no": the question must never stand in the way of sending.
        Page::PrivateTalk | Page::Review => false,
    };
    route.pages.iter().filter(lacks).cloned().collect()
}

impl Question {
    /// The options that are shown on this route, in order.
    pub fn shown_options<'a>(
        &'a self,
        at: &'a QuestionRef,
        route: &'a Route,
    ) -> impl Iterator<Item = &'a crate::questionnaire::Choice> {
        self.options.iter().filter(move |option| route.shows_option(at, &option.id))
    }
}
