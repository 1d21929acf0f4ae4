//! questionnaire.yaml, the subjects and the lexicons.

use crate::build::Build;
use crate::folder::Folder;
use crate::model::{Codes, SubjectCodes};
use crate::places::condition_target;
use crate::problem::{At, suggest};
use crate::raw;
use crate::read::Number;
use crate::text::{Id, Plain, report_repeated};
use crate::vocabulary::KindWord;
use domain::ids::{OptionId, QuestionId, SheetId, SubjectId};
use domain::questionnaire as rules;
use domain::questionnaire::{Choice, Condition, Entry, Kind, Question, Questionnaire, Role, Subject, Test};
use std::collections::BTreeMap;

/// The questionnaire in one language. A subject or question whose name could not be read is left out.
pub(crate) fn build_questionnaire(
    file: &raw::QuestionnaireFile,
    folder: &Folder,
    build: &mut Build<'_>,
) -> Questionnaire {
    report_missing_subjects(file, folder, build);
    let levels = file.triage.levels.value.iter();
    let sharing = file.sharing.options.value.iter();
    Questionnaire {
        version: file.version.0.clone(),
        language: build.lang.to_string(),
        title: build.text(&file.title),
        welcome: build.texts(&file.welcome),
        triage_question: build.text(&file.triage.question),
        levels: levels
            .map(|level| rules::LevelText { level: level.level.value.0, label: build.text(&level.label) })
            .collect(),
        sharing_question: build.text(&file.sharing.question),
        sharing_options: sharing
            .map(|way| rules::SharingText { sharing: way.sharing.value.0, label: build.text(&way.label) })
            .collect(),
        private_talk: private_talk(file, build),
        helplines: file
            .helplines
            .iter()
            .map(|line| rules::Helpline {
                name: build.text(&line.name),
                phone: line.phone.0.clone(),
                text: build.text(&line.text),
            })
            .collect(),
        subjects: file.subjects.iter().filter_map(|id| subject(&id.value, file, folder, build)).collect(),
    }
}

/// The list of subjects and the files of subjects must agree.
fn report_missing_subjects(file: &raw::QuestionnaireFile, folder: &Folder, build: &mut Build<'_>) {
    let listed = || file.subjects.iter().map(|id| id.value.0.as_str());
    for At { pos, value } in &file.subjects {
        if value.is_sound() && !folder.subjects.contains_key(&value.0) {
            let message = format!(
                "There is no file questionnaire/{0}.yaml. Create it, or remove `{0}` from this list.",
                value.0
            );
            build.report.is_blind = true;
            build.report.add(*pos, message);
        }
    }
    for (name, (pos, _)) in &folder.subjects {
        if !listed().any(|id| id == name) {
            let message = format!(
                "The subject `{name}` is not in the list `subjects` of questionnaire.yaml. Add it there, or remove \
                 this file."
            );
            build.report.add(*pos, message);
        }
    }
}

fn private_talk(file: &raw::QuestionnaireFile, build: &mut Build<'_>) -> Question {
    let talk = &file.private_talk.value;
    report_repeated("option", talk.options.iter().map(|option| &option.id), build.report);
    let choice = |option: &raw::PrivateOption| {
        let id = OptionId::new(option.id.value.0.as_str()).ok()?;
        let role = option.role.map_or(Role::Plain, |role| role.0);
        let label = build.text(&option.label);
        Some(Choice { role, helplines: option.helplines.unwrap_or_default(), ..plain_choice(id, label) })
    };
    let options = talk.options.iter().filter_map(choice).collect();
    Question {
        id: QuestionId::new("private-talk").expect("BUG: a constant identifier is sound"),
        text: build.text(&talk.question),
        hint: build.optional(talk.hint.as_ref()),
        kind: Kind::One,
        when: Vec::new(),
        sensitive: true,
        options,
    }
}

fn plain_choice(id: OptionId, label: String) -> Choice {
    Choice {
        id,
        label,
        role: Role::Plain,
        exclusive: false,
        sensitive: false,
        health: false,
        helplines: false,
        when: Vec::new(),
        sheets: Vec::new(),
    }
}

