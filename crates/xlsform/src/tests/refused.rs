//! One changed cell, one refusal at that cell.

use super::{EN, FR, Form};

/// Sheet, row, column, what is written there, and the words of the refusal at that very cell.
const CELLS: &[(&str, &str, &str, &str, &str)] = &[
    // Types that the portal has nothing for.
    ("survey", "distance", "type", "integer", "no number"),
    ("survey", "distance", "type", "decimal", "no number"),
    ("survey", "distance", "type", "geopoint", "never asks where somebody is"),
    ("survey", "distance", "type", "image", "No picture"),
    ("survey", "distance", "type", "calculate", "calculates nothing"),
    ("survey", "distance", "type", "rank distance", "nothing in an order"),
    ("survey", "distance", "type", "barcode", "reads no code"),
    ("survey", "distance", "type", "dateTime", "without the hour"),
    ("survey", "distance", "type", "select_one_from_file jobs.csv", "another file"),
    ("survey", "distance", "type", "deviceid", "nothing about the person or the device"),
    ("survey", "distance", "type", "select_one distance or_other", "adds no option by itself"),
    ("survey", "distance", "type", "select_one", "name of one list is expected"),
    ("survey", "distance", "type", "selct_one distance", "Did you mean `select_one`?"),
    ("survey", "distance", "type", "select_one distanse", "Did you mean `distance`?"),
    // Columns that the portal has nothing for.
    ("survey", "permis", "guidance_hint::English (en)", "Ask twice", "Put the words into `hint`"),
    ("survey", "permis", "constraint_message", "Wrong", "says itself what is wrong"),
    ("survey", "permis", "required_message", "Missing", "says itself which answer"),
    ("survey", "permis", "calculation", "1 + 1", "calculates nothing"),
    ("survey", "permis", "default", "oui", "no answer beforehand"),
    ("survey", "permis", "read_only", "yes", "can be answered"),
    ("survey", "permis", "choice_filter", "region = ${moyen}", "`mt_relevant`"),
    ("survey", "permis", "repeat_count", "3", "nothing twice"),
    ("survey", "permis", "media::image::English (en)", "a.png", "no picture"),
    ("survey", "permis", "parameters", "randomize=true", "no such setting"),
    ("survey", "permis", "body::intent", "app", "nothing like `body::intent`"),
    ("survey", "permis", "appearance", "minimal label", "no appearance `label`"),
    ("survey", "permis", "mt_icon", "bus", "says nothing in a row of this kind"),
    ("survey", "permis", "mt_choices", "permis", "says nothing in a row of this kind"),
    ("survey", "mobilite", "mt_sensitive", "yes", "says nothing in a row of this kind"),
    ("choices", "permis oui", "mt_also_fr", "conduire", "says nothing in a row of this kind"),
    ("choices", "permis oui", "mt_france_travail", "1", "says nothing in a row of this kind"),
    ("choices", "mt.levels fine", "mt_sheets", "permis", "says nothing in a row of this kind"),
    ("choices", "permis skip", "mt_exclusive", "yes", "says nothing in a row of this kind"),
    ("settings", "", "public_key", "MII", "keeps the answers itself"),
    ("settings", "", "default_language", "Klingon", "names no language"),
    // Values.
    ("survey", "permis", "required", "no", "Every question of the portal is answered"),
    ("survey", "permis", "required", "${moyen} = 'pied'", "Every question of the portal is answered"),
    ("survey", "permis", "mt_sensitive", "perhaps", "neither yes nor no"),
    ("survey", "mobilite", "mt_icon", "bos", "Did you mean `bus`?"),
    ("survey", "mobilite", "mt_icon", "", "The column `mt_icon` is empty here. Write one of `bus`"),
    ("survey", "mobilite", "mt_sensitivity", "", "Write one of `normal`, `delicate`, `sensitive`."),
    ("survey", "permis", EN, "", "The text in `en` is missing here"),
    ("choices", "permis oui", FR, "", "The text in `fr` is missing here"),
    ("choices", "permis oui", "mt_sheets", "permi", "Did you mean `permis`?"),
    ("choices", "permis oui", "name", "Oui !", "cannot be an identifier"),
    ("choices", "permis code", "name", "oui", "another `name`"),
    ("choices", "permis oui", "list_name", "", "`list_name` and a `name`"),
    ("choices", "permis oui", "mt_exclusive", "yes", "Only in a `select_multiple`"),
    ("choices", "distance unknown", "name", "ne_sait_pas", "is called `unknown`"),
    ("choices", "obstacle rien", "mt_exclusive", "", "does not say so"),
    ("choices", "permis skip", EN, "Rather not", "other words here than in row"),
    ("choices", "mt.private-talk oui", "mt_role", "tlak", "Did you mean `talk`?"),
    ("mt_helplines", "17", "phone", "", "Write the number"),
    ("mt_helplines", "17", "text::English (en)", "", "The text in `en` is missing here"),
    // Conditions and constraints.
    ("survey", "metier", "relevant", "${idee} = 'ouii'", "Did you mean `oui`?"),
    (
        "survey",
        "metier",
        "relevant",
        "${ideee} = 'oui'",
        "At character 1: There is no question `ideee`. Did you mean `idee`?",
    ),
    (
        "survey",
        "metier",
        "relevant",
        "${idee} = 'oui' or ${dernier} = 'an'",
        "At character 20: `or` between two questions",
    ),
    ("survey", "metier", "relevant", "${dernier} = 'an'", "asked before"),
    ("survey", "metier", "relevant", "${mt.level.mobilite} = 'hard'", "opens a whole subject"),
    ("survey", "metier", "relevant", "${moyen} != '' and not(selected(${moyen}, 'x'))", "no option `x`"),
    ("survey", "mobilite", "relevant", "${mt.level.logement} = 'hard'", "opens a whole subject"),
    ("survey", "metier", "constraint", "regex(., 'a')", "no such constraint"),
    ("survey", "metier", "constraint", "count-selected(.) <= 30", "from 1 to 10"),
    ("survey", "metier", "constraint", "", "`count-selected(.) <= 3`"),
    ("survey", "permis", "constraint", "string-length(.) <= 3", "goes with the type `text`"),
    ("survey", "permis", "constraint", "count-selected(.) <= 3", "a list to search in"),
    (
        "survey",
        "obstacle",
        "constraint",
        "not(selected(., 'zero') and count-selected(.) > 1)",
        "no option `zero`",
    ),
    ("choices", "permis non", "mt_relevant", "${moyen} = 'pied'", "Use `selected(${question}, 'answer')`"),
    // Names.
    ("survey", "permis", "name", "Permis", "cannot be an identifier"),
    ("survey", "permis", "name", "logement.permis", "cannot be an identifier"),
    ("survey", "obstacle", "name", "permis", "another `name`"),
    ("survey", "permis", "name", "", "A question has a `name`"),
    ("survey", "mt.level.mobilite", "name", "mt.level.mobilité", "There is no group"),
    ("survey", "mt.level.mobilite", EN, "Moving", "another here than in row"),
    ("survey", "mt.level.mobilite", "type", "select_one mt.sharing", "`select_one mt.levels`"),
    ("survey", "mt.sharing", "type", "select_one mt.levels", "`select_one mt.sharing`"),
];

