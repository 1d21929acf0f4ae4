//! Letters with access cards: one page each whatever the names are, the code as one types it, and nothing under the window
//! but who it is for.

use crate::reader::{plain, read};
use domain::session::CardCode;
use paper::{Letter, LetterLabels, Letterhead, a_page_each, letters, print};
use std::path::PathBuf;
use std::process::Command;

const CODE: &str = "7K4M9-2PXQ8";

fn card() -> CardCode {
    CODE.parse().unwrap()
}

fn qr() -> Vec<String> {
    let qr = fast_qr::qr::QRBuilder::new(card().qr_text()).build().unwrap();
    (0..qr.size).map(|y| (0..qr.size).map(|x| if qr[y][x].value() { '#' } else { '.' }).collect()).collect()
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

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("paper").join(format!("{name}.pdf"))
}

fn printed(name: &str, all: &[Letter], head: &Letterhead) -> crate::reader::Read {
    let bytes = print(&a_page_each(letters(all, head, LetterLabels::shipped()), all.len())).unwrap();
    std::fs::create_dir_all(file(name).parent().unwrap()).unwrap();
    std::fs::write(file(name), &bytes).unwrap();
    read(&bytes)
}

/// What one of Poppler's programs says about a letter, `to` its standard output.
fn poppler(program: &str, arguments: &[&str], name: &str, to: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).arg(file(name)).args(to).output();
    let output = output.expect("Poppler is missing: scripts/setup.sh installs it (poppler-utils)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A page as grey values, row by row, at so many dots per inch, and its width.
fn seen(name: &str, dpi: &str) -> (Vec<u8>, usize) {
    let pgm = poppler("pdftoppm", &["-gray", "-singlefile", "-r", dpi], name, &[]);
    // "P5", width, height, the highest value: each ends with one white space (netpbm's PGM).
    let mut ends = pgm.iter().enumerate().filter(|(_, byte)| byte.is_ascii_whitespace()).map(|(i, _)| i);
    let ends: Vec<usize> = ends.by_ref().take(4).collect();
    let width = String::from_utf8_lossy(&pgm[ends[0] + 1..ends[1]]).parse().unwrap();
    (pgm[ends[3] + 1..].to_vec(), width)
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

/// As from a page on a table, by a camera that sees fewer dots than a cheap printer prints.
#[test]
fn a_camera_reads_the_card_from_the_printed_page() {
    printed("letter-scanned", &[letter("Nadia Exemple")], &head());
    for dpi in ["72", "150"] {
        let (grey, width) = seen("letter-scanned", dpi);
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, grey.len() / width, |x, y| {
            grey[y * width + x]
        });
        let read: Vec<String> = picture.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
        assert_eq!(read, [card().qr_text()], "{dpi} dpi");
        assert_eq!(CardCode::of_qr_text(&read[0]), Some(card()));
    }
}

/// What one has to read is in large type: 14 points and more, and the code twice that.
#[test]
fn a_letter_is_in_large_type() {
    printed("letter-large", &[letter("Nadia Exemple")], &head());
    let boxes = String::from_utf8(poppler("pdftotext", &["-bbox"], "letter-large", &["-"])).unwrap();
    let height_of = |word: &str| {
        let line = boxes
            .lines()
            .find(|line| line.contains(&format!(">{word}<")))
            .unwrap_or_else(|| panic!("{word}: {boxes}"));
        let edge = |name: &str| {
            let (_, value) = line.split_once(&format!("{name}=\"")).unwrap();
            value.split_once('"').unwrap().0.parse::<f32>().unwrap()
        };
        edge("yMax") - edge("yMin")
    };
    // From the top of the tallest letter to the foot of the lowest, of a point of this type.
    const POINT: f32 = 1.362;
    for word in ["espace", "rythme.", "téléphone"] {
        assert!(height_of(word) >= 14.0 * POINT, "{word}: {}", height_of(word));
    }
    assert!(height_of(CODE) >= 28.0 * POINT, "{}", height_of(CODE));
}
