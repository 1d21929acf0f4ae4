//! The queue as text, to be kept on the person's own device: a line for each thing, its parts between tabs.
//!
//! Not derived JSON: this is read and written by a hundred lines that the phone downloads, and an answer's own JSON is the
//! only part that needs a parser; it holds neither tabs nor line ends.

use super::{Outbox, Queue, Submit, Unsent, put};
use crate::drafts::elsewhere::{Conflict, LeftOver, Removed};
use contract::questionnaire::DraftAnswer;
use domain::ids::PersonId;
use domain::questionnaire::{Answer, StepKey};

/// Changes when a line changes its meaning; a record of another form is not read.
const FORM: &str = "1";

impl Queue {
    /// Everything that must outlive the page. Refusals do not: the server's draft shows what was not taken.
    pub fn to_record(&self) -> String {
        let mut record = Record(String::new());
        record.line(&["form", FORM]);
        if let Some(owner) = &self.owner {
            record.line(&["owner", owner.as_str()]);
        }
        record.line(&["draft", &self.draft, &self.questionnaire_version, &self.revision.to_string()]);
        for (word, answers) in [("kept", &self.known), ("ours", &self.ours)] {
            for (step, kept) in answers {
                record.line(&[word, &step.to_string(), &kept.version.to_string(), &json(&kept.answer)]);
            }
        }
        for unsent in &self.waiting {
            let Unsent { step, answer, questionnaire_version, key, if_match } = unsent;
            let if_match = if_match.as_deref().unwrap_or_default();
            record.line(&["unsent", &step.to_string(), questionnaire_version, key, if_match, &json(answer)]);
        }
        for Conflict { step, mine, theirs, questionnaire_version } in &self.conflicts {
            record.line(&["two", &step.to_string(), questionnaire_version, &json(mine), &json(theirs)]);
        }
        for LeftOver { step, answer, questionnaire_version, is_sent } in &self.left_over {
            let answer = json(&Some(answer.clone()));
            record.line(&["left", &step.to_string(), questionnaire_version, yes(*is_sent), &answer]);
        }
        for Removed { step, answer, questionnaire_version } in &self.removed {
            record.line(&["gone", &step.to_string(), questionnaire_version, &json(&Some(answer.clone()))]);
        }
        if let Outbox::Asked(Submit { key, language, is_shared, is_retake, if_match }) = &self.outbox {
            let if_match = if_match.as_deref().unwrap_or_default();
            record.line(&["submit", key, language, yes(*is_shared), yes(*is_retake), if_match]);
        }
        record.0
    }

    /// The queue that a record describes: nobody is signed in, nothing is on its way. `None` when it is no such record.
    /// `read` reads an answer's JSON.
    pub fn from_record(record: &str, read: impl Fn(&str) -> Option<Option<Answer>>) -> Option<Self> {
        let mut queue = Self::default();
        let mut lines = record.lines();
        if lines.next()?.split_once('\t')? != ("form", FORM) {
            return None;
        }
        for line in lines {
            queue.take_line(line, &read)?;
        }
        Some(queue)
    }

    fn take_line(&mut self, line: &str, read: &impl Fn(&str) -> Option<Option<Answer>>) -> Option<()> {
        let parts: Vec<&str> = line.split('\t').collect();
        let step = |text: &str| text.parse::<StepKey>().ok();
        match *parts.as_slice() {
            ["owner", id] => self.owner = Some(PersonId::new(id).ok()?),
            ["draft", id, version, revision] => {
                id.clone_into(&mut self.draft);
                version.clone_into(&mut self.questionnaire_version);
                self.revision = revision.parse().ok()?;
            }
            [word @ ("kept" | "ours"), of, version, answer] => {
                let kept = DraftAnswer { answer: read(answer)?, version: version.parse().ok()? };
                put(if word == "kept" { &mut self.known } else { &mut self.ours }, step(of)?, kept);
            }
            ["unsent", of, version, key, if_match, answer] => self.waiting.push(Unsent {
                step: step(of)?,
                answer: read(answer)?,
                questionnaire_version: version.to_owned(),
                key: key.to_owned(),
                if_match: given(if_match),
            }),
            ["two", of, version, mine, theirs] => self.conflicts.push(Conflict {
                step: step(of)?,
                mine: read(mine)?,
                theirs: read(theirs)?,
                questionnaire_version: version.to_owned(),
            }),
            ["left", of, version, is_sent, answer] => self.left_over.push(LeftOver {
                step: step(of)?,
                answer: read(answer)??,
                questionnaire_version: version.to_owned(),
                is_sent: is_sent == YES,
            }),
            ["gone", of, version, answer] => self.removed.push(Removed {
                step: step(of)?,
                answer: read(answer)??,
                questionnaire_version: version.to_owned(),
            }),
            ["submit", key, language, is_shared, is_retake, if_match] => {
                self.outbox = Outbox::Asked(Submit {
                    key: key.to_owned(),
                    language: language.to_owned(),
                    is_shared: is_shared == YES,
                    is_retake: is_retake == YES,
                    if_match: given(if_match),
                });
            }
            _ => return None,
        }
        Some(())
    }
}

/// An empty part stands for nothing.
fn given(part: &str) -> Option<String> {
    (!part.is_empty()).then(|| part.to_owned())
}

const YES: &str = "yes";

const fn yes(is_so: bool) -> &'static str {
    if is_so { YES } else { "no" }
}

fn json(answer: &Option<Answer>) -> String {
    serde_json::to_string(answer).expect("BUG: an answer is plain data")
}

struct Record(String);

impl Record {
    fn line(&mut self, parts: &[&str]) {
        for (i, part) in parts.iter().enumerate() {
            self.0.push_str(if i == 0 { "" } else { "\t" });
            self.0.push_str(part);
        }
        self.0.push('\n');
    }
}
