use super::*;

const BLOCKED: Answer = Answer::Level(Level::Blocked);
const FINE: Answer = Answer::Level(Level::Fine);

fn pages(answers: &Answers) -> Vec<String> {
    let name = |page: &Page| match page {
        Page::Triage => "triage".to_owned(),
        Page::Question(at) => format!("{}.{}", at.subject, at.question),
        Page::Sharing(subject) => format!("sharing.{subject}"),
        Page::PrivateTalk => "talk".to_owned(),
        Page::Review => "review".to_owned(),
    };
    route(&small(), answers).pages.iter().map(name).collect()
}

#[test]
fn all_well_everywhere_is_three_pages() {
    let answers =
        answered(&small(), &[("triage.home", FINE), ("triage.health", FINE), ("triage.money", FINE)]);
    assert_eq!(pages(&answers), ["triage", "talk", "review"]);
    assert_eq!(missing(&small(), &answers), []);
}

#[test]
fn only_flagged_subjects_open() {
    let answers = answered(&small(), &[("triage.home", FINE), ("triage.health", BLOCKED)]);
    assert_eq!(pages(&answers), ["triage", "health.limits", "sharing.health", "talk", "review"]);
}

#[test]
fn a_branch_opens_and_closes_with_its_answer() {
    let tenant = answered(&small(), &[("triage.home", BLOCKED), ("answer.home.where", choices(&["tenant"]))]);
    assert_eq!(
        pages(&tenant),
        ["triage", "home.where", "home.paying", "home.problems", "sharing.home", "talk", "review"]
    );
    let nowhere = save(&small(), &tenant, "answer.home.where", choices(&["nowhere"]));
    assert_eq!(pages(&nowhere), ["triage", "home.where", "sharing.home", "talk", "review"]);
}

#[test]
fn a_cut_branch_keeps_nothing_and_cuts_what_hangs_on_it() {
    let all = answered(
        &small(),
        &[
            ("triage.home", BLOCKED),
            ("triage.money", BLOCKED),
            ("answer.home.where", choices(&["tenant"])),
            ("answer.home.paying", choices(&["late"])),
            ("answer.home.problems", choices(&["cold", "noise"])),
            ("answer.money.debts", choices(&["yes"])),
            ("sharing.home", Answer::Sharing(Sharing::Referent)),
        ],
    );
    let family = save(&small(), &all, "answer.home.where", choices(&["family"]));
    assert_eq!(family.get(&key("answer.home.paying")), None);
    assert_eq!(family.get(&key("answer.money.debts")), None);
    assert_eq!(family.get(&key("answer.home.problems")), Some(&choices(&["cold"])), "noise is for tenants");
    let closed = save(&small(), &all, "triage.home", FINE);
    assert_eq!(closed.0.keys().map(ToString::to_string).collect::<Vec<_>>(), ["triage.home", "triage.money"]);
}

#[test]
fn a_person_resumes_at_the_first_page_without_an_answer() {
    let definition = small();
    let resume = |answers: &Answers| route(&definition, answers).resume_at(answers);
    assert_eq!(resume(&Answers::default()), Page::Triage);
    let begun = answered(&definition, &[("triage.health", BLOCKED)]);
    assert_eq!(resume(&begun), Page::Question(at("health", "limits")));
    let further = save(&definition, &begun, "answer.health.limits", choices(&["no"]));
    assert_eq!(resume(&further), Page::Sharing(sid("health")));
    let shared = save(&definition, &further, "sharing.health", Answer::Sharing(Sharing::Me));
    assert_eq!(resume(&shared), Page::PrivateTalk);
    let talked = save(&definition, &shared, "private-talk", choices(&["no"]));
    assert_eq!(resume(&talked), Page::Review);
}

#[test]
fn pages_know_their_neighbours_and_their_place() {
    let answers = answered(&small(), &[("triage.home", BLOCKED), ("triage.money", BLOCKED)]);
    let route = route(&small(), &answers);
    let sharing = Page::Sharing(sid("home"));
    assert_eq!(route.after(&Page::Triage), Page::Question(at("home", "where")));
    assert_eq!(route.before(&sharing), Some(Page::Question(at("home", "where"))));
    assert_eq!(route.before(&Page::Triage), None);
    assert_eq!(route.after(&Page::Question(at("health", "limits"))), Page::Review, "not on this route");
    assert_eq!(route.subject_position(&sharing), Some((1, 2)));
    assert_eq!(route.subject_position(&Page::Question(at("money", "urgent"))), Some((2, 2)));
    assert_eq!(route.subject_position(&Page::Review), None);
    assert_eq!(route.question_position(&at("home", "where")), Some((1, 1)));
    assert_eq!(route.question_position(&at("health", "limits")), None, "not on this route");
}

#[test]
fn sensitive_pages_are_those_of_what_others_should_not_see() {
    let mut definition = small();
    for (page, expected) in [
        (Page::Question(at("health", "limits")), true),
        (Page::Sharing(sid("health")), true),
        (Page::PrivateTalk, true),
        (Page::Question(at("home", "where")), false),
        (Page::Question(at("nothing", "where")), false),
        (Page::Triage, false),
        (Page::Review, false),
    ] {
        assert_eq!(definition.is_sensitive(&page), expected, "{page:?}");
    }
    let home = definition.subjects.iter_mut().find(|subject| subject.id == sid("home")).unwrap();
    home.questions[0].options[0].helplines = true;
    assert!(definition.is_sensitive(&Page::Question(at("home", "where"))), "it shows help numbers");
    assert!(!definition.is_sensitive(&Page::Sharing(sid("home"))));
}

