//! The names of questions in a form, and the questions that expressions mean by them.

use super::survey::{AskedKind, LEVEL, Survey};
use crate::expression::conditions::Target;
use content::suggest;

struct Known {
    /// As the sheet has it.
    name: String,
    subject: String,
    /// In its subject.
    id: String,
    is_one: bool,
    is_always_asked: bool,
}

/// Every question of the subjects.
pub(crate) struct Names {
    known: Vec<Known>,
    lost: Vec<String>,
}

/// The name of a question in its subject: `mobilite.permis` is `permis` in `mobilite`.
pub(crate) fn id_in<'a>(name: &'a str, subject: &str) -> &'a str {
    name.strip_prefix(subject).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name)
}

impl Names {
    pub fn of(survey: &Survey) -> Self {
        let mut known = Vec::new();
        for group in &survey.subjects {
            for asked in &group.questions {
                known.push(Known {
                    name: asked.name.text.clone(),
                    subject: group.name.text.clone(),
                    id: id_in(&asked.name.text, &group.name.text).to_owned(),
                    is_one: matches!(asked.kind, AskedKind::SelectOne(_)) && !asked.row.has("mt_lexicon"),
                    is_always_asked: !asked.row.has("relevant"),
                });
            }
        }
        Self { known, lost: survey.lost.clone() }
    }

    /// The question that an expression in `subject` means by `name`.
    ///
    /// # Errors
    /// What to do when there is none, or more than one; nothing when its row is refused already.
    pub fn find(&self, name: &str, subject: &str) -> Result<Target, String> {
        if name.starts_with(LEVEL) {
            return Err(
                "A level opens a whole subject, and no single question. Ask for an answer.".to_owned()
            );
        }
        if self.lost.iter().any(|lost| lost == name) {
            return Err(String::new());
        }
        let in_subject = self
            .known
            .iter()
            .find(|known| known.subject == subject && (known.name == name || known.id == name));
        let same: Vec<&Known> = self.known.iter().filter(|known| known.name == name).collect();
        let found = match (in_subject, same.as_slice()) {
            (Some(known), _) => known,
            (None, [known]) => *known,
            (None, []) => {
                let full = self.known.iter().find(|known| format!("{}.{}", known.subject, known.id) == name);
                full.ok_or_else(|| {
                    let names = self.known.iter().map(|known| known.name.as_str());
                    format!("There is no question `{name}`. {}", suggest(name, names))
                })?
            }
            (None, [first, ..]) => {
                return Err(format!(
                    "Several questions are called `{name}`. Write the subject before it, as in `{}.{name}`.",
                    first.subject
                ));
            }
        };
        Ok(Target {
            key: (found.subject.clone(), found.id.clone()),
            is_one: found.is_one,
            is_always_asked: found.is_always_asked && found.subject == subject,
        })
    }
}
