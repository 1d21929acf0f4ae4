//! A made CV: what a recruiter's program reads, in order, on one page where it can be.

use crate::reader::{plain, read};
use domain::cv::{
    Contact, Cv, LINE_MAX_CHARS, MAX_SKILLS, MAX_STINTS, More, Skill, Spoken, SpokenLevel, Stint,
    TEXT_MAX_CHARS, Wish,
};
use paper::{CvLabels, cv, on_one_page, print};
use std::sync::Arc;

fn stint(title: &str, place: &str, from: u16, to: Option<u16>, tasks: &[&str]) -> Stint {
    Stint {
        title: title.to_owned(),
        code: None,
        place: place.to_owned(),
        from: Some(from),
        to,
        goes_on: to.is_none(),
        tasks: tasks.iter().map(|task| (*task).to_owned()).collect(),
    }
}

fn skills(texts: &[&str]) -> Vec<Skill> {
    texts.iter().map(|text| Skill { text: (*text).to_owned(), code: None }).collect()
}

fn contact() -> Contact {
    Contact {
        name: "Nadia Lefèvre".to_owned(),
        phone: "06 12 34 56 78".to_owned(),
        email: "nadia@exemple.fr".to_owned(),
        town: "Roubaix".to_owned(),
    }
}

pub fn full() -> Cv {
    Cv {
        contact: contact(),
        wish: Wish {
            job: "Employée de cuisine".to_owned(),
            code: None,
            about: "Ponctuelle et habituée au travail en équipe, je cherche un poste en cuisine collective."
                .to_owned(),
        },
        jobs: vec![
            stint(
                "Plongeuse",
                "Brasserie du Parc, Lille",
                2015,
                Some(2017),
                &["Laver la vaisselle et la batterie"],
            ),
            stint(
                "Aide de cuisine",
                "Cantine Jean Macé, Roubaix",
                2019,
                Some(2023),
                &["Préparer 120 repas par jour", "Nettoyer la cuisine"],
            ),
        ],
        doings: vec![stint("Bénévole", "Restos du Cœur", 2023, None, &["Préparer des colis"])],
        skills: skills(&["Cuisiner pour un groupe", "Tenir une caisse"]),
        training: vec![stint("CAP Cuisine", "Lycée Savary, Wattrelos", 2014, Some(2014), &[])],
        languages: vec![
            Spoken { language: "Arabe".to_owned(), level: Some(SpokenLevel::Own) },
            Spoken { language: "Anglais".to_owned(), level: None },
        ],
        more: More { licence: true, car: false, other: String::new(), interests: "La couture".to_owned() },
    }
}

/// Someone who never had a job.
pub fn without_a_job() -> Cv {
    Cv {
        contact: Contact { email: String::new(), ..contact() },
        doings: vec![stint("J'élève mes enfants", "", 2012, None, &["Organiser les repas"])],
        skills: skills(&["Garder des enfants", "Coudre"]),
        ..Cv::default()
    }
}

/// As much as it can hold.
pub fn longest() -> Cv {
    let line = |n: usize| {
        "Responsable de la restauration ".repeat(3).chars().take(LINE_MAX_CHARS - 1).collect::<String>()
            + &n.to_string()
    };
    let text = "Je travaille bien en équipe. ".repeat(9).chars().take(TEXT_MAX_CHARS).collect::<String>();
    let stints = |n: usize| {
        let tasks = [line(7), line(8), line(9)];
        (0..n)
            .map(|at| Stint { tasks: tasks.to_vec(), ..stint(&line(at), &line(at), 2001, Some(2002), &[]) })
            .collect()
    };
    Cv {
        jobs: stints(MAX_STINTS),
        doings: stints(MAX_STINTS),
        training: stints(MAX_STINTS),
        skills: (0..MAX_SKILLS).map(|n| Skill { text: line(n), code: None }).collect(),
        wish: Wish { job: line(0), code: None, about: text.trim().to_owned() },
        ..full()
    }
}

fn made(name: &str, of: &Cv) -> Vec<u8> {
    made_with(name, of, None)
}

fn made_with(name: &str, of: &Cv, photo: Option<Arc<[u8]>>) -> Vec<u8> {
    let bytes = print(&on_one_page(cv(of, photo, CvLabels::shipped()))).unwrap();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("cv-{name}.pdf")), &bytes).unwrap();
    bytes
}

const IN_ORDER: [&str; 24] = [
    "Nadia Lefèvre",
    "Employée de cuisine",
    "Roubaix · 06 12 34 56 78 · nadia@exemple.fr",
    "Ponctuelle et habituée",
    "Compétences",
    "Cuisiner pour un groupe",
    "Tenir une caisse",
    "Expérience professionnelle",
    "Aide de cuisine",
    "Cantine Jean Macé, Roubaix · 2019 - 2023",
    "Préparer 120 repas par jour",
    "Plongeuse",
    "Brasserie du Parc, Lille · 2015 - 2017",
    "Autres expériences",
    "Bénévole",
    "Restos du Cœur · Depuis 2023",
    "Formation",
    "CAP Cuisine",
    "Lycée Savary, Wattrelos · 2014",
    "Langues",
    "Arabe : langue maternelle",
    "Anglais",
    "Permis B",
    "La couture",
];

