use super::*;
use proptest::prelude::*;

fn stint() -> impl Strategy<Value = Stint> {
    let year = || prop::option::of(1900u16..2110);
    (
        "[a-zé \u{200b}\n]{0,90}",
        "[a-z ]{0,20}",
        year(),
        year(),
        any::<bool>(),
        prop::collection::vec("[a-z ]{0,10}", 0..5),
    )
        .prop_map(|(title, place, from, to, goes_on, tasks)| Stint {
            title,
            code: None,
            place,
            from,
            to,
            goes_on,
            tasks,
        })
}

fn part() -> impl Strategy<Value = Part> {
    let skill =
        || ("\\PC{0,90}", prop::option::of("[A-Za-z0-9]{0,6}")).prop_map(|(text, code)| Skill { text, code });
    let contact = ("\\PC{0,90}", "[0-9 +]{0,14}", "[a-z@.]{0,12}", "[a-z]{0,9}");
    prop_oneof![
        prop::collection::vec(stint(), 0..9).prop_map(Part::Jobs),
        prop::collection::vec(skill(), 0..11).prop_map(Part::Skills),
        contact.prop_map(|(name, phone, email, town)| Part::Contact(Contact { name, phone, email, town })),
        ("\\PC{0,300}", any::<bool>()).prop_map(|(interests, car)| Part::More(More {
            interests,
            car,
            ..More::default()
        })),
    ]
}

proptest! {
    /// What is kept is kept as it is the next time, within every limit, and its words are those that were written.
    #[test]
    fn what_is_kept_is_within_the_limits_and_stays(part in part()) {
        let key = part.key();
        if let Ok(kept) = check_part(part.clone()) {
            prop_assert!(check_part(kept.clone()) == Ok(kept.clone()), "checked twice is the same");
            let cv = Cv::of([kept]);
            for line in cv.lines(key) {
                prop_assert!(line.chars().count() <= TEXT_MAX_CHARS && line == line.trim(), "{:?}", line);
                prop_assert!(!line.chars().any(crate::documents::is_hidden));
            }
            prop_assert!(cv.jobs.len() <= MAX_STINTS && cv.skills.len() <= MAX_SKILLS);
            prop_assert!(cv.jobs.iter().all(|job| job.tasks.len() <= MAX_TASKS && job.to.is_none_or(|to| job.from.is_none_or(|from| from <= to))));
            // Everything that has words is still there.
            if let (Part::Skills(before), Part::Skills(after)) = (part, cv.part(key)) {
                let said = before.iter().filter(|skill| skill.text.chars().any(|c| !c.is_whitespace() && !crate::documents::is_hidden(c)));
                prop_assert_eq!(said.count(), after.len());
            }
        }
    }

    #[test]
    fn the_latest_comes_first_and_nobody_is_lost(stints in prop::collection::vec(stint(), 0..9)) {
        let ordered = latest_first(&stints);
        prop_assert_eq!(ordered.len(), stints.len());
        prop_assert!(stints.iter().all(|stint| ordered.contains(&stint)));
        for pair in ordered.windows(2) {
            prop_assert!(pair[0].goes_on >= pair[1].goes_on);
            if pair[0].goes_on == pair[1].goes_on {
                prop_assert!(pair[0].to.or(pair[0].from) >= pair[1].to.or(pair[1].from));
            }
        }
    }
}

fn job(title: &str, from: Option<u16>, to: Option<u16>) -> Stint {
    Stint { title: title.to_owned(), from, to, ..Stint::default() }
}

#[test]
fn each_thing_that_is_wrong_is_told() {
    let contact = |phone: &str, email: &str| {
        Part::Contact(Contact { phone: phone.to_owned(), email: email.to_owned(), ..Contact::default() })
    };
    let untitled = Stint { place: "Lille".to_owned(), ..Stint::default() };
    for (part, expected) in [
        (contact("06", ""), vec![CvProblem::Phone]),
        (contact("06 12 34 56 78", "nadia"), vec![CvProblem::Email]),
        (Part::Jobs(vec![untitled]), vec![CvProblem::Title]),
        (Part::Jobs(vec![job("a", Some(19), None)]), vec![CvProblem::From]),
        (Part::Jobs(vec![job("a", Some(2020), Some(2019))]), vec![CvProblem::Reversed]),
        (Part::Jobs(vec![job("a", None, None); 7]), vec![CvProblem::TooMany]),
        (Part::Wish(Wish { job: "x".repeat(81), ..Wish::default() }), vec![CvProblem::TooLong]),
    ] {
        assert_eq!(check_part(part), Err(expected));
    }
    assert!(check_part(contact("", "")).is_ok(), "nothing is asked before the paper is made");
}

#[test]
fn only_a_name_and_one_way_to_be_reached_are_needed() {
    let mut cv = Cv::default();
    assert_eq!(lacks(&cv), [Lack::Name, Lack::Reach]);
    cv.contact.name = "Nadia".to_owned();
    assert_eq!((lacks(&cv), suggest_next(&cv)), (vec![Lack::Reach], Some(PartKey::Contact)));
    cv.contact.email = "nadia@exemple.fr".to_owned();
    assert_eq!((lacks(&cv), suggest_next(&cv)), (vec![], Some(PartKey::Skills)));
    cv.skills = vec![Skill { text: "Cuisiner".to_owned(), code: None }];
    assert_eq!(suggest_next(&cv), Some(PartKey::Doings), "never a job that one did not have");
    cv.doings = vec![job("Bénévole", None, None)];
    assert_eq!(suggest_next(&cv), None);
}

#[test]
fn parts_have_names_that_can_be_read_back() {
    for key in PartKey::ALL {
        assert_eq!(key.as_str().parse(), Ok(*key));
        assert_eq!(Cv::default().part(*key).key(), *key);
        let json = serde_json::to_value(Cv::default().part(*key)).unwrap();
        assert!(json.as_object().unwrap().contains_key(key.as_str()), "{json}");
    }
    assert_eq!(PartKey::Contact.next(), Some(PartKey::Wish));
    assert_eq!(PartKey::More.next(), None);
}