fn subject(
    id: &Id,
    file: &raw::QuestionnaireFile,
    folder: &Folder,
    build: &mut Build<'_>,
) -> Option<Subject> {
    let id = SubjectId::new(id.0.as_str()).ok()?;
    let subject = folder.subjects.get(id.as_str())?.1.as_ref()?;
    let mut build_one = |raw: &raw::Question| question(raw, &id, file, folder, build);
    let questions = subject.questions.value.iter().filter_map(&mut build_one).collect();
    Some(Subject {
        title: build.text(&subject.title),
        icon: subject.icon.0.0.to_owned(),
        sensitivity: subject.sensitivity.0,
        health: subject.health.as_ref().is_some_and(|health| health.value),
        notice: build.optional(subject.notice.as_ref()),
        questions,
        id,
    })
}

fn question(
    raw: &raw::Question,
    subject: &SubjectId,
    file: &raw::QuestionnaireFile,
    folder: &Folder,
    build: &mut Build<'_>,
) -> Option<Question> {
    let id = QuestionId::new(raw.id.value.0.as_str()).ok()?;
    let mut options = Vec::new();
    for option in raw.options.iter().flatten() {
        let label = build.text(&option.label);
        let Ok(id) = OptionId::new(option.id.value.0.as_str()) else { continue };
        options.push(Choice {
            exclusive: option.exclusive.unwrap_or_default(),
            sensitive: option.sensitive.unwrap_or_default(),
            health: option.health.unwrap_or_default(),
            helplines: option.helplines.unwrap_or_default(),
            when: conditions(option.when.as_deref(), subject, build),
            sheets: sheets(option.sheets.as_deref()),
            ..plain_choice(id, label)
        });
    }
    for shared in raw.shared_options.iter().flatten().map(|shared| &shared.0) {
        let word = shared.id.value.0;
        let texts = &file.shared_options;
        let label = match word.role() {
            Role::Unknown => &texts.unknown,
            Role::Skip => &texts.skip,
            Role::Talk | Role::Plain => &texts.talk,
        };
        let id = OptionId::new(word.id()).expect("BUG: a constant identifier is sound");
        options.push(Choice {
            role: word.role(),
            when: conditions(shared.when.as_deref(), subject, build),
            sheets: sheets(shared.sheets.as_deref()),
            ..plain_choice(id, build.text(label))
        });
    }
    Some(Question {
        id,
        text: build.text(&raw.text),
        hint: build.optional(raw.hint.as_ref()),
        kind: kind(raw, folder, build),
        when: conditions(raw.when.as_deref(), subject, build),
        sensitive: raw.sensitive.unwrap_or_default(),
        options,
    })
}

fn sheets(ids: Option<&[At<Id>]>) -> Vec<SheetId> {
    ids.unwrap_or_default().iter().filter_map(|id| SheetId::new(id.value.0.as_str()).ok()).collect()
}

/// The kind with its settings; a setting that the kind lacks or does not take is reported.
fn kind(raw: &raw::Question, folder: &Folder, build: &mut Build<'_>) -> Kind {
    let word = raw.kind.value.0;
    let settings = [
        ("lexicon", raw.lexicon.as_ref().map(|at| at.pos), word == KindWord::Guided),
        ("max", raw.max.as_ref().map(|at| at.pos), word == KindWord::Guided),
        ("max_chars", raw.max_chars.as_ref().map(|at| at.pos), word == KindWord::Text),
    ];
    for (name, written_at, is_taken) in settings {
        match written_at {
            Some(pos) if !is_taken && word != KindWord::Lost => {
                let kind = if name == "max_chars" { "text" } else { "guided" };
                build.report.add(pos, format!("`{name}` only goes with the kind `{kind}`. Remove it."));
            }
            None if is_taken => {
                build.report.add(raw.kind.pos, format!("This kind of question needs `{name}`. Add it."));
            }
            _ => {}
        }
    }
    match word {
        KindWord::One => Kind::One,
        KindWord::Several => Kind::Several,
        // Of the kinds, the one that no rule finds fault with.
        KindWord::Date | KindWord::Lost => Kind::Date,
        KindWord::Guided => Kind::Guided {
            max: raw.max.as_ref().map_or(1, |max| u8::try_from(max.value.0).unwrap_or(u8::MAX)),
            entries: raw.lexicon.as_ref().map_or_else(Vec::new, |name| entries(name, folder, build)),
        },
        KindWord::Text => {
            let Number(max_chars) = raw.max_chars.as_ref().map_or(Number(1), |max| max.value);
            Kind::Text { max_chars }
        }
    }
}

