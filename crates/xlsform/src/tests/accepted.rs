//! What authors and their programs write in other ways, and means the same.

use super::{EN, FR, Form, default_dir, read, sheets};
use crate::table::Table;
use content::{Lang, Node};

fn files(form: &Form) -> Vec<String> {
    let import = form.read().unwrap_or_else(|refusals| panic!("{refusals:#?}"));
    import.files.values().map(content::write_tree).collect()
}

/// One changed cell that changes nothing.
const SAME: &[(&str, &str, &str, &str)] = &[
    ("survey", "permis", "type", "select one permis"),
    ("survey", "permis", "type", "Select_One  permis"),
    ("survey", "permis", "label::English (en)", "  Do you have a\u{a0}driving\tlicence?\u{feff}"),
    ("survey", "permis", "required", "TRUE"),
    ("survey", "permis", "required", "oui"),
    ("survey", "permis", "required", ""),
    ("survey", "permis", "appearance", "w4 columns-2 quick"),
    ("survey", "permis", "name", "mobilite.permis"),
    ("survey", "raison", "mt_sensitive", "1"),
    ("survey", "metier", "relevant", "selected(${idee}, 'oui') or ${idee}='plusieurs'"),
    ("survey", "metier", "constraint", "count-selected(.) < 4"),
    ("survey", "obstacle", "constraint", ""),
    ("survey", "mobilite", "relevant", ""),
    ("survey", "mobilite", "relevant", "${mt.level.mobilite} = 'blocked' or ${mt.level.mobilite} = 'hard'"),
    ("choices", "permis skip", "label::English (en)", "I prefer not to answer"),
    ("choices", "idee non", "mt_sheets", "decouvrir-metiers   immersion"),
    ("settings", "", "default_language", "fr"),
    ("settings", "", "style", "pages"),
];

#[test]
fn other_ways_to_write_the_same_are_read_as_the_same() {
    let plain =
        |form: &Form| -> Vec<String> { files(form).iter().map(|file| file.replace('\u{a0}', " ")).collect() };
    let same = plain(&Form::new());
    for (sheet, key, column, text) in SAME {
        let mut form = Form::new();
        form.set(sheet, key, column, text);
        assert!(plain(&form) == same, "{sheet} {key} {column} = {text}");
    }
}

#[test]
fn rows_and_parts_that_only_other_tools_need_may_be_missing() {
    let same = files(&Form::new());
    let mut form = Form::new();
    let (from, to) = (form.row("survey", "mt.triage"), form.row("survey", "mobilite"));
    form.page("survey").rows.drain(from..to);
    form.remove("survey", "mt.sharing");
    form.remove("survey", "mt.private-talk");
    form.page("choices").rows.retain(|row| !row[0].starts_with("mt."));
    form.pages.retain(|page| page.name != "mt_helplines" && page.name != "settings");
    form.insert("survey", "mobilite", &[("type", "start"), ("name", "start")]);
    form.insert("survey", "mobilite", &[("type", "end"), ("name", "end")]);
    assert!(files(&form) == same);
}

#[test]
fn a_condition_of_a_group_holds_for_each_of_its_questions() {
    let mut form = Form::new();
    form.set(
        "survey",
        "logement",
        "relevant",
        "(${mt.level.logement} = 'hard' or ${mt.level.logement} = 'blocked') and selected(${moyen}, 'pied')",
    );
    let import = form.read().unwrap();
    let questions = import.files["questionnaire/logement.yaml"].get("questions").unwrap();
    for question in questions.items() {
        let first = &question.get("when").unwrap().items()[0];
        assert_eq!(first.get("question").unwrap().as_text(), "mobilite.moyen");
    }
}

/// Like a form of a field organisation that never heard of us, but for the three things that only we ask for.
const FIELD_FORM: &str = "\
type | name | label | relevant | constraint | mt_icon | mt_sensitivity
start | start
today | today
begin group | mobilite | Me déplacer | | | bus | normal
select_one oui_non | velo | Avez-vous un vélo ? | | | |
select_multiple usages | usages | Pour aller où ? | ${velo} = '1' | not(selected(., 'aucun') and count-selected(.) > 1) | |
date | depuis | Depuis quand ? | ${velo} != 0 | | |
select_one oui_non | casque | Avez-vous un casque ? | | | |
end group";
const FIELD_CHOICES: &str = "\
list_name | name | label
oui_non | 1 | Oui
oui_non | 0 | Non
usages | travail | Au travail
usages | ecole | À l'école
usages | aucun | Nulle part";

#[test]
fn a_form_of_a_field_organisation_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let base = french_base(dir.path());
    let content = content::load(&base).unwrap();
    let base_files = content::read_files(&base, crate::refusal::BASE).unwrap();
    let all = sheets(&[("survey", FIELD_FORM), ("choices", FIELD_CHOICES)]);
    let base = crate::import::Base { dir: &base, pack: &content.pack, files: &base_files };
    let import = crate::import::from_sheets(&all, &base).unwrap_or_else(|refusals| panic!("{refusals:#?}"));
    let text = content::write_tree(&import.files["questionnaire/mobilite.yaml"]);
    let expected = "\
title: {fr: \"Me déplacer\"}
icon: bus
sensitivity: normal

