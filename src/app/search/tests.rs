use super::*;

fn entry(code: &str, label: &str, also: &[&str]) -> Entry {
    Entry { code: code.into(), label: label.into(), also: also.iter().map(|&word| word.into()).collect() }
}

fn jobs() -> Vec<Entry> {
    vec![
        entry("F1602", "Électricité bâtiment", &["électricien", "électricienne"]),
        entry("K2204", "Nettoyage de locaux", &["agent d'entretien", "femme de ménage"]),
        entry("D1106", "Vente en alimentation", &["vendeur", "caisse"]),
        entry("H2209", "Agencement de menuiserie", &["menuisier"]),
    ]
}

fn codes(typed: &str) -> Vec<String> {
    let jobs = jobs();
    Index::new(&jobs).find(typed, 8).into_iter().map(|i| jobs[i].code.clone()).collect()
}

#[test]
fn a_word_is_found_whatever_its_accents_capitals_and_apostrophes() {
    for typed in ["electricien", "ÉLECTRICIEN", "e\u{301}lectricien", "électricité", "  bati  ELEC "] {
        assert_eq!(codes(typed), ["F1602"], "{typed}");
    }
    assert_eq!(codes("agent d’entretien"), ["K2204"]);
    assert_eq!(fold("Œuvre d’Art"), "oeuvre d art");
}

#[test]
fn what_begins_with_the_word_comes_first() {
    assert_eq!(codes("men"), ["K2204", "H2209", "F1602", "D1106"]);
    assert_eq!(codes("agenc"), ["H2209"]);
}

#[test]
fn nothing_typed_finds_nothing_and_a_missing_word_finds_nothing() {
    assert_eq!(codes("   "), Vec::<String>::new());
    assert_eq!(codes("vente zzz"), Vec::<String>::new());
    assert_eq!(Index::new(&jobs()).find("e", 2).len(), 2);
}
