use super::read::read;
use super::text::{decode, separator};
use super::words::ImportWords;
use contract::ErrorCode;
use contract::import::MAX_IMPORT_BYTES;
use domain::import::{Checked, Column, MAX_PEOPLE, Problem, ProblemKind, Roster};
use domain::time::Date;
use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;
use store::name_key;

fn check(bytes: &[u8]) -> Result<Checked, ErrorCode> {
    let languages = ["fr".to_owned(), "en".to_owned()];
    let referents = ["claire".to_owned()];
    let today = Date::new(2026, 11, 28).unwrap();
    read(bytes, &Roster { today, fold: name_key, languages: &languages, referents: &referents })
}

/// Each person with their line.
fn names(checked: &Checked) -> Vec<(u32, &str, &str)> {
    checked
        .people
        .iter()
        .map(|(line, one)| (*line, one.first_name.as_str(), one.last_name.as_str()))
        .collect()
}

const LIST: &str = "Nom;Prénom;Date de naissance;Langue;Référent\n\
                    Lefèvre;Zoë;12/03/1987;Français;claire\n\
                    O’Œuvray;Anaïs;1990-02-03;;\n";

#[test]
fn a_list_is_read_in_every_coding_and_with_every_separator() {
    for separator in [";", ",", "\t"] {
        for end in ["\n", "\r\n", "\r"] {
            let text = LIST.replace(';', separator).replace('\n', end);
            let utf_16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
                mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
            };
            let codings = [
                ("utf-8", text.as_bytes().to_vec()),
                ("utf-8 with its mark", format!("\u{feff}{text}").into_bytes()),
                ("windows-1252", WINDOWS_1252.encode(&text).0.into_owned()),
                ("utf-16 le", utf_16([0xff, 0xfe], u16::to_le_bytes)),
                ("utf-16 be", utf_16([0xfe, 0xff], u16::to_be_bytes)),
            ];
            for (coding, bytes) in codings {
                let checked = check(&bytes).unwrap();
                let expected = [(2, "Zoë", "Lefèvre"), (3, "Anaïs", "O’Œuvray")];
                assert_eq!(names(&checked), expected, "{coding} {separator:?} {end:?}");
                assert_eq!(checked.people[0].1.referent.as_deref(), Some("claire"));
                assert_eq!((checked.n_lines, checked.n_problems), (2, 0));
            }
        }
    }
}

#[test]
fn lines_are_numbered_as_a_spreadsheet_does() {
    let text = "sep=,\n\n\"Nom\",\"Prénom\",\"Date de naissance\",\"Note\"\n\
                Un,Ana,12/03/1987,\"deux\nlignes, et une \"\"virgule\"\"\"\n\
                ,,,\n\n\
                Deux,Bea,31/02/1987,\n\
                Trois,Cleo,1987-03-12";
    let checked = check(text.as_bytes()).unwrap();
    assert_eq!(names(&checked), [(4, "Ana", "Un"), (8, "Cleo", "Trois")]);
    let faulty =
        Problem { line: 7, column: Some(Column::BirthDate), kind: ProblemKind::NotADate, other_line: None };
    assert_eq!(checked.problems, [faulty]);
}

#[test]
fn what_programs_leave_behind_does_no_harm() {
    let trailing = "Nom;Prénom;Date de naissance;;;\nUn;Ana;12/03/1987;;;\n;;;;;\n;;;;;\n";
    let checked = check(trailing.as_bytes()).unwrap();
    assert_eq!((checked.n_lines, checked.n_problems), (1, 0));
    let open = "Nom;Prénom;Date de naissance\nUn;\"Ana;12/03/1987\nDeux;Bea;1/1/1990\nTrois;B;1/1/1990\nQuatre;C;1/1/1990\nCinq;D;1/1/1990\n";
    let checked = check(open.as_bytes()).unwrap();
    assert_eq!((checked.people.len(), checked.problems[0].kind), (0, ProblemKind::OpenQuote));
    let inside = "Nom,Prénom,Date de naissance\n\"Du Pont, épouse Martin\",\"=1+1\",12/03/1987\n";
    let checked = check(inside.as_bytes()).unwrap();
    assert_eq!(checked.problems[0].kind, ProblemKind::NotAName, "a formula is no name");
}

