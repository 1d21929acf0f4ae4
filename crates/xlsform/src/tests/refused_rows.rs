//! Rows, columns and sheets that are too many, missing, or in the wrong place.

use super::{EN, FR, Form, check, read, sheets};
use crate::refusal::WORDING;

#[test]
fn a_repeat_is_refused_once_with_all_its_rows() {
    let mut form = Form::new();
    let place = form.insert("survey", "permis", &[("type", "begin_repeat"), ("name", "child")]);
    form.insert("survey", "permis", &[("type", "integer"), ("name", "age")]);
    form.insert("survey", "permis", &[("type", "end repeat")]);
    check(&form, &place, "nothing twice");
}

#[test]
fn a_group_inside_a_subject_is_refused_and_its_questions_are_read() {
    let mut form = Form::new();
    let place = form.insert("survey", "permis", &[("type", "begin group"), ("name", "inner")]);
    form.insert("survey", "obstacle", &[("type", "end group")]);
    check(&form, &place, "no groups inside");
}

#[test]
fn groups_begin_and_end() {
    let mut form = Form::new();
    let place = form.insert("survey", "mt.sharing", &[("type", "end_group")]);
    check(&form, &place, "Nothing begins");
    let mut form = Form::new();
    form.remove("survey", "mt.sharing");
    form.remove("survey", "mt.private-talk");
    let rows = &mut form.page("survey").rows;
    rows.pop();
    assert!(form.refusals()[0].contains("does not end"));
}

#[test]
fn a_question_stands_in_a_subject() {
    let mut form = Form::new();
    let place = form.insert(
        "survey",
        "mt.sharing",
        &[("type", "date"), ("name", "jour"), (FR, "Quand ?"), (EN, "When?")],
    );
    check(&form, &place, "in the group of its subject");
}

#[test]
fn a_note_stands_at_the_beginning() {
    let mut form = Form::new();
    let place =
        form.insert("survey", "permis", &[("type", "note"), ("name", "n"), (FR, "Note"), (EN, "Note")]);
    check(&form, &place, "A note stands before the first group");
}

#[test]
fn a_row_without_a_type_is_refused() {
    let mut form = Form::new();
    let place = form.set("survey", "permis", "type", "");
    assert!(
        form.refusals()[0].starts_with(&format!("{place}: This row has no `type`")),
        "{:#?}",
        form.refusals()
    );
}

#[test]
fn a_text_says_how_long_it_may_be() {
    let mut form = Form::new();
    let cells = [("type", "text"), ("name", "mot"), (FR, "Un mot ?"), (EN, "A word?")];
    form.insert("survey", "permis", &cells);
    let refusals = form.refusals();
    assert_eq!(refusals.len(), 1);
    assert!(refusals[0].contains("`string-length(.) <= 80`"), "{refusals:?}");
    form.set("survey", "mot", "constraint", "string-length(.) <= 80");
    assert!(form.read().is_ok());
}

#[test]
fn an_option_with_a_role_comes_last() {
    let mut form = Form::new();
    let cells = [("list_name", "permis"), ("name", "unknown"), ("mt_role", "unknown")];
    form.insert("choices", "permis oui", &cells);
    let refusals = form.refusals();
    assert_eq!(refusals.len(), 5, "{refusals:#?}");
    assert!(refusals.iter().all(|refusal| refusal.contains("come last")));
}

#[test]
fn a_list_that_no_question_uses_is_refused() {
    let mut form = Form::new();
    let place = form.insert(
        "choices",
        "mt.sharing me",
        &[("list_name", "spare"), ("name", "a"), (FR, "A"), (EN, "A")],
    );
    check(&form, &place, "No question asks with the list `spare`");
}

#[test]
fn a_misspelt_column_is_refused_and_a_column_of_notes_is_not() {
    let mut form = Form::new();
    form.set("survey", "permis", "relevent", "${moyen} = 'pied'");
    let refusals = form.refusals();
    assert_eq!(refusals.len(), 1, "{refusals:#?}");
    assert!(
        refusals[0].contains("Did you mean `relevant`?") && refusals[0].ends_with("to keep notes in it.")
    );
    let mut form = Form::new();
    form.set("survey", "permis", "#remarks", "ask Sophie");
    form.set("survey", "permis", "$kuid", "x81");
    assert!(form.read().is_ok());
}

