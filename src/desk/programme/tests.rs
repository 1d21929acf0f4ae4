use super::state::*;
use domain::programme::{CompanyProblem, MAX_DAYS};
use yew::AttrValue;

fn typed(form: &MonthForm, rows: &[(MonthField, &'static str)]) -> MonthForm {
    let type_one = |form: MonthForm, (field, text): &(MonthField, &'static str)| {
        form.after(MonthEvent::Typed(*field, AttrValue::from(*text)))
    };
    rows.iter().fold(form.clone(), type_one)
}

const WHOLE: [(MonthField, &str); 7] = [
    (MonthField::Theme, "Bâtiment"),
    (MonthField::DayVenue(0), "mediatheque"),
    (MonthField::DayDate(0), "2027-02-02"),
    (MonthField::Venue, "centre-ville"),
    (MonthField::Date, "2027-02-26"),
    (MonthField::From, "09:00"),
    (MonthField::To, "12:00"),
];

#[test]
fn all_that_is_missing_is_said_at_once_in_the_order_of_the_form() {
    let form = MonthForm::new("many").after(MonthEvent::Pressed);
    let wrong: Vec<MonthField> = form.problems.iter().map(|(field, _)| *field).collect();
    let all = [
        MonthField::Theme,
        MonthField::DayVenue(0),
        MonthField::DayDate(0),
        MonthField::DayPlaces(0),
        MonthField::Venue,
        MonthField::Date,
        MonthField::From,
        MonthField::To,
    ];
    assert_eq!((wrong.as_slice(), form.n_attempts), (all.as_slice(), 1));
}

#[test]
fn what_is_whole_is_sent_with_a_theme_of_the_list_or_of_ones_own() {
    let form = typed(&MonthForm::new("30"), &WHOLE);
    let body = form.read().unwrap();
    assert_eq!((body.theme.as_str(), body.days.len(), body.days[0].places), ("Bâtiment", 1, 30));
    let own = typed(&form, &[(MonthField::Theme, OWN_THEME)]);
    assert_eq!(own.read().unwrap_err(), [(MonthField::OwnTheme, "desk.month.theme.missing")]);
    let own = typed(&own, &[(MonthField::OwnTheme, " Les fêtes ")]);
    assert_eq!(own.read().unwrap().theme, "Les fêtes");
}

#[test]
fn days_come_and_go_and_one_stays() {
    let mut form = typed(&MonthForm::new("30"), &WHOLE);
    for _ in 0..MAX_DAYS + 2 {
        form = form.after(MonthEvent::DayAdded("30".into()));
    }
    assert_eq!(form.days.len(), MAX_DAYS);
    assert_eq!((form.days[1].venue.as_str(), form.days[1].date.as_str()), ("mediatheque", ""));
    for _ in 0..MAX_DAYS + 2 {
        form = form.after(MonthEvent::LastDayRemoved);
    }
    assert_eq!((form.days.len(), form.read().is_ok()), (1, true));
}

#[test]
fn a_refusal_of_the_server_stands_beside_the_dates_until_the_next_press() {
    let form = typed(&MonthForm::new("30"), &WHOLE).after(MonthEvent::Refused);
    assert_eq!(form.problem(MonthField::DayDate(0)), Some("error.month.refused"));
    assert_eq!(form.after(MonthEvent::Pressed).problems, []);
}

#[test]
fn a_company_is_read_from_its_form() {
    let empty = CompanyForm::default().pressed();
    let missing = [CompanyProblem::Name, CompanyProblem::Jobs, CompanyProblem::Place, CompanyProblem::Access];
    assert_eq!((empty.problems.as_slice(), empty.n_attempts), (missing.as_slice(), 1));
    let mut form = empty;
    form.sheet.name = "Le Fournil".to_owned();
    form.sheet.place = "Ici".to_owned();
    form.sheet.access = "Bus 4".to_owned();
    form.jobs = ["D1102".into(), AttrValue::default(), "D1102".into()];
    form.n_jobs = "deux".into();
    assert_eq!(form.pressed().problems, [CompanyProblem::Places]);
    form.n_jobs = " 2 ".into();
    assert_eq!(form.read().unwrap().n_jobs, 2);
}
