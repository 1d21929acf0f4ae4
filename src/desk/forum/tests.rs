use super::state::{FormEvent, ForumField, ForumForm};
use contract::forum::staff::UsualForum;

const USUAL: UsualForum = UsualForum { slot_min: 30, n_places: 440, kept_percent: 10 };

fn typed(fields: &[(ForumField, &'static str)]) -> ForumForm {
    let form = ForumForm::usual(USUAL);
    fields.iter().fold(form, |form, (field, text)| form.after(FormEvent::Typed(*field, (*text).into())))
}

/// All that a new forum needs.
const WHOLE: [(ForumField, &str); 5] = [
    (ForumField::Name, " Le forum "),
    (ForumField::Venue, "centre"),
    (ForumField::Day, "2027-03-18"),
    (ForumField::From, "09:00"),
    (ForumField::To, "17:00"),
];

#[test]
fn a_new_forum_is_as_usual_until_one_says_otherwise() {
    let form = typed(&WHOLE);
    let body = form.read().unwrap();
    assert_eq!(
        (body.name.as_str(), body.slot_min, body.n_places, body.kept_percent),
        ("Le forum", 30, 440, 10)
    );
    assert_eq!(form.shares(), Some((396, 44)));
    let other = form.after(FormEvent::Typed(ForumField::Places, "5".into()));
    assert_eq!((other.read().unwrap().n_places, other.shares()), (5, Some((4, 1))));
}

#[test]
fn all_that_is_missing_is_said_at_once_in_the_order_of_the_form() {
    let form = typed(&[]).after(FormEvent::Pressed);
    let fields: Vec<_> = form.problems.iter().map(|(field, _)| *field).collect();
    let expected = [ForumField::Name, ForumField::Venue, ForumField::Day, ForumField::From, ForumField::To];
    assert_eq!(fields, expected);
    assert_eq!(form.problem(ForumField::Day), Some("desk.slot.day.missing"));
}

#[test]
fn what_cannot_be_is_said_beside_its_field() {
    for (field, text, key) in [
        (ForumField::To, "08:00", "desk.forum.to.early"),
        (ForumField::Length, "3", "desk.forum.length.bad"),
        (ForumField::Places, "0", "desk.forum.places.bad"),
        (ForumField::Kept, "100", "desk.forum.kept.bad"),
        (ForumField::Kept, "dix", "desk.forum.kept.bad"),
    ] {
        let form = typed(&WHOLE).after(FormEvent::Typed(field, text.into())).after(FormEvent::Pressed);
        assert_eq!(form.problems, [(field, key)], "{text}");
    }
    let one = typed(&WHOLE).after(FormEvent::Typed(ForumField::Places, "1".into()));
    assert_eq!(
        one.read(),
        Err(vec![(ForumField::Kept, "desk.forum.kept.bad")]),
        "the one place cannot be kept"
    );
    let late = typed(&WHOLE).after(FormEvent::Refused(ForumField::Day, "desk.forum.day.past"));
    assert_eq!((late.problem(ForumField::Day), late.n_attempts), (Some("desk.forum.day.past"), 1));
}
