//! Letters with access cards: one page each whatever the names are, the code as one types it, and nothing under the window
//! but who it is for.

use crate::reader::{plain, read};
use paper::{Letter, LetterLabels, Letterhead, a_page_each, letters, print};

const CODE: &str = "7K4M9-2PXQ8";

fn qr() -> Vec<String> {
    (0..21).map(|y| (0..21).map(|x| if (x * y + x) % 3 == 0 { '#' } else { '.' }).collect()).collect()
}

fn head() -> Letterhead {
    Letterhead {
        from: ["Pôle d’insertion Centre-ville", "12 rue des Tilleuls", "04 65 71 00 10"]
            .map(str::to_owned)
            .into(),
        address: "portail.exemple.fr".to_owned(),
        phone: Some("04 65 71 00 10".to_owned()),
        made_on: "28 novembre 2026".to_owned(),
    }
}

fn letter(name: &str) -> Letter {
    let referent = Some(("Claire Martin".to_owned(), "Pôle d’insertion Centre-ville, bureau 12".to_owned()));
    Letter { name: name.to_owned(), referent, code: CODE.to_owned(), qr: qr() }
}

fn printed(name: &str, all: &[Letter], head: &Letterhead) -> crate::reader::Read {
    let bytes = print(&a_page_each(letters(all, head, LetterLabels::shipped()), all.len())).unwrap();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("paper");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.pdf")), &bytes).unwrap();
    read(&bytes)
}

#[test]
fn a_letter_says_who_it_is_for_the_code_and_where_to_go() {
    let read = printed("letter", &[letter("Nadia Exemple")], &head());
    let said = read.text();
    for words in ["Nadia Exemple", "Remis par Claire Martin", CODE, "portail.exemple.fr", "04 65 71 00 10"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(read.unheard.is_empty());
    assert_eq!(read.document.get_pages().len(), 1);
}

#[test]
fn the_longest_names_fit_on_the_page() {
    let long =
        |n: usize| "Marie-Antoinette de la Rochefoucauld ".repeat(5).chars().take(n).collect::<String>();
    let head = Letterhead {
        from: vec![long(80), long(80), "04 65 71 00 10".to_owned()],
        address: "main-tendue.insertion.departement-exemple.fr".to_owned(),
        ..head()
    };
    let one = Letter { referent: Some((long(80), long(80))), ..letter(&long(161)) };
    let read = printed("letter-longest", &[one.clone(), one], &head);
    assert_eq!(read.document.get_pages().len(), 2);
}

#[test]
fn each_letter_has_a_page_of_its_own_in_their_order() {
    let names = ["Ana Un", "Bea Deux", "Cleo Trois"];
    let read = printed("letters", &names.map(letter), &Letterhead { phone: None, ..head() });
    let pages: Vec<u32> = read.document.get_pages().into_keys().collect();
    assert_eq!(pages.len(), names.len());
    let said = read.text();
    let at: Vec<usize> = names.iter().map(|name| said.find(name).unwrap()).collect();
    assert!(at.is_sorted());
    let without_phone = plain("Demandez à l’accueil");
    assert!(said.contains(&without_phone), "{said}");
}