#[test]
fn what_is_missing_is_named_in_order() {
    assert_eq!(missing(&small(), &Answers::default()), [Page::Triage]);
    let answers = answered(&small(), &[("triage.health", BLOCKED)]);
    assert_eq!(
        missing(&small(), &answers),
        [Page::Question(at("health", "limits")), Page::Sharing(sid("health"))]
    );
}

#[test]
fn a_wrong_answer_says_why() {
    let definition = small();
    let open =
        answered(&definition, &[("triage.home", BLOCKED), ("answer.home.where", choices(&["family"]))]);
    let check = |step: &str, answer: Answer| check_answer(&definition, &open, &key(step), &answer);
    use AnswerProblem as P;
    for (step, answer, expected) in [
        ("triage.nobody", FINE, vec![P::UnknownStep]),
        ("answer.home.nothing", choices(&["x"]), vec![P::UnknownStep]),
        ("sharing.nobody", Answer::Sharing(Sharing::Me), vec![P::UnknownStep]),
        ("triage.home", choices(&["tenant"]), vec![P::WrongKind]),
        ("sharing.home", FINE, vec![P::WrongKind]),
        ("answer.home.where", Answer::Text("x".into()), vec![P::WrongKind]),
        ("answer.home.paying", choices(&["late"]), vec![P::HiddenStep]),
        ("answer.health.limits", choices(&["no"]), vec![P::HiddenStep]),
        ("sharing.health", Answer::Sharing(Sharing::Me), vec![P::HiddenStep]),
        ("answer.home.where", choices(&[]), vec![P::Empty]),
        ("answer.home.where", choices(&["castle"]), vec![P::UnknownOption { option: oid("castle") }]),
        ("answer.home.where", choices(&["tenant", "family"]), vec![P::TooMany { max: 1 }]),
        ("answer.home.problems", choices(&["noise"]), vec![P::HiddenOption { option: oid("noise") }]),
        ("answer.home.problems", choices(&["cold", "cold"]), vec![P::RepeatedOption { option: oid("cold") }]),
        ("answer.home.problems", choices(&["cold", "none"]), vec![P::NotAlone { option: oid("none") }]),
        (
            "answer.home.problems",
            choices(&["skip", "noise"]),
            vec![P::NotAlone { option: oid("skip") }, P::HiddenOption { option: oid("noise") }],
        ),
        ("private-talk", choices(&["maybe"]), vec![P::UnknownOption { option: oid("maybe") }]),
    ] {
        assert_eq!(check(step, answer.clone()), Err(expected), "{step} {answer:?}");
    }
    assert_eq!(check("answer.home.problems", choices(&["cold", "talk"])), Ok(()), "talk goes with others");
}

#[test]
fn each_kind_takes_its_own_answer() {
    let job = |code: &str| Entry { code: code.to_owned(), label: code.to_owned(), also: vec![] };
    let jobs = Kind::Guided { max: 2, entries: vec![job("K2204"), job("G1602"), job("N1103")] };
    let definition = questionnaire(vec![subject(
        "work",
        Sensitivity::Normal,
        vec![
            question("jobs", jobs, &["unknown"]),
            question("since", Kind::Date, &["skip"]),
            question("note", Kind::Text { max_chars: 5 }, &["skip"]),
        ],
    )]);
    let open = answered(&definition, &[("triage.work", BLOCKED)]);
    let check = |step: &str, answer: Answer| check_answer(&definition, &open, &key(step), &answer);
    let entries = |codes: &[&str]| Answer::Entries(codes.iter().map(|c| (*c).to_owned()).collect());
    use AnswerProblem as P;
    assert_eq!(check("answer.work.jobs", entries(&["K2204", "G1602"])), Ok(()));
    assert_eq!(check("answer.work.jobs", choices(&["unknown"])), Ok(()));
    assert_eq!(check("answer.work.jobs", entries(&[])), Err(vec![P::Empty]));
    assert_eq!(
        check("answer.work.jobs", entries(&["K2204", "G1602", "X0000"])),
        Err(vec![P::TooMany { max: 2 }, P::UnknownEntry { code: "X0000".into() }])
    );
    assert_eq!(check("answer.work.since", Answer::Date("2024-02-29".parse().unwrap())), Ok(()));
    assert_eq!(check("answer.work.since", Answer::Text("hier".into())), Err(vec![P::WrongKind]));
    assert_eq!(check("answer.work.note", Answer::Text(" éééàà ".into())), Ok(()), "characters, not bytes");
    assert_eq!(
        check("answer.work.note", Answer::Text("123456".into())),
        Err(vec![P::TooLong { max_chars: 5 }])
    );
    assert_eq!(check("answer.work.note", Answer::Text("  ".into())), Err(vec![P::Empty]));
}

#[test]
fn a_step_key_survives_its_text_and_nothing_else_reads() {
    for text in ["triage.home", "answer.home.where", "sharing.home", "private-talk"] {
        assert_eq!(key(text).to_string(), text);
    }
    for text in
        ["", "triage", "triage.", "triage.a.b", "answer.a", "answer.a.b.c", "private-talk.x", "sharing.É"]
    {
        assert!(text.parse::<StepKey>().is_err(), "{text}");
    }
}

#[test]
fn answers_travel_as_an_object_also_when_there_are_none() {
    let some = answered(&small(), &[("triage.home", Answer::Level(Level::Fine))]);
    for (answers, text) in [(Answers::default(), "{}"), (some, r#"{"triage.home":{"level":"fine"}}"#)] {
        assert_eq!(serde_json::to_string(&answers).unwrap(), text);
        assert_eq!(serde_json::from_str::<Answers>(text).unwrap(), answers);
    }
    assert!(serde_json::from_str::<Answers>("[]").is_err(), "a list is something else");
}
