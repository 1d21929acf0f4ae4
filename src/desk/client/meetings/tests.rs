use super::state::{FormEvent, MeetingField, MeetingForm, Where};
use contract::meetings::MeetingView;
use contract::pathway::Appointment;
use contract::session::Contact;
use domain::ids::MeetingId;
use domain::meetings::MeetingPlace;
use domain::time::Timestamp;

use MeetingField::{About, Day, Elsewhere, Length, Time};

fn typed(form: &MeetingForm, all: &[(MeetingField, &str)]) -> MeetingForm {
    let typed = |form: MeetingForm, (field, text): &(MeetingField, &str)| {
        form.after(FormEvent::Typed(*field, (*text).to_owned().into()))
    };
    all.iter().fold(form.clone(), typed)
}

fn meeting(place: MeetingPlace) -> MeetingView {
    let day = "2026-12-03".parse().unwrap();
    MeetingView {
        id: MeetingId::new("m").unwrap(),
        version: 4,
        with: Contact { name: "Claire".into(), phone: String::new(), place: "Pôle".into() },
        from: Appointment { day, time: "14:15".parse().unwrap(), at: Timestamp(0) },
        to: "15:00".parse().unwrap(),
        length_min: 45,
        place: Some(place),
        about: Some("Votre CV".into()),
        cannot_come_at: None,
        called_off: None,
        may_answer: true,
    }
}

#[test]
fn what_is_missing_is_said_all_at_once_and_what_was_typed_stays() {
    let form = typed(&MeetingForm::default(), &[(Length, "3"), (About, "Votre CV")]);
    let form = form.after(FormEvent::Chosen(Where::Elsewhere)).after(FormEvent::Pressed);
    let wrong: Vec<MeetingField> = form.problems.iter().map(|(field, _)| *field).collect();
    assert_eq!((wrong, form.n_attempts), (vec![Day, Time, Length, Elsewhere], 1));
    assert_eq!((form.about.as_str(), form.place), ("Votre CV", Where::Elsewhere));
    let refused = form.after(FormEvent::Refused(Day, "desk.meeting.day.past"));
    assert_eq!((refused.problem(Day), refused.n_attempts), (Some("desk.meeting.day.past"), 2));
    assert_eq!(refused.about, form.about);
}

#[test]
fn thirty_minutes_at_the_office_unless_something_else_is_said() {
    let form = typed(&MeetingForm::default(), &[(Day, "2026-12-03"), (Time, "09:00")]);
    let plan = form.read().unwrap();
    assert_eq!((plan.length_min, plan.place, plan.about), (30, MeetingPlace::Office, None));
    let plan = typed(&form.after(FormEvent::Chosen(Where::Elsewhere)), &[(Elsewhere, " Mairie ")]);
    assert_eq!(plan.read().unwrap().place, MeetingPlace::Elsewhere("Mairie".into()));
    assert_eq!(form.after(FormEvent::Kept), MeetingForm::default());
}

#[test]
fn a_meeting_is_changed_from_how_it_is() {
    for place in [MeetingPlace::Office, MeetingPlace::Phone, MeetingPlace::Elsewhere("Mairie".into())] {
        let plan = MeetingForm::of(&meeting(place.clone())).read().unwrap();
        assert_eq!((plan.day.to_string(), plan.time.to_string()), ("2026-12-03".into(), "14:15".into()));
        assert_eq!((plan.length_min, plan.place, plan.about.as_deref()), (45, place, Some("Votre CV")));
    }
}
