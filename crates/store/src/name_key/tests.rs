use super::name_key;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

#[test]
fn a_name_is_found_as_it_is_typed_in_a_hurry() {
    for (name, key) in [
        ("Éloïse", "eloise"),
        ("Le Goff", "le goff"),
        ("D’Arc-Dupont", "d arc dupont"),
        ("  N'Guyen  ", "n guyen"),
        ("Œuvrard", "oeuvrard"),
        ("Łukasz", "lukasz"),
        ("İpek", "ipek"),
        ("Nguyễn", "nguyen"),
        ("محمد", "محمد"),
        ("\0", ""),
    ] {
        assert_eq!(name_key(name), key, "{name}");
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(name in "\\PC{0,24}") {
        let key = name_key(&name);
        prop_assert_eq!(name_key(&key), key);
    }

    #[test]
    fn the_beginning_of_a_name_is_the_beginning_of_its_key(name in "\\PC{1,24}", n in 0usize..24) {
        let beginning: String = name.chars().take(n).collect();
        prop_assert!(name_key(&name).starts_with(&name_key(&beginning)));
    }

    #[test]
    fn accents_and_capitals_do_not_matter(name in "[A-Za-zÀ-ÿ' -]{0,24}") {
        prop_assert_eq!(name_key(&name.to_uppercase()), name_key(&name));
        prop_assert_eq!(name_key(&name.nfd().collect::<String>()), name_key(&name));
    }
}