fn entries(name: &At<Id>, folder: &Folder, build: &mut Build<'_>) -> Vec<Entry> {
    let Some(lexicon) = folder.lexicons.get(&name.value.0) else {
        if name.value.is_sound() {
            let hint = suggest(&name.value.0, folder.lexicons.keys().map(String::as_str));
            let message = format!("There is no file lexicon/{}.yaml. {hint}", name.value.0);
            build.report.add(name.pos, message);
        }
        return Vec::new();
    };
    let mut entries = Vec::new();
    let mut codes: Vec<&Plain> = Vec::new();
    for entry in lexicon.iter().flat_map(|lexicon| &lexicon.entries) {
        let At { pos, value: code } = &entry.code;
        if codes.contains(&code) {
            build
                .report
                .add(*pos, format!("The code `{}` is there twice. Remove one of the entries.", code.0));
            continue;
        }
        codes.push(code);
        let also = entry.also.as_ref().map_or_else(Vec::new, |words| words.get(build.lang, build.default));
        entries.push(Entry { code: code.0.clone(), label: build.text(&entry.label), also });
    }
    entries
}

fn conditions(raw: Option<&[raw::Condition]>, subject: &SubjectId, build: &mut Build<'_>) -> Vec<Condition> {
    let mut built = Vec::new();
    for condition in raw.unwrap_or_default() {
        let (list, test): (_, fn(Vec<OptionId>) -> Test) = match (&condition.any_of, &condition.none_of) {
            (Some(list), None) => (list, Test::AnyOf),
            (None, Some(list)) => (list, Test::NoneOf),
            _ => {
                let message =
                    "A condition has exactly one of `any_of` and `none_of`. Keep the one that you mean.";
                build.report.add(condition.question.pos, message);
                continue;
            }
        };
        if list.value.is_empty() {
            build.report.add(list.pos, "This condition names no option. Name at least one.");
        }
        let Some(on) = condition_target(condition, subject) else { continue };
        let options = list.value.iter().filter_map(|id| OptionId::new(id.value.0.as_str()).ok()).collect();
        built.push(Condition { on, test: test(options) });
    }
    built
}

/// Codes of other systems, from the questionnaire and the action sheets.
pub(crate) fn read_codes(file: &raw::QuestionnaireFile, folder: &Folder) -> Codes {
    let level = |level: &raw::Level| Some((level.level.value.0, level.france_travail.as_ref()?.0.clone()));
    let mut subjects = BTreeMap::new();
    for (name, (_, subject)) in &folder.subjects {
        let (Ok(id), Some(subject)) = (SubjectId::new(name.as_str()), subject) else { continue };
        let codes = SubjectCodes {
            france_travail: subject.france_travail.as_ref().map(|code| code.0.clone()),
            data_inclusion: subject.data_inclusion.iter().flatten().map(|code| code.0.clone()).collect(),
        };
        subjects.insert(id, codes);
    }
    let sheet = |sheet: &raw::Sheet| {
        let id = SheetId::new(sheet.id.value.0.as_str()).ok()?;
        Some((id, sheet.data_inclusion.as_ref()?.0.clone()))
    };
    Codes {
        levels: file.triage.levels.value.iter().filter_map(level).collect(),
        subjects,
        sheets: folder.sheets.iter().flat_map(|file| &file.sheets).filter_map(sheet).collect(),
    }
}
