//! What of a part is kept, and what is wrong with it.

use super::{
    Contact, LINE_MAX_CHARS, MAX_LANGUAGES, MAX_SKILLS, MAX_STINTS, MAX_TASKS, More, Part, Skill, Spoken,
    Stint, TEXT_MAX_CHARS, Wish,
};
use crate::documents::is_hidden;
use crate::messages::{Email, Phone};

/// Years that anyone alive may write.
const YEARS: core::ops::RangeInclusive<u16> = 1930..=2100;

/// What is wrong with a part. The field can be told from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CvProblem {
    /// Not a number that one can call.
    Phone,
    Email,
    /// Something is said of what has no name.
    Title,
    From,
    To,
    /// It ends before it begins.
    Reversed,
    TooLong,
    TooMany,
}

/// The part as it is kept: spaces around texts gone, signs that cannot be seen gone, lines without words gone.
///
/// # Errors
/// Everything that is wrong with it, each once.
pub fn check_part(part: Part) -> Result<Part, Vec<CvProblem>> {
    let mut check = Check::default();
    let part = match part {
        Part::Contact(contact) => Part::Contact(check.contact(contact)),
        Part::Wish(Wish { job, code, about }) => {
            let (job, about) = (check.line(&job), check.text(&about));
            Part::Wish(Wish { code: check.code(code).filter(|_| !job.is_empty()), job, about })
        }
        Part::Jobs(stints) => Part::Jobs(check.stints(stints)),
        Part::Doings(stints) => Part::Doings(check.stints(stints)),
        Part::Training(stints) => Part::Training(check.stints(stints)),
        Part::Skills(skills) => {
            let skills = skills
                .into_iter()
                .map(|skill| Skill { text: check.line(&skill.text), code: check.code(skill.code) });
            let skills = skills.collect();
            Part::Skills(check.only_said(skills, MAX_SKILLS, |skill: &Skill| !skill.text.is_empty()))
        }
        Part::Languages(all) => {
            let all = all.into_iter().map(|spoken| {
                let language = check.line(&spoken.language);
                check.note(language.is_empty() && spoken.level.is_some(), CvProblem::Title);
                Spoken { language, ..spoken }
            });
            let all = all.collect();
            Part::Languages(
                check.only_said(all, MAX_LANGUAGES, |spoken: &Spoken| !spoken.language.is_empty()),
            )
        }
        Part::More(More { licence, car, other, interests }) => {
            Part::More(More { licence, car, other: check.line(&other), interests: check.text(&interests) })
        }
    };
    check.problems.sort_unstable();
    check.problems.dedup();
    if check.problems.is_empty() { Ok(part) } else { Err(check.problems) }
}

#[derive(Default)]
struct Check {
    problems: Vec<CvProblem>,
}

impl Check {
    fn note(&mut self, is_wrong: bool, problem: CvProblem) {
        if is_wrong {
            self.problems.push(problem);
        }
    }

    fn line(&mut self, text: &str) -> String {
        self.short(text, LINE_MAX_CHARS)
    }

    fn text(&mut self, text: &str) -> String {
        self.short(text, TEXT_MAX_CHARS)
    }

    fn short(&mut self, text: &str, max_chars: usize) -> String {
        let seen: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !is_hidden(*c))
            .collect();
        let text = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        self.note(text.chars().count() > max_chars, CvProblem::TooLong);
        text
    }

    /// A ROME code: a letter and four digits. Anything else is no code, and nothing is lost without it.
    fn code(&self, code: Option<String>) -> Option<String> {
        code.filter(|code| {
            let (letter, digits) = code.split_at_checked(1).unwrap_or_default();
            letter.bytes().all(|b| b.is_ascii_uppercase())
                && digits.len() == 4
                && digits.bytes().all(|b| b.is_ascii_digit())
        })
    }

    fn contact(&mut self, contact: Contact) -> Contact {
        let Contact { name, phone, email, town } = contact;
        let (phone, email) = (self.line(&phone), self.line(&email));
        self.note(!phone.is_empty() && phone.parse::<Phone>().is_err(), CvProblem::Phone);
        self.note(!email.is_empty() && email.parse::<Email>().is_err(), CvProblem::Email);
        Contact { name: self.line(&name), phone, email, town: self.line(&town) }
    }

    fn stints(&mut self, stints: Vec<Stint>) -> Vec<Stint> {
        let stints: Vec<Stint> = stints.into_iter().map(|stint| self.stint(stint)).collect();
        self.only_said(stints, MAX_STINTS, |stint| !stint.title.is_empty())
    }

    fn stint(&mut self, stint: Stint) -> Stint {
        let Stint { title, code, place, from, to, goes_on, tasks } = stint;
        let (title, place) = (self.line(&title), self.line(&place));
        let tasks = tasks.iter().map(|task| self.line(task)).collect();
        let tasks = self.only_said(tasks, MAX_TASKS, |task: &String| !task.is_empty());
        let to = to.filter(|_| !goes_on);
        let says_more = !place.is_empty() || from.is_some() || to.is_some() || !tasks.is_empty();
        self.note(title.is_empty() && says_more, CvProblem::Title);
        self.note(from.is_some_and(|year| !YEARS.contains(&year)), CvProblem::From);
        self.note(to.is_some_and(|year| !YEARS.contains(&year)), CvProblem::To);
        self.note(from.zip(to).is_some_and(|(from, to)| to < from), CvProblem::Reversed);
        Stint { code: self.code(code), title, place, from, to, goes_on, tasks }
    }

    fn only_said<T>(&mut self, mut items: Vec<T>, max: usize, is_said: impl Fn(&T) -> bool) -> Vec<T> {
        items.retain(is_said);
        self.note(items.len() > max, CvProblem::TooMany);
        items
    }
}
