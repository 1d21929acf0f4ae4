//! What questions are called in a form: XLSForm wants one name for each in the whole form.

use super::{questions, subjects};
use crate::import::Base;
use crate::refusal::Refusal;
use content::Node;
use std::collections::BTreeMap;

struct Named {
    name: String,
    is_one: bool,
}

/// By subject and id.
pub(crate) struct Names(BTreeMap<(String, String), Named>);

/// What begins with it is of the frame.
const OWN: &str = "mt";

impl Names {
    /// A question keeps its id when no other thing has it, and takes its subject before it otherwise.
    ///
    /// # Errors
    /// Subjects whose name XLSForm has no place for.
    pub fn of(base: &Base<'_>) -> Result<Self, Vec<Refusal>> {
        let begins_well = |id: &str| id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let refused: Vec<Refusal> = subjects(base)
            .filter(|(id, _)| !begins_well(id) || *id == OWN)
            .map(|(id, _)| Refusal {
                place: format!("{}/questionnaire/{id}.yaml", base.dir.display()),
                message: format!("A form cannot have a group called `{id}`. Give the subject a name that begins with a letter."),
            })
            .collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        let all = || {
            subjects(base)
                .flat_map(|(subject, tree)| questions(tree).iter().map(move |question| (subject, question)))
        };
        let mut n_uses: BTreeMap<&str, usize> = BTreeMap::new();
        for id in subjects(base).map(|(id, _)| id).chain(all().map(|(_, question)| id_of(question))) {
            *n_uses.entry(id).or_default() += 1;
        }
        let name = |subject: &str, id: &str| match n_uses.get(id) {
            Some(1) if begins_well(id) && !subjects(base).any(|(subject, _)| subject == id) => id.to_owned(),
            _ => format!("{subject}.{id}"),
        };
        let named = all().map(|(subject, question)| {
            let id = id_of(question);
            let is_one = question.get("kind").is_some_and(|kind| kind.as_text() == "one");
            ((subject.to_owned(), id.to_owned()), Named { name: name(subject, id), is_one })
        });
        Ok(Self(named.collect()))
    }

    pub fn name(&self, subject: &str, id: &str) -> &str {
        self.0.get(&(subject.to_owned(), id.to_owned())).map_or("", |named| &named.name)
    }

    /// The question of a condition (`question` or `subject.question`): its name, and whether it has exactly one answer.
    pub fn of_path(&self, path: &str, subject: &str) -> (&str, bool) {
        let (subject, id) = path.split_once('.').unwrap_or((subject, path));
        self.0
            .get(&(subject.to_owned(), id.to_owned()))
            .map_or(("", false), |named| (named.name.as_str(), named.is_one))
    }
}

pub(crate) fn id_of(question: &Node) -> &str {
    question.get("id").map_or("", Node::as_text)
}
