// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::*;
use domain::ids::SubmissionId;
use proptest::prelude::*;

fn any_route() -> impl Strategy<Value = Route> {
    let id = "[a-z0-9_-]{1,64}";
    let question = (id, id).prop_map(|(subject, question)| {
        let subject = SubjectId::new(subject).unwrap();
        StockPage::Question(QuestionRef { subject, question: QuestionId::new(question).unwrap() })
    });
    let sharing = id.prop_map(|subject| StockPage::Sharing(SubjectId::new(subject).unwrap()));
    let page = prop_oneof![
        Just(StockPage::Start),
        Just(StockPage::Subjects),
        question,
        sharing,
        Just(StockPage::Talk),
        Just(StockPage::Review),
        Just(StockPage::Sent),
        Just(StockPage::HelpNumbers),
    ];
    let copy = id.prop_map(|id| RecordPage::Copy(SubmissionId::new(id).unwrap()));
    let record = prop_oneof![
        Just(RecordPage::Answers),
        copy,
        Just(RecordPage::Sharing),
        Just(RecordPage::Talks),
        Just(RecordPage::Looks),
    ];
    prop_oneof![
        record.prop_map(Route::Record),
        Just(Route::Workshops),
        Just(Route::Month),
        prop::option::of(id.prop_map(AttrValue::from)).prop_map(Route::Cv),
        id.prop_map(|id| Route::Workshop(SlotId::new(id).unwrap())),
        Just(Route::Home),
        Just(Route::SignIn),
        page.prop_map(Route::Stock),
        Just(Route::Pathway),
        Just(Route::Account),
        Just(Route::Enrol),
        Just(Route::OnPhone),
        Just(Route::Reach),
        "[0-9a-z]{1,40}".prop_map(|token| Route::Offer(AttrValue::from(token))),
        Just(Route::Kit),
        Just(Route::NotFound),
    ]
}

proptest! {
    #[test]
    fn a_route_survives_its_path(route in any_route()) {
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }

    #[test]
    fn any_path_is_a_route_or_not_found(path in "[a-z/._%-]{0,40}") {
        let route = Route::parse(&path);
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }
}

#[test]
fn a_path_that_says_too_much_or_too_little_is_not_found() {
    for path in [
        "/pathway/x",
        "/o",
        "/o/x/y",
        "/account/x",
        "/workshops/w1/x",
        "/workshops/W1",
        "/stock/q",
        "/stock/q/mobilite",
        "/stock/q/mobilite/permis/x",
        "/stock/q/Mobilité/x",
        "/stocks",
        "/api/pathway/recap",
    ] {
        assert_eq!(Route::parse(path), Route::NotFound, "{path}");
    }
    assert_eq!(Route::parse("/pathway/"), Route::Pathway);
}
