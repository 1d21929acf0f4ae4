use super::*;
use contract::ErrorCode;
use std::collections::BTreeMap;

const FR: &str = include_str!("../../assets/i18n/fr.json");
const EN: &str = include_str!("../../assets/i18n/en.json");

fn read(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap()
}

fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<_> =
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    places.sort_unstable();
    places
}

#[test]
fn places_are_filled_and_unknown_ones_stay() {
    assert_eq!(fill("Sujet {n} sur {of}.", &[("n", "2"), ("of", "4")]), "Sujet 2 sur 4.");
    assert_eq!(fill("{a}{b}{", &[("a", "{b}")]), "{b}{b}{");
    assert_eq!(fill("rien", &[]), "rien");
}

#[test]
fn both_languages_have_the_same_keys_and_places() {
    let (fr, en) = (read(FR), read(EN));
    for (key, text) in &fr {
        let other = en.get(key).unwrap_or_else(|| panic!("en.json lacks {key}"));
        assert_eq!(places(text), places(other), "{key}");
        assert!(!text.trim().is_empty() && !other.trim().is_empty(), "{key} is empty");
    }
    for key in en.keys() {
        assert!(fr.contains_key(key), "fr.json lacks {key}");
    }
}

#[test]
fn every_error_has_a_text() {
    let fr = read(FR);
    let codes = ErrorCode::ALL.iter().map(|code| code.as_str());
    for code in codes.chain(["network.offline", "network.timeout", "network.unreachable"]) {
        assert!(fr.contains_key(&format!("error.{code}")), "error.{code}");
    }
}

#[test]
fn french_texts_keep_the_house_style() {
    for (key, text) in read(FR) {
        let low = text.to_lowercase();
        let has_word = |word: &str| low.split(|c: char| !c.is_alphabetic()).any(|other| other == word);
        assert!(!has_word("cer"), "{key} says \"CER\"");
        for word in ["frein", "brsa", "no-show", "oups", "félicitations", "en retard", "bénéficiaire", "!"]
        {
            assert!(!low.contains(word), "{key} says {word:?}");
        }
        for sign in [" ?", " :", " ;"] {
            assert!(!text.contains(sign), "{key}: a no-break space goes before{sign}");
        }
        assert!(!text.contains('\''), "{key}: the apostrophe is ’");
    }
}