fn assert_in_order(text: &str) {
    let text = plain(text);
    let mut rest = text.as_str();
    for wanted in IN_ORDER {
        let at = rest.find(&plain(wanted)).unwrap_or_else(|| panic!("{wanted:?} is not next in\n{rest}"));
        rest = &rest[at + wanted.len()..];
    }
}

#[test]
fn a_screen_reader_hears_it_from_top_to_bottom_and_all_of_it() {
    let read = read(&made("full", &full()));
    assert_eq!(read.document.get_pages().len(), 1);
    assert!(read.unheard.is_empty());
    assert_in_order(&read.text());
    let headings: Vec<_> =
        read.leaves.iter().filter(|leaf| leaf.path.contains("/H")).map(|leaf| leaf.path.as_str()).collect();
    assert_eq!(headings[..4], ["Document/H1", "Document/H2", "Document/H2", "Document/H3"]);
    assert!(
        read.artifacts.iter().all(|text| text.trim().is_empty()),
        "nothing says where it was made: {:?}",
        read.artifacts
    );
}

/// What is drawn is drawn in the order of reading, so that a program that knows nothing of tags reads it so too.
#[test]
fn pdftotext_reads_it_in_order() {
    made("order", &full());
    made_with("order-with-photo", &full(), Some(photo()));
    for name in ["cv-order.pdf", "cv-order-with-photo.pdf"] {
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper").join(name);
        for mode in [&["-raw"][..], &["-layout"], &[]] {
            let output = std::process::Command::new("pdftotext").args(mode).arg(&file).arg("-").output();
            let output = output.expect("pdftotext is missing: scripts/setup.sh installs it (poppler-utils)");
            assert!(output.status.success());
            assert_in_order(&String::from_utf8(output.stdout).unwrap());
        }
    }
}

fn photo() -> Arc<[u8]> {
    include_bytes!("photo.jpg").as_slice().into()
}

#[test]
fn a_photo_stands_beside_the_name_and_is_told_after_it() {
    let read = read(&made_with("photo", &full(), Some(photo())));
    assert_eq!(read.document.get_pages().len(), 1);
    assert!(read.unheard.is_empty());
    assert_in_order(&read.text());
    let figures: Vec<_> = read.leaves.iter().filter(|leaf| leaf.path.ends_with("Figure")).collect();
    assert_eq!((figures.len(), figures[0].text.as_str()), (1, "Photo de Nadia Lefèvre"));
    let at = read.leaves.iter().position(|leaf| leaf == figures[0]).unwrap();
    assert!(read.leaves[..at].iter().any(|leaf| leaf.text.starts_with("Ponctuelle")));
    // The file goes in as it is: what stands on the page is what was kept.
    let is_it = |object: &lopdf::Object| object.as_stream().is_ok_and(|stream| *stream.content == *photo());
    assert!(read.document.objects.values().any(is_it));
}

#[test]
fn of_the_longest_with_a_photo_nothing_is_lost_either() {
    let read = read(&made_with("longest-with-photo", &longest(), Some(photo())));
    assert!(read.unheard.is_empty() && read.text().contains("Je travaille bien"));
}

#[test]
fn what_is_no_photo_is_not_printed() {
    let broken: Arc<[u8]> = Arc::from(*b"\xff\xd8\xff nothing");
    assert!(print(&cv(&full(), Some(broken), CvLabels::shipped())).is_err());
}

#[test]
fn someone_without_a_job_has_a_cv_without_empty_headings() {
    let read = read(&made("without-a-job", &without_a_job()));
    let text = read.text();
    for heading in ["Expérience professionnelle", "Formation", "Langues", "Permis"] {
        assert!(!text.contains(heading), "{heading} has nothing under it");
    }
    assert!(text.contains("Autres expériences") && text.contains("Depuis 2012"));
    assert_eq!(read.document.get_pages().len(), 1);
}

#[test]
fn the_longest_loses_nothing() {
    let read = read(&made("longest", &longest()));
    let n_pages = read.document.get_pages().len();
    assert!((2..=5).contains(&n_pages), "{n_pages} pages");
    assert!(read.unheard.is_empty());
    let text = plain(&read.text());
    for line in longest().skills.iter().map(|skill| &skill.text) {
        assert!(text.contains(&plain(line)), "{line}");
    }
    assert_eq!(text.matches("2001 - 2002").count(), 3 * MAX_STINTS);
}

#[test]
fn a_cv_is_as_large_as_one_page_lets_it_be() {
    let of = |cv_of: &Cv| on_one_page(cv(cv_of, None, CvLabels::shipped())).percent;
    assert_eq!(of(&without_a_job()), 100);
    assert_eq!(of(&longest()), 92, "what needs several pages is not made small for nothing");
    let more = Cv { jobs: full().jobs.into_iter().cycle().take(3).collect(), ..full() };
    assert!((80..100).contains(&of(&more)), "{}", of(&more));
}

#[test]
fn ideas_of_the_trades_that_are_named_come_first() {
    let labels = CvLabels::shipped();
    let first = labels.ideas_for(&["G1602"]);
    assert_eq!(first[0].code, "G1602");
    assert!(first[1].code.starts_with("G16"), "the same field: {}", first[1].code);
    assert_eq!(first.len(), labels.ideas.len());
    assert!(labels.ideas.iter().all(|idea| idea.text.chars().count() <= LINE_MAX_CHARS));
}
