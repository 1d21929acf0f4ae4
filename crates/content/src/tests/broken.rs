//! One refusal per test: what a folder and its files may hold, names used once, all at once.

use super::{Copy, check};
use crate::load;
use std::path::Path;

const MOBILITY: &str = "questionnaire/mobilite.yaml";

#[test]
fn an_unknown_key_is_refused() {
    check(
        MOBILITY,
        "    kind: several",
        "    genre: one\n    kind: several",
        0,
        "There is no key `genre` here. Use one of `id`, `kind`, `text`, `hint`, `when`, `sensitive`, `lexicon`, `max`, `max_chars`, `options`, `shared_options`.",
    );
    check(
        MOBILITY,
        "icon: bus",
        "icons: bus\nicon: bus",
        0,
        "There is no key `icons` here. Did you mean `icon`?",
    );
}

#[test]
fn a_missing_key_is_refused() {
    check(MOBILITY, "icon: bus\n", "", -1, "The key `icon` is missing here. Add it.");
}

#[test]
fn a_key_without_a_value_is_refused() {
    check(MOBILITY, "icon: bus", "icon:", 0, "Nothing is written after `icon`. Write its value.");
}

#[test]
fn a_key_written_twice_is_refused() {
    check(
        MOBILITY,
        "sensitivity: normal",
        "sensitivity: normal\nicon: bus",
        1,
        "`icon` is written twice, first on line 4. Keep one of them.",
    );
}

#[test]
fn broken_yaml_is_one_problem_of_its_file_and_hides_no_other_file() {
    let copy = Copy::new();
    let line = copy.replace(
        MOBILITY,
        "title: {fr: \"Me déplacer\", en: \"Getting around\"}",
        "title: {fr: \"Me déplacer\", en: \"Getting around\"",
    );
    let other = copy.replace("forum.yaml", "slot_min: 30", "slot_min: half an hour");
    let problems = copy.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert_eq!(
        problems[0],
        format!(
            "forum.yaml:{other}: A whole number from 5 to 240 is expected here. Write it without quotes or unit."
        )
    );
    let start = format!("{MOBILITY}:{}: This is not valid YAML: ", line + 1);
    assert!(problems[1].starts_with(&start), "{}", problems[1]);
    assert!(problems[1].ends_with("Check the indentation, the quotes and the brackets here and just above."));
}

#[test]
fn an_anchor_is_refused() {
    check(
        MOBILITY,
        "icon: bus",
        "icon: &picture bus",
        0,
        "Anchors (`&name`) are not read. Write the text again where it is needed.",
    );
}

#[test]
fn a_missing_file_is_refused() {
    let copy = Copy::new();
    std::fs::remove_file(copy.path("workshops.yaml")).unwrap();
    assert_eq!(copy.problems(), ["workshops.yaml:1: The file is missing. Copy it from the default content."]);
}

#[test]
fn a_missing_folder_is_refused() {
    let problems = load(Path::new("/no/such/folder")).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0].to_string(),
        "/no/such/folder:1:1: There is no folder here. Give the path of a content folder."
    );
}

#[test]
fn a_file_that_nothing_reads_is_refused() {
    let copy = Copy::new();
    copy.write("forums.yaml", "x: 1\n");
    copy.write("questionnaire/mobilite.yml", "x: 1\n");
    assert_eq!(
        copy.problems(),
        [
            "forums.yaml:1: Nothing reads a file of this name. Did you mean `forum.yaml`?",
            "questionnaire/mobilite.yml:1: Only files that end in `.yaml` are read. Rename it.",
        ]
    );
}

#[test]
fn a_file_that_is_no_utf8_is_refused() {
    let copy = Copy::new();
    std::fs::write(copy.path("forum.yaml"), [b'a', 0xe9]).unwrap();
    assert_eq!(copy.problems(), ["forum.yaml:1: The file is not UTF-8 text. Save it again as UTF-8."]);
}

#[test]
fn a_closed_list_names_each_reason_once() {
    check(
        "pathway.yaml",
        "{id: trop-cher,",
        "{id: trop-loin,",
        0,
        "The reason `trop-loin` is there twice. Rename or remove one of them.",
    );
}

#[test]
fn a_pathway_has_four_phases() {
    let copy = Copy::new();
    let text = copy.read("pathway.yaml");
    let (from, to) = (text.find("  - id: sortie").unwrap(), text.find("# What the person may").unwrap());
    copy.write("pathway.yaml", &format!("{}{}", &text[..from], &text[to..]));
    assert_eq!(
        copy.problems(),
        [
            "pathway.yaml:5: A pathway has exactly four phases; 3 are here. Put a step into one of the four instead."
        ]
    );
}

