use super::*;
use proptest::prelude::*;

#[test]
fn a_card_is_read_as_people_type_it() {
    for typed in ["7K4M9-2PXQ8", "7k4m9 2pxq8", " 7K4M92PXQ8 ", "7k4m9–2pxq8"] {
        assert_eq!(typed.parse::<CardCode>().unwrap().grouped(), "7K4M9-2PXQ8", "{typed}");
    }
    assert_eq!("OoIiL-00111".parse::<CardCode>().unwrap().as_str(), "0011100111");
}

#[test]
fn a_wrong_card_says_what_is_wrong() {
    for (typed, problem) in [
        ("", CardProblem::Empty),
        ("7K4M9-2PX", CardProblem::TooShort { n_missing: 2 }),
        ("7K4M9-2PXQ8A", CardProblem::TooLong { n_extra: 1 }),
        ("7K4M9-2PXU8", CardProblem::BadChar { found: 'U' }),
        ("7K4M9-2PXé8", CardProblem::BadChar { found: 'é' }),
    ] {
        assert_eq!(typed.parse::<CardCode>(), Err(problem), "{typed}");
    }
}

#[test]
fn a_card_never_shows_itself_in_a_log() {
    let card: CardCode = "7K4M9-2PXQ8".parse().unwrap();
    assert!(!format!("{card:?}").contains("7K4M9"));
}

#[test]
fn a_birth_date_says_which_field_is_wrong() {
    for (day, month, year, expected) in [
        ("", "", "", Err(BirthDateProblem::Empty)),
        ("32", "1", "1980", Err(BirthDateProblem::BadDay)),
        ("x", "1", "1980", Err(BirthDateProblem::BadDay)),
        ("3", "13", "1980", Err(BirthDateProblem::BadMonth)),
        ("3", "1", "80", Err(BirthDateProblem::BadYear)),
        ("3", "1", "2027", Err(BirthDateProblem::BadYear)),
        ("31", "2", "1980", Err(BirthDateProblem::NoSuchDay)),
        (" 07", "3 ", "1984", Ok(Date::new(1984, 3, 7).unwrap())),
    ] {
        assert_eq!(read_birth_date(day, month, year, 2026), expected, "{day}/{month}/{year}");
    }
}

#[test]
fn waits_double_from_the_third_failure_up_to_a_minute() {
    let waits: Vec<u32> = (0..12).map(wait_after_failures_s).collect();
    assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert_eq!(wait_after_failures_s(u32::MAX), 60);
}

#[test]
fn a_camera_tells_a_card_from_every_other_code() {
    let card: CardCode = "7K4M9-2PXQ8".parse().unwrap();
    assert_eq!(card.qr_text(), "MT:7K4M92PXQ8");
    assert_eq!(CardCode::of_qr_text(&card.qr_text()), Some(card));
    for other in ["MT:7K4XQ2", "7K4M92PXQ8", "https://example.org/7K4M92PXQ8", "MT:", ""] {
        assert_eq!(CardCode::of_qr_text(other), None, "{other}");
    }
}

proptest! {
    #[test]
    fn every_generated_card_reads_back(numbers in any::<[u8; CARD_CHARS]>()) {
        let card = CardCode::from_numbers(numbers);
        prop_assert_eq!(card.grouped().to_lowercase().parse::<CardCode>(), Ok(card));
    }

    #[test]
    fn any_text_is_a_card_or_refused_without_panic(text in ".{0,20}") {
        let _ = text.parse::<CardCode>();
    }
}