questions:
  - id: velo
    kind: one
    text: {fr: \"Avez-vous un vélo ?\"}
    options:
      - id: \"1\"
        label: {fr: \"Oui\"}
      - id: \"0\"
        label: {fr: \"Non\"}

  - id: usages
    kind: several
    text: {fr: \"Pour aller où ?\"}
    when: [{question: velo, any_of: [\"1\"]}]
    options:
      - id: travail
        label: {fr: \"Au travail\"}
      - id: ecole
        label: {fr: \"À l'école\"}
      - id: aucun
        label: {fr: \"Nulle part\"}
        exclusive: true

  - id: depuis
    kind: date
    text: {fr: \"Depuis quand ?\"}
    when: [{question: velo, none_of: [\"0\"]}]

  - id: casque
    kind: one
    text: {fr: \"Avez-vous un casque ?\"}
    options:
      - id: \"1\"
        label: {fr: \"Oui\"}
      - id: \"0\"
        label: {fr: \"Non\"}
";
    assert_eq!(text, expected);
}

/// The default content in French only, with one subject.
pub(super) fn french_base(dir: &std::path::Path) -> std::path::PathBuf {
    let base = dir.join("content");
    let copied = std::process::Command::new("cp").arg("-r").arg(default_dir()).arg(&base).status().unwrap();
    assert!(copied.success());
    let change = |file: &str, change: &dyn Fn(String) -> String| {
        let path = base.join(file);
        std::fs::write(&path, change(std::fs::read_to_string(&path).unwrap())).unwrap();
    };
    change("pack.yaml", &|text| text.replace("[fr, en]", "[fr]"));
    change("questionnaire.yaml", &|text| {
        let at = text.find("subjects:\n").unwrap();
        format!("{}subjects: [mobilite]\n", &text[..at])
    });
    for entry in std::fs::read_dir(base.join("questionnaire")).unwrap() {
        let path = entry.unwrap().path();
        if !path.ends_with("mobilite.yaml") {
            std::fs::remove_file(path).unwrap();
        }
    }
    for entry in std::fs::read_dir(base.join("action-sheets")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().map(|line| match line.trim_start().starts_with("subjects:") {
            true => "    subjects: [mobilite]",
            false => line,
        });
        std::fs::write(&path, lines.collect::<Vec<_>>().join("\n")).unwrap();
    }
    base
}

#[test]
fn heads_are_read_as_their_authors_mean_them() {
    for (head, meant) in [
        ("label::Fran\u{e7}ais (fr)", "label::Fran\u{e7}ais (fr)"),
        ("Label::fr", "label::Fran\u{e7}ais (fr)"),
        ("label : fran\u{e7}ais", "label::Fran\u{e7}ais (fr)"),
        ("label::Whatever ( pt-BR )", "label::pt-BR (pt-BR)"),
        ("label", "label"),
        ("list name", "list_name"),
        ("mt_also_fr", "mt_also_fr"),
        ("mt_title_pt-BR", "mt_title_pt-BR"),
        ("media::image::fr", "media::image"),
        ("bind::odk:length", "bind::odk:length"),
    ] {
        assert_eq!(
            crate::columns::read_head(head).map(|column| column.to_string()).as_deref(),
            Ok(meant),
            "{head}"
        );
    }
}

#[test]
fn heads_stand_in_the_first_row_that_has_something() {
    let mut sheet = sheets(&[("survey", "\n\ntype|name\n\n\ndate|x")]).remove("survey").unwrap();
    sheet.cells.insert((9, 1), " \u{a0} ".to_owned());
    let mut book = crate::refusal::Book::default();
    let table = Table::read(&sheet, 0, &["type", "name"], &Lang::new("fr").unwrap(), &mut book);
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0].pos.line, 6);
    assert!(book.problems.is_empty());
}

#[test]
fn a_translation_may_be_begun_in_the_spreadsheet() {
    let mut form = Form::new();
    form.set("survey", "permis", "label::T\u{fc}rk\u{e7}e (tr)", "Ehliyetiniz var m\u{131}?");
    let import = form.read().unwrap();
    let questions = import.files["questionnaire/mobilite.yaml"].get("questions").unwrap().items();
    let text =
        questions.iter().find(|question| question.get("id").map(Node::as_text) == Some("permis")).unwrap();
    assert_eq!(text.get("text").unwrap().get("tr").unwrap().as_text(), "Ehliyetiniz var m\u{131}?");
}

#[test]
fn a_word_changed_in_a_cell_is_changed_in_its_file_and_nowhere_else() {
    let before = Form::new().read().unwrap();
    let mut form = Form::new();
    form.set("survey", "permis", FR, "Avez-vous un permis ?");
    form.set("survey", "permis", EN, "Do you have a licence?");
    let after = form.read().unwrap();
    let changed = after.files.iter().filter(|(path, tree)| !before.files[*path].says_same(tree));
    assert_eq!(changed.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["questionnaire/mobilite.yaml"]);
    assert_eq!(
        read(&form.pages.iter().map(|page| (page.name.to_owned(), page.sheet())).collect())
            .unwrap()
            .files
            .len(),
        14
    );
}
