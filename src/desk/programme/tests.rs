use super::state::*;
use contract::programme::staff::StaffMonth;
use contract::workshops::When;
use domain::programme::{CompanyProblem, MAX_DAYS, MonthState};
use domain::time::Timestamp;
use domain::workshops::Zone;
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

fn staff_month() -> StaffMonth {
    let when = |day: &str, starts_at: i64| When {
        day: day.parse().unwrap(),
        from: "09:00".parse().unwrap(),
        to: "12:00".parse().unwrap(),
        zone: Zone::Paris,
        starts_at: Timestamp(starts_at),
        ends_at: Timestamp(starts_at + 1),
    };
    StaffMonth {
        id: "m4z".parse().unwrap(),
        theme: "Bâtiment".to_owned(),
        state: MonthState::Published,
        message: None,
        days: Vec::new(),
        venue: "centre-ville".parse().unwrap(),
        venue_name: "Centre-ville".to_owned(),
        dating: when("2027-02-26", 0),
        opens_at: None,
        max_talks: 4,
        n_companies: 3,
        n_talks: 30,
        n_talks_taken: 1,
        n_told: 1,
        version: 2,
    }
}

#[test]
fn a_copy_has_everything_but_the_dates_and_asks_whether_the_companies_come_again() {
    let month = staff_month();
    let copy = MonthForm::copy_of(&month, &["Bâtiment".to_owned()]);
    assert_eq!(
        (copy.theme.as_str(), copy.venue.as_str(), copy.date.as_str()),
        ("Bâtiment", "centre-ville", "")
    );
    assert_eq!((copy.from.as_str(), copy.to.as_str()), ("09:00", "12:00"));
    assert_eq!(copy.companies_of.as_ref(), Some(&month.id));
    assert_eq!(copy.after(MonthEvent::CompaniesOf(None)).companies_of, None);
    let without = MonthForm::copy_of(&StaffMonth { n_companies: 0, ..month.clone() }, &[]);
    assert_eq!((without.companies_of, without.own_theme.as_str()), (None, "Bâtiment"));
    assert_eq!(MonthForm::of(&month, &[]).date, "2027-02-26");
}
