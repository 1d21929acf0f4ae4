//! The papers of the default content, with a person who has answered and one who leaves.

use crate::reader::{Read, read};
use content::{Content, Lang};
use domain::ids::SubjectId;
use domain::questionnaire::{
    Answer, Answers, Kind, Level, Page, Question, Questionnaire, Role, Sharing, StepKey, route,
};
use domain::time::Date;
use paper::model::{Block, BoxShape, Document, Grid, GridRow, HeadingLevel, Tone};
use paper::{
    Copy, Everything, EverythingPart, HandIn, Labels, Recap, RecapContact, RecapPhase, RecapRow,
    answers_copy, everything, paper_form, print, recap,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

pub static CONTENT: LazyLock<Content> = LazyLock::new(|| {
    content::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/default")).unwrap()
});

pub fn questionnaire(language: &str) -> &'static Questionnaire {
    &CONTENT.questionnaires[&Lang::new(language).unwrap()]
}

/// Everything on the route answered, with a taste for the n-th option of each question.
pub fn answers(definition: &Questionnaire, n: usize) -> Answers {
    let mut answers = Answers::default();
    let levels = [Level::Hard, Level::Fine, Level::Blocked, Level::Unsaid];
    for (i, subject) in definition.subjects.iter().enumerate().skip(1 - n % 2) {
        answers.0.insert(StepKey::Triage(subject.id.clone()), Answer::Level(levels[(i + n) % 4]));
    }
    loop {
        let route = route(definition, &answers);
        let open = route.pages.into_iter().find_map(|page| match page {
            Page::Question(at) if answers.get(&StepKey::Answer(at.clone())).is_none() => Some(at),
            _ => None,
        });
        let Some(at) = open else { break };
        let answer = answer(definition.question(&at).unwrap(), n);
        answers.0.insert(StepKey::Answer(at), answer);
    }
    answers.0.insert(StepKey::PrivateTalk, answer(&definition.private_talk, n));
    let sharings = [Sharing::Referent, Sharing::Team, Sharing::Me];
    let opened: Vec<SubjectId> = route(definition, &answers).open_subjects;
    for (i, subject) in opened.into_iter().enumerate() {
        answers.0.insert(StepKey::Sharing(subject), Answer::Sharing(sharings[i % 3]));
    }
    answers
}

fn answer(question: &Question, n: usize) -> Answer {
    match &question.kind {
        Kind::Guided { entries, max } => Answer::Entries(
            entries.iter().skip(n).take(usize::from(*max)).map(|entry| entry.code.clone()).collect(),
        ),
        Kind::Date => Answer::Date(Date::new(2026, 12, 1).unwrap()),
        Kind::Text { .. } => Answer::Text("Je voudrais travailler près de chez moi.".to_owned()),
        Kind::One | Kind::Several => {
            let n_chosen = if question.kind == Kind::Several { 2 } else { 1 };
            let plain: Vec<_> = question.options.iter().filter(|option| option.role == Role::Plain).collect();
            let chosen = plain.iter().cycle().skip(n).filter(|option| option.when.is_empty()).take(n_chosen);
            let mut chosen: Vec<_> = chosen.map(|option| option.id.clone()).collect();
            chosen.dedup();
            Answer::Choices(chosen)
        }
    }
}

pub fn copy(language: &str) -> Document {
    let definition = questionnaire(language);
    let team = ["Karim Benali".to_owned()];
    let day = |date: Date| format!("{}/{}/{}", date.day(), date.month(), date.year());
    let copy = Copy {
        person: Some("Nadia Lefèvre"),
        sent_on: Some("12 novembre 2026"),
        referent: Some("Hélène Marchand"),
        team: &team,
        day: &day,
    };
    answers_copy(definition, &answers(definition, 0), &copy, Labels::shipped(language))
}

pub fn form(language: &str) -> Document {
    let place = ["Pôle d'insertion de Roubaix".to_owned(), "12 rue de l'Accueil, 59100 Roubaix".to_owned()];
    let hand_in = HandIn { place: &place, phone: Some("03 59 00 00 00") };
    paper_form(questionnaire(language), &hand_in, Labels::shipped(language))
}

