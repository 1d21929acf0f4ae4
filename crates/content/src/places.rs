//! Where each thing of the questionnaire is written, so that a problem of the rules gets its file and line.

use crate::folder::Folder;
use crate::problem::{At, Pos};
use crate::raw::{Condition, Question};
use crate::text::Id;
use domain::ids::{OptionId, QuestionId, SheetId, SubjectId};
use domain::questionnaire::{Place, QuestionRef};
use std::collections::BTreeMap;

/// Positions by name. A name written twice has two positions, in order.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub subjects: BTreeMap<SubjectId, Vec<Pos>>,
    /// The list of questions of a subject.
    pub question_lists: BTreeMap<SubjectId, Pos>,
    /// `health:` of a subject.
    pub health: BTreeMap<SubjectId, Pos>,
    pub questions: BTreeMap<QuestionRef, Vec<Pos>>,
    pub options: BTreeMap<(QuestionRef, OptionId), Vec<Pos>>,
    /// `question:` of a condition, by the place of the condition.
    pub conditions: BTreeMap<(Place, QuestionRef), Pos>,
    pub condition_options: BTreeMap<(Place, QuestionRef, OptionId), Pos>,
    pub sheets: BTreeMap<(Place, SheetId), Pos>,
    pub levels: Option<Pos>,
    pub sharing: Option<Pos>,
    pub private_talk: Option<Pos>,
}

impl Places {
    pub fn of(folder: &Folder) -> Self {
        let mut places = Self::default();
        let Some(questionnaire) = &folder.questionnaire else { return places };
        places.levels = Some(questionnaire.triage.levels.pos);
        places.sharing = Some(questionnaire.sharing.options.pos);
        places.private_talk = Some(questionnaire.private_talk.pos);
        for At { pos, value } in &questionnaire.subjects {
            let Ok(subject) = SubjectId::new(value.0.as_str()) else { continue };
            let known = places.subjects.entry(subject.clone()).or_default();
            known.push(*pos);
            if known.len() > 1 {
                continue;
            }
            if let Some((_, Some(file))) = folder.subjects.get(&value.0) {
                places.question_lists.insert(subject.clone(), file.questions.pos);
                places.health.extend(file.health.as_ref().map(|health| (subject.clone(), health.pos)));
                for question in &file.questions.value {
                    places.add_question(&subject, question);
                }
            }
        }
        places
    }

    fn add_question(&mut self, subject: &SubjectId, question: &Question) {
        let Ok(id) = QuestionId::new(question.id.value.0.as_str()) else { return };
        let here = QuestionRef { subject: subject.clone(), question: id };
        self.questions.entry(here.clone()).or_default().push(question.id.pos);
        self.add_conditions(&Place::Question(here.clone()), subject, question.when.as_deref());
        for option in question.options.iter().flatten() {
            self.add_option(
                &here,
                &option.id.value,
                option.id.pos,
                option.when.as_deref(),
                option.sheets.as_deref(),
            );
        }
        for shared in question.shared_options.iter().flatten().map(|shared| &shared.0) {
            let id = Id(shared.id.value.0.id().to_owned());
            self.add_option(&here, &id, shared.id.pos, shared.when.as_deref(), shared.sheets.as_deref());
        }
    }

    fn add_option(
        &mut self,
        here: &QuestionRef,
        id: &Id,
        pos: Pos,
        when: Option<&[Condition]>,
        sheets: Option<&[At<Id>]>,
    ) {
        let Ok(id) = OptionId::new(id.0.as_str()) else { return };
        self.options.entry((here.clone(), id.clone())).or_default().push(pos);
        let place = Place::Option(here.clone(), id);
        self.add_conditions(&place, &here.subject, when);
        for At { pos, value } in sheets.unwrap_or_default() {
            if let Ok(sheet) = SheetId::new(value.0.as_str()) {
                self.sheets.insert((place.clone(), sheet), *pos);
            }
        }
    }

    fn add_conditions(&mut self, place: &Place, subject: &SubjectId, conditions: Option<&[Condition]>) {
        for condition in conditions.unwrap_or_default() {
            let Some(on) = condition_target(condition, subject) else { continue };
            self.conditions.insert((place.clone(), on.clone()), condition.question.pos);
            let lists = [&condition.any_of, &condition.none_of];
            for At { pos, value } in lists.into_iter().flatten().flat_map(|list| &list.value) {
                if let Ok(option) = OptionId::new(value.0.as_str()) {
                    self.condition_options.insert((place.clone(), on.clone(), option), *pos);
                }
            }
        }
    }

    /// Where the thing itself is written.
    pub fn of_place(&self, place: &Place) -> Option<Pos> {
        let first = |found: Option<&Vec<Pos>>| found.and_then(|all| all.first()).copied();
        match place {
            Place::Whole => self.levels,
            Place::Subject(subject) => first(self.subjects.get(subject)),
            Place::Question(here) => first(self.questions.get(here)),
            Place::Option(here, option) => first(self.options.get(&(here.clone(), option.clone()))),
            Place::PrivateTalk => self.private_talk,
        }
    }
}

/// The question that a condition looks at, seen from a subject. `None` when its name could not be read.
pub(crate) fn condition_target(condition: &Condition, subject: &SubjectId) -> Option<QuestionRef> {
    let path = &condition.question.value;
    let subject = match &path.subject {
        Some(named) => SubjectId::new(named.0.as_str()).ok()?,
        None => subject.clone(),
    };
    Some(QuestionRef { subject, question: QuestionId::new(path.question.0.as_str()).ok()? })
}