#[test]
fn what_is_no_list_is_refused_with_its_reason() {
    let headings = "nom;prénom;date de naissance\n";
    for (bytes, reason) in [
        (&b"PK\x03\x04\x14\0\x06\0"[..], ErrorCode::ImportUnreadable),
        (b"nom;pr\0enom;naissance\nUn;Ana;12/03/1987", ErrorCode::ImportUnreadable),
        (b"%PDF-1.7\n%\xe2\xe3\n", ErrorCode::ImportUnreadable),
        (b"", ErrorCode::ImportEmpty),
        (b"\n;;\n\n", ErrorCode::ImportEmpty),
        (headings.as_bytes(), ErrorCode::ImportEmpty),
        (b"nom;naissance\nUn;12/03/1987\n", ErrorCode::ImportColumns),
        (b"Un;Ana;12/03/1987\n", ErrorCode::ImportColumns),
    ] {
        assert_eq!(check(bytes).unwrap_err(), reason, "{bytes:?}");
    }
    let many = [headings, &"Un;Ana;12/03/1987\n".repeat(MAX_PEOPLE + 1)].concat();
    assert_eq!(check(many.as_bytes()).unwrap_err(), ErrorCode::ImportTooMany);
}

#[test]
fn the_people_of_a_whole_departement_fit() {
    let mut text = "nom;prénom;date de naissance;langue;référent\n".to_owned();
    for n in 0..MAX_PEOPLE {
        text.push_str(&format!("Famille-De-Nom-Composé{n};Marie-Antoinette;12/03/1987;fr;claire\n"));
    }
    assert!(text.len() < MAX_IMPORT_BYTES);
    let checked = check(text.as_bytes()).unwrap();
    assert_eq!((checked.people.len(), checked.n_problems), (MAX_PEOPLE, 0));
    assert_eq!(checked.people.last().unwrap().0 as usize, MAX_PEOPLE + 1);
}

#[test]
fn the_separator_is_the_one_of_the_headings() {
    for (text, found) in [
        ("a;b;c\n1,2,3,4,5;6", b';'),
        ("\"a;b\",\"c;d\",e", b','),
        ("a\tb\n", b'\t'),
        ("sep=\t\na;b", b'\t'),
        ("nom", b';'),
        ("", b';'),
    ] {
        assert_eq!(separator(text).0, found, "{text:?}");
    }
}

#[test]
fn every_remark_has_words_and_none_is_a_formula() {
    let languages = ["fr".to_owned(), "ar".to_owned()];
    for language in ["fr", "en-GB", "xx"] {
        let words = ImportWords::shipped(language);
        let remarks: Vec<_> = ProblemKind::ALL
            .into_iter()
            .zip(Column::ALL.into_iter().map(Some).chain([None]).cycle())
            .map(|(kind, column)| {
                words.remark(&Problem { line: 7, column, kind, other_line: Some(3) }, &languages)
            })
            .collect();
        assert!(remarks.iter().all(|one| !one.text.is_empty() && !one.text.contains('{')));
        let csv = String::from_utf8(words.csv(&remarks).unwrap()).unwrap();
        assert!(csv.starts_with('\u{feff}') && csv.lines().count() == remarks.len() + 1);
        for cell in csv.trim_start_matches('\u{feff}').lines().flat_map(|line| line.split(';')) {
            assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_bytes_come_they_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = check(&bytes);
        let with_headings = ["nom;prénom;né le\n".as_bytes(), &bytes].concat();
        if let Ok(checked) = check(&with_headings) {
            prop_assert_eq!(checked.people.len() + (checked.n_faulty + checked.n_twins) as usize, checked.n_lines as usize);
        }
    }

    /// What a text says does not depend on its coding.
    #[test]
    fn a_text_comes_back_from_windows_1252(text in "[a-zA-ZàâäéèêëïîôöùûüçœÉÈÀÇŒ’ ;,\n]{0,200}") {
        let bytes = WINDOWS_1252.encode(&text).0;
        // What happens to be UTF-8 as well is read as that.
        if str::from_utf8(&bytes).is_err() {
            prop_assert_eq!(decode(&bytes), Some(text));
        }
    }
}
