use super::*;
use proptest::prelude::*;

fn fold(text: &str) -> String {
    let plain = text.to_lowercase().replace(['é', 'è'], "e").replace('ç', "c").replace(['\'', '_', '-'], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn with_roster<T>(look: impl FnOnce(&Roster<'_>) -> T) -> T {
    let languages = ["fr".to_owned(), "ar".to_owned()];
    let referents = ["claire".to_owned()];
    let today = Date::new(2026, 11, 28).unwrap();
    look(&Roster { today, fold, languages: &languages, referents: &referents })
}

const HEADINGS: [&str; 5] = ["NOM", "Prénom", "Date de naissance", "Langue", "Référent"];

fn columns() -> Columns {
    Columns::find(&HEADINGS, fold).unwrap()
}

fn read(cells: &[&str]) -> Result<Listed, Vec<Fault>> {
    with_roster(|roster| read_line(cells, &columns(), roster))
}

fn kind_of(date: &str) -> Option<ProblemKind> {
    read(&["Essai", "Ana", date]).err().map(|faults| faults[0].1)
}

#[test]
fn columns_are_known_in_any_order_and_others_are_left() {
    let columns = Columns::find(&["matricule", "né(e) le", "PRENOM", "nom_de_famille"], |text| {
        fold(&text.replace(['(', ')'], " "))
    });
    let columns = columns.unwrap();
    let found =
        with_roster(|roster| read_line(&["77", "1987-03-12", "Ana", "Essai"], &columns, roster)).unwrap();
    assert_eq!((found.last_name.as_str(), found.first_name.as_str()), ("Essai", "Ana"));
    for wrong in [&["nom", "prénom"][..], &["nom", "nom", "prénom", "naissance"], &[]] {
        assert_eq!(Columns::find(wrong, fold), Err(ColumnsRefused), "{wrong:?}");
    }
}

#[test]
fn a_line_is_somebody() {
    let found = read(&["  ESSAI ", "Ana\u{a0} Maria", "12/03/1987", "Français", " Claire", "", " "]).unwrap();
    assert_eq!((found.last_name.as_str(), found.first_name.as_str()), ("ESSAI", "Ana Maria"));
    assert_eq!(found.birth_date.to_string(), "1987-03-12");
    assert_eq!((found.language.as_deref(), found.referent.as_deref()), (Some("fr"), Some("claire")));
    let short = read(&["Essai", "Ana", "12/03/1987"]).unwrap();
    assert_eq!((short.language, short.referent), (None, None));
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    use ProblemKind as Kind;
    let faults = read(&["", "---", "31/02/1987", "klingon", "personne", "", "trop"]).unwrap_err();
    let expected = [
        (Some(Column::LastName), Kind::Missing),
        (Some(Column::FirstName), Kind::NotAName),
        (Some(Column::BirthDate), Kind::NotADate),
        (Some(Column::Language), Kind::UnknownLanguage),
        (Some(Column::Referent), Kind::UnknownReferent),
        (None, Kind::ExtraCells),
    ];
    assert_eq!(faults, expected);
    for name in ["a\nb", "a\u{7}b", &"x".repeat(81), "123", "!"] {
        assert_eq!(read(&[name, "Ana", "1987-03-12"]).unwrap_err()[0].1, Kind::NotAName, "{name:?}");
    }
    let swallowed = "Essai\nB;Bea;1990-01-01\nC;Cleo;1990-01-01\nD;Dora;1990-01-01\nE";
    assert_eq!(read(&[swallowed]).unwrap_err(), [(None, Kind::OpenQuote)]);
}

#[test]
fn a_day_is_written_as_in_france_or_as_programs_do() {
    use ProblemKind as Kind;
    for day in [
        "12/03/1987",
        "12/3/1987",
        "12-03-1987",
        "12.03.1987",
        "1987-03-12",
        "1987-03-12 00:00:00",
        "1987-03-12T00:00",
    ] {
        assert_eq!(kind_of(day), None, "{day}");
    }
    for (day, kind) in [
        ("", Kind::Missing),
        ("12/03/87", Kind::ShortYear),
        ("31/02/1987", Kind::NotADate),
        ("12/13/1987", Kind::NotADate),
        ("31848", Kind::NotADate),
        ("12 mars 1987", Kind::NotADate),
        ("1987-03-12 14:00", Kind::NotADate),
        ("12/03/187", Kind::NotADate),
        ("-1/03/1987", Kind::NotADate),
        ("12/03/1887", Kind::Age),
        ("12/03/2027", Kind::Age),
        ("29/11/2012", Kind::Age),
        ("28/11/1915", Kind::Age),
    ] {
        assert_eq!(kind_of(day), Some(kind), "{day}");
    }
    assert_eq!(kind_of("28/11/2012"), None, "fourteen today");
}

#[test]
fn somebody_again_is_told_with_the_line_of_the_first_time() {
    let mut checked = Checked::default();
    with_roster(|roster| {
        let lines: [&[&str]; 5] = [
            &["Essai", "Ana", "12/03/1987"],
            &["", " ", ""],
            &["ESSAI", "ana", "1987-03-12"],
            &["Ana", "Essai", "12/03/1987"],
            &["Essai", "Ana", "13/03/1987"],
        ];
        for (at, cells) in (2u32..).zip(lines) {
            checked.take(at, cells, &columns(), roster);
        }
    });
    let told: Vec<_> = checked.problems.iter().map(|one| (one.line, one.other_line)).collect();
    assert_eq!(told, [(4, Some(2)), (5, Some(2))]);
    assert_eq!((checked.n_lines, checked.n_twins, checked.n_faulty, checked.people.len()), (4, 2, 0, 2));
}

#[test]
fn what_is_told_has_an_end_and_what_is_counted_has_none() {
    let mut checked = Checked::default();
    with_roster(|roster| {
        for line in 2..u32::try_from(MAX_PROBLEMS).unwrap() {
            checked.take(line, &["", "", "x"], &columns(), roster);
        }
    });
    assert_eq!(checked.problems.len(), MAX_PROBLEMS);
    assert_eq!(checked.n_problems as usize, 3 * (MAX_PROBLEMS - 2));
}

proptest! {
    /// Whatever stands in a line, it is somebody or has a fault, and somebody is somebody again when their line is written anew.
    #[test]
    fn whatever_stands_in_a_line_it_is_read(cells in prop::collection::vec("\\PC{0,90}|[0-9/. -]{0,12}", 0..8)) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        match read(&cells) {
            Err(faults) => prop_assert!(!faults.is_empty() && faults.iter().all(|(_, kind)| kind.is_fault())),
            Ok(found) => {
                let day = found.birth_date.to_string();
                prop_assert_eq!(read(&[&found.last_name, &found.first_name, &day]).map(|again| again.last_name), Ok(found.last_name));
            }
        }
    }

    /// Every line with something in it is counted once: taken, told, or somebody again.
    #[test]
    fn every_line_is_counted(lines in prop::collection::vec(("[AB]?", "[CD ]{0,2}", "12/03/198[0-2]|x"), 0..40)) {
        let mut checked = Checked::default();
        with_roster(|roster| {
            for (at, (last, first, day)) in (2u32..).zip(&lines) {
                checked.take(at, &[last, first, day], &columns(), roster);
            }
        });
        prop_assert_eq!(checked.n_lines as usize, lines.len());
        prop_assert_eq!(checked.people.len() + (checked.n_faulty + checked.n_twins) as usize, lines.len());
    }

    #[test]
    fn every_day_of_an_age_that_can_be_is_read_in_both_ways(year in 1920u16..=2010, month in 1u8..=12, day in 1u8..=28) {
        let date = Date::new(year, month, day).unwrap();
        for written in [format!("{day:02}/{month:02}/{year}"), format!("{day}.{month}.{year}"), date.to_string()] {
            prop_assert_eq!(read(&["Essai", "Ana", &written]).map(|found| found.birth_date), Ok(date));
        }
    }
}