/// These leave something else behind: a name that others use, a list without a question, a screen that others repeat.
fn has_consequences(column: &str, text: &str) -> bool {
    ["name", "list_name", "mt_role"].contains(&column)
        || ["select_one distanse", "select_one mt.sharing", "select_one mt.levels"].contains(&text)
}

#[test]
fn a_wrong_cell_is_refused_at_its_place() {
    let mut wrong = Vec::new();
    for (sheet, key, column, text, words) in CELLS {
        let mut form = Form::new();
        let place = form.set(sheet, key, column, text);
        let refusals = form.refusals();
        let is_here = |refusal: &&String| refusal.starts_with(&format!("{place}: "));
        let here: Vec<&String> = refusals.iter().filter(is_here).collect();
        let is_told = matches!(here.as_slice(), [one] if one.contains(words));
        if !is_told || (refusals.len() > 1 && !has_consequences(column, text)) {
            wrong.push(format!("{place} ({column} = {text}), \"{words}\": {refusals:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_sheets() {
    let mut form = Form::new();
    let places = [
        form.set("survey", "permis", "calculation", "1"),
        form.set("survey", "obstacle", "hint::English (en)", "Only in one language"),
        form.set("choices", "permis oui", "mt_sheets", "permi"),
        form.set("settings", "", "submission_url", "https://example.org"),
        form.set("mt_helplines", "17", "phone", ""),
    ];
    let refusals = form.refusals();
    assert_eq!(refusals.len(), places.len(), "{refusals:#?}");
    for (refusal, place) in refusals.iter().zip(&places) {
        let sheet = place.split('!').next().unwrap();
        assert!(refusal.starts_with(&format!("{sheet}!")), "{refusals:#?}");
    }
}