#[test]
fn names_are_used_once() {
    let copy = Copy::new();
    let sheets = copy.read("action-sheets/confiance.yaml");
    let twin = sheets[sheets.find("  - id:").unwrap()..].replacen("id: groupe-confiance", "id: permis", 1);
    copy.write("action-sheets/confiance.yaml", &format!("{sheets}{}", twin.split("\n\n").next().unwrap()));
    assert_eq!(
        copy.problems(),
        [
            "action-sheets/mobilite.yaml:19: The action sheet `permis` is there twice. Rename or remove one of them."
        ]
    );
    check(
        "workshops.yaml",
        "- id: info-collective",
        "- id: numerique",
        0,
        "The workshop `numerique` is there twice. Rename or remove one of them.",
    );
    check(
        "pathway.yaml",
        "- id: acces",
        "- id: invitation",
        0,
        "The step `invitation` is there twice. Rename or remove one of them.",
    );
    check(
        "pathway.yaml",
        "- id: sortie",
        "- id: a-entree",
        0,
        "The phase `a-entree` is there twice. Rename or remove one of them.",
    );
    check(
        "lexicon/rome-jobs.yaml",
        "code: A1205",
        "code: A1203",
        0,
        "The code `A1203` is there twice. Remove one of the entries.",
    );
}

#[test]
fn the_rotation_of_a_preparation_day_must_add_up() {
    let file = "programme.yaml";
    check(
        file,
        "  places: 30",
        "  places: 31",
        0,
        "6 groups of 5 people do not make 31 places. Change one of the three numbers.",
    );
    check(
        file,
        "\"09:15-09:55\", ",
        "",
        0,
        "6 workshops need 6 time slots, one after the other; 5 are here. Add time slots or take workshops away.",
    );
    check(
        file,
        "  places: 30\n  groups: 6",
        "  places: 35\n  groups: 7",
        0,
        "2 groups would be in `metiers` at once, more than `staff_per_workshop`. Make fewer groups, or add time slots.",
    );
    check(
        file,
        "  places: 30\n  groups: 6\n  people_per_group: 5",
        "  places: 36\n  groups: 6\n  people_per_group: 6",
        0,
        "6 people would be in `metiers` at once, which has fewer places. Make fewer groups, or add time slots.",
    );
    check(
        file,
        "[metiers, photo, coaching, contrats-aides, entretien-individuel, simulation-entretien]",
        "[]",
        0,
        "This list has no workshop. Write at least one.",
    );
    check(
        "workshops.yaml",
        "id: numerique",
        "id: talk",
        0,
        "`talk` is the id of a part of the month. Choose another.",
    );
    check(
        file,
        "[metiers, photo, ",
        "[metiers, photos, ",
        0,
        "There is no workshop `photos`. Did you mean `photo`?",
    );
    check(
        file,
        "\"10:00-10:40\"",
        "\"09:50-10:40\"",
        0,
        "This time slot begins before the one above it ends. Change one of them.",
    );
    check(
        file,
        "\"10:00-10:40\"",
        "\"10:40-10:00\"",
        0,
        "`10:40-10:00` is no time slot. Write two times, the second later, like `09:15-09:55`.",
    );
}

#[test]
fn every_problem_comes_at_once_in_the_order_of_the_files() {
    let copy = Copy::new();
    let forum = copy.replace("forum.yaml", "slot_min: 30", "slot_min: 3");
    let icon = copy.replace(MOBILITY, "icon: bus", "icon: airplane");
    let text = copy.replace(MOBILITY, "en: \"By bus, coach, metro or train\"", "en: \"\"");
    let sheet = copy.replace(MOBILITY, "sheets: [permis]", "sheets: [permi]");
    let key = copy.replace("workshops.yaml", "    places: 5", "    place: 5");
    let problems = copy.problems();
    let places: Vec<String> =
        problems.iter().map(|problem| problem.splitn(3, ':').take(2).collect::<Vec<_>>().join(":")).collect();
    assert_eq!(
        places,
        [
            format!("forum.yaml:{forum}"),
            format!("{MOBILITY}:{icon}"),
            format!("{MOBILITY}:{text}"),
            format!("{MOBILITY}:{sheet}"),
            format!("workshops.yaml:{}", key - 6),
            format!("workshops.yaml:{key}"),
        ],
        "{problems:#?}"
    );
}

#[test]
fn a_problem_names_its_column() {
    let copy = Copy::new();
    copy.replace(MOBILITY, "icon: bus", "icon: bos");
    let problem = copy.load().unwrap_err().remove(0);
    assert_eq!((problem.line, problem.column), (4, 7));
    assert!(
        problem
            .to_string()
            .ends_with("/questionnaire/mobilite.yaml:4:7: `bos` is not a known icon. Did you mean `bus`?")
    );
}

#[test]
fn a_lost_line_anywhere_is_no_crash_and_points_into_the_folder() {
    let copy = Copy::new();
    let folder = copy.dir.path().display().to_string();
    for file in ["pack.yaml", "questionnaire/logement.yaml"] {
        let text = copy.read(file);
        let lines: Vec<&str> = text.lines().collect();
        for lost in 0..lines.len() {
            let rest = [&lines[..lost], &lines[lost + 1..]].concat();
            copy.write(file, &rest.join("\n"));
            for problem in copy.load().err().into_iter().flatten() {
                assert!(
                    problem.file.starts_with(&folder) && problem.line >= 1 && problem.column >= 1,
                    "{problem}"
                );
                assert!(problem.message.ends_with(['.', '?']), "{problem}");
            }
        }
        copy.write(file, &text);
    }
}
