//! `content from-xlsform` and `content to-xlsform` of the real program.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/default");

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The exit code, and what was printed.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_main-tendue"));
        command
            .arg("content")
            .args(arguments)
            .env_clear()
            .current_dir(self.0.path())
            .env("CONTENT_DIR", CONTENT);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    /// `questions.xlsx` of the default content.
    fn export(&self) {
        let (code, stdout, stderr) = self.run(&["to-xlsform", "--out", "questions.xlsx"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.starts_with("questions.xlsx: the questions of "), "{stdout}");
    }

    /// Everything below a folder, by path.
    fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.path(folder), Path::new(""), &mut files);
        files.sort();
        files
    }
}

fn collect(dir: &Path, below: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap()) {
        let inside = below.join(entry.file_name());
        if entry.path().is_dir() {
            collect(&entry.path(), &inside, files);
        } else {
            files.push((inside.display().to_string(), std::fs::read(entry.path()).unwrap()));
        }
    }
}

fn check_failure(output: &(i32, String, String), code: i32, words: &[&str]) {
    let (found, stdout, stderr) = output;
    assert_eq!(*found, code, "{stdout}{stderr}");
    for word in words {
        assert!(stderr.contains(word), "\"{word}\" in {stderr}");
    }
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn a_spreadsheet_becomes_a_new_content_folder() {
    let place = Place::new();
    place.export();
    let (code, stdout, _) = place.run(&["from-xlsform", "questions.xlsx"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("12 subjects, 44 questions, in fr and en. No problem found."), "{stdout}");
    assert!(stdout.contains("Nothing was written."), "{stdout}");
    assert_eq!(place.files(".").len(), 1);

    let (code, stdout, stderr) = place.run(&["from-xlsform", "questions.xlsx", "--out", "mine"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("mine: a content folder with these questions"), "{stdout}");
    let (mine, theirs) =
        (content::load(&place.path("mine")).unwrap(), content::load(Path::new(CONTENT)).unwrap());
    assert!(mine == theirs);
    assert!(place.files("mine").iter().all(|(path, _)| path.ends_with(".yaml")));
}

#[test]
fn a_content_folder_takes_what_changed_and_keeps_the_rest_as_it_was() {
    let place = Place::new();
    place.export();
    let copied = Command::new("cp").args(["-r", CONTENT]).arg(place.path("mine")).status().unwrap();
    assert!(copied.success());
    let untouched = place.files("mine");
    let (code, stdout, _) = place.run(&["from-xlsform", "questions.xlsx", "--out", "mine"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("mine: 14 files say the same as before"), "{stdout}");
    assert!(place.files("mine") == untouched);

    let path = place.path("mine/questionnaire/mobilite.yaml");
    let text = std::fs::read_to_string(&path).unwrap().replace("icon: bus", "icon: house");
    std::fs::write(&path, text).unwrap();
    let (code, stdout, _) = place.run(&["from-xlsform", "questions.xlsx", "--out", "mine"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("written: questionnaire/mobilite.yaml\nmine: 13 files"), "{stdout}");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(
        written.starts_with("# yaml-language-server: $schema=../../schema/subject.schema.json\n"),
        "{written}"
    );
    assert!(content::load(&place.path("mine")).unwrap() == content::load(Path::new(CONTENT)).unwrap());
}

#[test]
fn a_subject_that_is_gone_from_the_spreadsheet_is_removed() {
    let place = Place::new();
    place.export();
    let copied = Command::new("cp").args(["-r", CONTENT]).arg(place.path("mine")).status().unwrap();
    assert!(copied.success());
    let list = place.path("mine/questionnaire.yaml");
    let with_more =
        std::fs::read_to_string(&list).unwrap().replace("  - mobilite\n", "  - mobilite\n  - more\n");
    std::fs::write(&list, with_more).unwrap();
    std::fs::copy(place.path("mine/questionnaire/mobilite.yaml"), place.path("mine/questionnaire/more.yaml"))
        .unwrap();
    let (code, stdout, stderr) = place.run(&["from-xlsform", "questions.xlsx", "--out", "mine"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("removed: questionnaire/more.yaml"), "{stdout}");
    assert!(content::load(&place.path("mine")).unwrap() == content::load(Path::new(CONTENT)).unwrap());
}

#[test]
fn every_problem_is_told_with_its_cell_and_nothing_is_written() {
    let place = Place::new();
    // A form of LibreOffice in French only, for a content in French and English.
    let field = Path::new(env!("CARGO_MANIFEST_DIR")).join("../xlsform/tests/fixtures/field.xlsx");
    let output = place.run(&["from-xlsform", field.to_str().unwrap(), "--out", "mine"]);
    check_failure(
        &output,
        1,
        &["survey!A1: There is no column `label::English (en)`", "problems: mend it", "Nothing was written."],
    );
    assert!(!place.path("mine").exists());
}

#[test]
fn what_cannot_be_read_or_written_is_told_in_a_sentence() {
    let place = Place::new();
    check_failure(
        &place.run(&["from-xlsform", "gone.xlsx"]),
        3,
        &["The spreadsheet gone.xlsx", "Check the path."],
    );
    std::fs::write(place.path("note.txt"), "not a spreadsheet").unwrap();
    check_failure(&place.run(&["from-xlsform", "note.txt"]), 1, &["This is no .xlsx file.", "1 problem:"]);
    std::fs::write(place.path("large.xlsx"), vec![0; 9 << 20]).unwrap();
    check_failure(&place.run(&["from-xlsform", "large.xlsx"]), 1, &["larger than 8 MB"]);
    check_failure(
        &place.run(&["to-xlsform", "nowhere", "--out", "x.xlsx"]),
        1,
        &["nowhere:1:1", "There is no folder here"],
    );
    place.export();
    std::fs::create_dir(place.path("full")).unwrap();
    std::fs::write(place.path("full/diary.txt"), "mine").unwrap();
    check_failure(
        &place.run(&["from-xlsform", "questions.xlsx", "--out", "full"]),
        1,
        &["no content folder and not empty"],
    );
    std::fs::write(place.path("file"), "").unwrap();
    check_failure(&place.run(&["to-xlsform", "--out", "file/x.xlsx"]), 3, &["file/x.xlsx"]);
    check_failure(&place.run(&["from-xlsform"]), 2, &["<FILE>"]);
}
