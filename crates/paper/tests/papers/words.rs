//! A paper holds no word that is neither in the content, in the labels, nor given by the caller.

use crate::reader::plain;
use crate::samples::{CONTENT, PRINTED};
use serde_json::Value;
use std::collections::BTreeSet;

fn words(text: &str) -> Vec<String> {
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic) && word.chars().count() > 1;
    plain(text).split(|c: char| !c.is_alphanumeric()).filter(is_word).map(str::to_owned).collect()
}

fn add(value: &Value, given: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => given.extend(words(text)),
        Value::Array(values) => values.iter().for_each(|value| add(value, given)),
        Value::Object(fields) => fields.values().for_each(|value| add(value, given)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Words of the content and the labels of one language.
fn given(language: &str) -> BTreeSet<String> {
    let lang = content::Lang::new(language).unwrap();
    let labels = format!("{}/labels/{language}.json", env!("CARGO_MANIFEST_DIR"));
    let mut given = BTreeSet::new();
    add(&serde_json::to_value(&CONTENT.questionnaires[&lang]).unwrap(), &mut given);
    add(&serde_json::to_value(&CONTENT.pathways[&lang]).unwrap(), &mut given);
    add(&serde_json::from_str(&std::fs::read_to_string(labels).unwrap()).unwrap(), &mut given);
    given
}

/// What the samples pass in.
const INPUTS: &str = "Nadia Lefèvre Karim Benali Hélène Marchand novembre Mars mars juin mai avril février \
                      Pôle d'insertion de Roubaix rue l'Accueil Passer permis conduire Atteint \
                      Trouver un emploi cuisinière à moins minutes En cours Faite le CV du Vérifié lisible \
                      Ma référente elle prépare parcours avec moi Conseiller France Travail \
                      Je voudrais travailler près chez par semaine";

fn strangers(text: &str, given: &BTreeSet<String>) -> Vec<String> {
    words(text).into_iter().filter(|word| !given.contains(word)).collect()
}

#[test]
fn no_word_comes_from_the_code() {
    for (name, read) in PRINTED.iter().filter(|(name, _)| *name != "arabic.ar") {
        let mut given = given(name.split_once('.').unwrap().1);
        given.extend(words(INPUTS));
        let said = format!("{}\n{}", read.text(), read.artifacts.join(" "));
        assert_eq!(strangers(&said, &given), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_word_from_elsewhere_is_found() {
    assert_eq!(strangers("Me déplacer en fusée", &given("fr")), ["fusée"]);
}
