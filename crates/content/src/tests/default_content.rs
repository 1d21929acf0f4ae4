use super::{Copy, default_dir};
use crate::{Content, Lang, load};
use domain::pathway::ActionStatus;
use domain::questionnaire::{Kind, Place, Role, Sensitivity};

fn default_content() -> Content {
    match load(&default_dir()) {
        Ok(content) => content,
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("the default content has problems:\n{}", lines.join("\n"));
        }
    }
}

fn lang(tag: &str) -> Lang {
    Lang::new(tag).unwrap()
}

#[test]
fn the_default_content_is_whole_in_both_languages() {
    let content = default_content();
    assert_eq!(content.pack.languages, [lang("fr"), lang("en")]);
    assert_eq!(content.pack.default_language, lang("fr"));
    for lang in &content.pack.languages {
        let questionnaire = &content.questionnaires[lang];
        assert_eq!(questionnaire.language, lang.as_str());
        assert_eq!(questionnaire.subjects.len(), 12);
        assert_eq!(questionnaire.subjects.iter().map(|subject| subject.questions.len()).sum::<usize>(), 44);
        assert_eq!(content.pathways[lang].sheets.len(), 41);
        assert_eq!(content.pathways[lang].phases.len(), 4);
        assert_eq!(content.pathways[lang].phases.iter().map(|phase| phase.steps.len()).sum::<usize>(), 18);
        assert_eq!(content.workshops[lang].kinds.len(), 9);
        assert_eq!(content.programmes[lang].themes.len(), 12);
        assert_eq!(content.forums[lang].visitors_per_day, 7000);
    }
    assert_eq!(content.statuses[&lang("en")].action[&ActionStatus::Stuck], "I am stuck");
    assert_eq!(content.statuses[&lang("fr")].to_choose, "À choisir");
    assert_eq!(content.codes.subjects.len(), 12);
    assert_eq!(content.codes.sheets.len(), 41);
    assert_eq!(content.credits.len(), 2);
}

#[test]
fn every_action_sheet_is_suggested_by_some_answer() {
    let content = default_content();
    let questionnaire = &content.questionnaires[&lang("fr")];
    let options = questionnaire.subjects.iter().flat_map(|s| &s.questions).flat_map(|q| &q.options);
    let suggested: Vec<_> = options.flat_map(|option| &option.sheets).collect();
    for sheet in &content.pathways[&lang("fr")].sheets {
        assert!(suggested.contains(&&sheet.id), "{} is never suggested", sheet.id);
    }
}

#[test]
fn languages_differ_in_words_and_in_nothing_else() {
    let content = default_content();
    let shape = |tag: &str| {
        let mut questionnaire = content.questionnaires[&lang(tag)].clone();
        for question in questionnaire.subjects.iter_mut().flat_map(|subject| &mut subject.questions) {
            question.text.clear();
            if let Kind::Guided { entries, .. } = &mut question.kind {
                entries.iter_mut().for_each(|entry| {
                    entry.label.clear();
                    entry.also.clear();
                });
            }
            question.options.iter_mut().for_each(|option| option.label.clear());
        }
        questionnaire.subjects.into_iter().map(|subject| (subject.id, subject.questions)).collect::<Vec<_>>()
    };
    assert_eq!(shape("fr"), shape("en"));
    assert_ne!(content.questionnaires[&lang("fr")].title, content.questionnaires[&lang("en")].title);
}

#[test]
fn what_is_delicate_stays_delicate() {
    let content = default_content();
    let questionnaire = &content.questionnaires[&lang("fr")];
    let question = |subject: &str, question: &str| {
        let subject = questionnaire.subjects.iter().find(|s| s.id.as_str() == subject).unwrap();
        subject.questions.iter().find(|q| q.id.as_str() == question).unwrap()
    };
    let option = |at: &str, name: &str, id: &str| {
        question(at, name).options.iter().find(|option| option.id.as_str() == id).unwrap().clone()
    };
    let health = questionnaire.subjects.iter().find(|subject| subject.id.as_str() == "sante").unwrap();
    assert_eq!(health.sensitivity, Sensitivity::Sensitive);
    assert!(health.health && health.notice.is_some());
    let unsafe_home = option("logement", "etat", "securite");
    assert!(unsafe_home.sensitive && unsafe_home.helplines);
    let expecting = option("enfants-proches", "charge", "bebe");
    assert!(expecting.sensitive && expecting.health && option("disponibilite", "raison", "sante").health);
    assert!(question("disponibilite", "raison").sensitive);
    assert_eq!(option("sante", "couverture", "unknown").sheets[0].as_str(), "mutuelle");
    let roles: Vec<Role> = questionnaire.private_talk.options.iter().map(|option| option.role).collect();
    assert_eq!(roles, [Role::Talk, Role::Plain]);
    assert!(questionnaire.helplines.iter().any(|line| line.phone == "3919"));
}

#[test]
fn the_jobs_are_found_under_other_words() {
    let content = default_content();
    let questionnaire = &content.questionnaires[&lang("fr")];
    let mut questions = questionnaire.subjects.iter().flat_map(|subject| &subject.questions);
    let entries = questions.find_map(|question| match &question.kind {
        Kind::Guided { entries, max: 3 } => Some(entries),
        _ => None,
    });
    let entries = entries.unwrap();
    assert!(entries.len() >= 90);
    let found =
        entries.iter().find(|entry| entry.also.iter().any(|word| word == "auxiliaire de vie")).unwrap();
    assert_eq!(found.code, "K1302");
}

#[test]
fn texts_in_one_language_may_stand_alone() {
    let copy = Copy::new();
    for file in ["forum.yaml", "workshops.yaml"] {
        assert!(copy.read(file).contains("fr:"));
    }
    copy.replace("pack.yaml", "languages: [fr, en]", "languages: [fr]");
    copy.replace("forum.yaml", &forum_ticket(&copy), "ticket: \"Votre billet.\"\n");
    let content = copy.load().unwrap();
    assert_eq!(content.forums[&lang("fr")].ticket, "Votre billet.");
    assert_eq!(content.questionnaires.len(), 1);
}

fn forum_ticket(copy: &Copy) -> String {
    let text = copy.read("forum.yaml");
    let from = text.find("ticket:\n").unwrap();
    let to = text[from..].find("#").unwrap() + from;
    text[from..to].to_owned()
}

#[test]
fn a_translation_may_be_begun_before_it_is_declared() {
    let copy = Copy::new();
    copy.replace(
        "questionnaire/mobilite.yaml",
        "{fr: \"Me déplacer\",",
        "{tr: \"Ulaşım\", fr: \"Me déplacer\",",
    );
    copy.load().unwrap();
}

#[test]
fn a_person_gets_the_nearest_declared_language() {
    let pack = default_content().pack;
    for (asked, given) in
        [("en", "en"), ("en-GB", "en"), ("EN", "en"), ("fr-CA", "fr"), ("tr", "fr"), ("", "fr")]
    {
        assert_eq!(pack.language_for(asked), &lang(given), "{asked}");
    }
}

#[test]
fn a_place_of_every_question_is_known() {
    let mut report = crate::problem::Report::default();
    let folder = crate::folder::read_folder(&default_dir(), None, &mut report).unwrap();
    let places = crate::places::Places::of(&folder);
    let content = default_content();
    for subject in &content.questionnaires[&lang("fr")].subjects {
        assert!(places.of_place(&Place::Subject(subject.id.clone())).is_some());
    }
    assert_eq!(places.questions.len(), 44);
}