pub fn leaving(language: &str) -> Document {
    let pathway = &CONTENT.pathways[&Lang::new(language).unwrap()];
    let row =
        |title: &str, state: &str| RecapRow { title: title.into(), state: state.into(), details: vec![] };
    let phases = pathway.phases.iter().map(|phase| RecapPhase {
        title: phase.title.clone(),
        when: "Mars 2025 - juin 2025".into(),
        steps: phase.steps.iter().map(|step| row(&step.title, "12 mars 2025")).collect(),
    });
    let actions = pathway.sheets.iter().take(5).map(|sheet| RecapRow {
        title: sheet.title.clone(),
        state: "Faite le 4 mai 2026".into(),
        details: vec![sheet.by.clone()],
    });
    let values = Recap {
        language: language.into(),
        person: Some("Nadia Lefèvre".into()),
        made_on: "21 novembre 2026".into(),
        phases: phases.collect(),
        objectives: vec![
            row("Passer le permis de conduire", "Atteint le 2 février 2026"),
            row("Trouver un emploi de cuisinière à moins de 30 minutes", "En cours"),
        ],
        actions: actions.collect(),
        hours: vec![row("8 h par semaine", "3 mars 2025")],
        documents: vec![row("CV du 3 avril 2026", "Vérifié, lisible")],
        contacts: vec![
            RecapContact {
                name: "Hélène Marchand".into(),
                role: "Ma référente : elle prépare le parcours avec moi.".into(),
                phone: Some("03 59 11 22 33".into()),
                place: Some("Pôle d'insertion de Roubaix".into()),
            },
            RecapContact {
                name: "Karim Benali".into(),
                role: "Conseiller France Travail".into(),
                phone: Some("03 59 44 55 66".into()),
                place: None,
            },
        ],
    };
    recap(&values, Labels::shipped(language))
}

pub fn all_of_it(language: &str) -> Document {
    let entry = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
    let contacts = EverythingPart {
        title: "parcours".into(),
        entries: vec![
            entry(&[("Ma référente", "Hélène Marchand"), ("Conseiller", "Karim Benali")]),
            entry(&[("Faite le", "4 mai 2026")]),
        ],
    };
    let values = Everything {
        language: language.into(),
        person: "Nadia Lefèvre".into(),
        made_on: "21 novembre 2026".into(),
        parts: vec![contacts, EverythingPart { title: "Rien".into(), entries: vec![] }],
    };
    everything(&values, Labels::shipped(language))
}

/// A paper in a language that is written from right to left, with a Latin name in it.
pub fn arabic() -> Document {
    let rows = ["التنقل", "السكن"].map(|text| GridRow {
        number: "1".into(),
        text: text.into(),
        note: "سؤال".into(),
    });
    let columns =
        [(Level::Fine, "بخير".into()), (Level::Hard, "صعب".into()), (Level::Blocked, "متوقف".into())];
    Document {
        language: "ar".into(),
        title: "أجوبتي".into(),
        foot: "Main Tendue".into(),
        page_label: "{page} / {pages}".into(),
        box_name: "مربع".into(),
        percent: 100,
        blocks: vec![
            Block::Mark("Main Tendue".into()),
            Block::Heading { level: HeadingLevel::Title, number: None, text: "أجوبتي".into() },
            Block::Paragraph(Tone::Lead, "هذه النسخة لك. المرشدة هي Hélène Marchand، وهي تساعدك.".into()),
            Block::Heading {
                level: HeadingLevel::Section,
                number: Some("1".into()),
                text: "هل لديك رخصة القيادة؟".into(),
            },
            Block::Inset(vec![Block::Options(BoxShape::Circle, vec!["نعم".into(), "لا".into()])]),
            Block::Grid(Grid {
                corner: "الموضوع".into(), columns: columns.to_vec(), rows: rows.to_vec()
            }),
            Block::WritingLines { label: Some("الاسم".into()), n_lines: 1 },
        ],
    }
}

/// Every paper in every language, with its name.
pub fn all() -> Vec<(String, Document)> {
    let mut all = Vec::new();
    for language in ["fr", "en"] {
        for (name, paper) in [
            ("copy", copy(language)),
            ("form", form(language)),
            ("recap", leaving(language)),
            ("everything", all_of_it(language)),
        ] {
            all.push((format!("{name}.{language}"), paper));
        }
    }
    all.push(("arabic.ar".to_owned(), arabic()));
    all
}

/// Every paper as a reader finds it; the files are left where one can look at them.
pub static PRINTED: LazyLock<BTreeMap<String, Read>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper");
    std::fs::create_dir_all(&folder).unwrap();
    let printed = all().into_iter().map(|(name, document)| {
        let start = Instant::now();
        let bytes = print(&document).unwrap();
        let ms = start.elapsed().as_millis();
        std::fs::write(folder.join(format!("{name}.pdf")), &bytes).unwrap();
        let read = read(&bytes);
        println!("{name}: {} pages, {} kB, {ms} ms", read.document.get_pages().len(), bytes.len() / 1000);
        (name, read)
    });
    printed.collect()
});