#[test]
fn a_column_stands_once_and_names_its_language() {
    let mut form = Form::new();
    form.set("survey", "permis", "label::en", "Again?");
    assert!(form.refusals()[0].contains("two columns `label::English (en)`"), "{:#?}", form.refusals());
    let mut form = Form::new();
    form.set("survey", "permis", "label::Klingonais", "nuqneH");
    check(&form, &super::place("survey", 0, form.pages[0].heads.len() - 1), "`Klingonais` names no language");
}

#[test]
fn a_language_without_a_column_is_one_problem() {
    let mut form = Form::new();
    form.remove_column("survey", EN);
    form.remove_column("choices", EN);
    check(&form, "survey!A1", "There is no column `label::English (en)`");
}

#[test]
fn a_cell_without_a_head_is_refused() {
    let mut form = Form::new();
    form.set("survey", "permis", "", "stray");
    let refusals = form.refusals();
    assert!(refusals[0].contains("a column without a head"), "{refusals:#?}");
}

#[test]
fn two_subjects_have_two_names() {
    let mut form = Form::new();
    form.set("survey", "logement", "name", "mobilite");
    assert!(form.refusals().iter().any(|refusal| refusal.contains("two groups `mobilite`")));
}

#[test]
fn the_first_screen_follows_the_groups() {
    let mut form = Form::new();
    let row = form.row("survey", "mt.level.mobilite");
    form.page("survey").rows.swap(row, row + 1);
    check(&form, &super::place("survey", row + 2, 1), "in the order of the groups");
}

#[test]
fn a_subject_that_action_sheets_are_about_is_missed_in_their_file() {
    let mut form = Form::new();
    let (from, to) = (form.row("survey", "sante"), form.row("survey", "enfants-proches"));
    form.page("survey").rows.drain(from..to);
    form.remove("survey", "mt.level.sante");
    let refusals = form.refusals();
    let of_files = refusals.iter().filter(|refusal| {
        refusal.contains("action-sheets/") && refusal.contains("There is no subject `sante`")
    });
    assert!(of_files.count() > 0, "{refusals:#?}");
}

#[test]
fn the_settings_are_one_row() {
    let mut form = Form::new();
    let row = vec!["again".to_owned(); form.page("settings").heads.len()];
    form.page("settings").rows.push(row);
    check(&form, "settings!A3", "The settings are one row");
}

#[test]
fn a_workbook_without_questions_is_refused() {
    let refusals = read(&sheets(&[("choices", "list_name|name")])).unwrap_err();
    assert!(refusals[0].to_string().starts_with("There is no sheet `survey`"));
    let refusals = read(&sheets(&[("survey", "type|name|label::fr|label::en")])).unwrap_err();
    assert!(
        refusals.iter().any(|refusal| refusal.to_string().contains("There is no subject.")),
        "{refusals:?}"
    );
}

#[test]
fn sheets_of_xlsform_that_the_portal_has_nothing_for_are_refused() {
    let form = Form::new();
    let mut all: crate::workbook::Sheets =
        form.pages.iter().map(|page| (page.name.to_owned(), page.sheet())).collect();
    all.extend(sheets(&[("external_choices", "list_name|name\nx|y"), ("entities", "list_name\nx")]));
    let refusals: Vec<String> = read(&all).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(refusals.len(), 2, "{refusals:#?}");
    assert!(refusals[0].starts_with("external_choices!A1: ") && refusals[1].starts_with("entities!A1: "));
}

#[test]
fn the_words_that_are_replaced_are_those_of_the_content_check() {
    let source = include_str!("../../../content/src/explain.rs");
    let source = source.split_whitespace().collect::<Vec<_>>().join(" ").replace("\\ ", "");
    for (of_files, _) in WORDING {
        assert!(source.contains(of_files), "{of_files}");
    }
}
