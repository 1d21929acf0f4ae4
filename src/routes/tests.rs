// proptest is a dependency of the native tests only.
#![cfg(not(target_arch = "wasm32"))]

use super::*;
use domain::ids::SubmissionId;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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

/// The variants of an enum of this file, by its source: what the compiler knows and tells nobody.
fn variants(source: &str, name: &str) -> BTreeSet<String> {
    let (_, body) = source.split_once(&format!("pub enum {name} {{")).unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let lines = body.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
    lines.map(|line| line.split(['(', ',', ' ']).next().unwrap().to_owned()).collect()
}

/// The preview is compared with the person's own pages on every page that this list gives an address, and on no other:
/// a page that is in neither half fails here.
#[test]
fn every_page_is_compared_with_its_preview_or_the_list_says_why_not() {
    let list: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(include_str!("../../tests/browser/lib/routes.json")).unwrap();
    let mut all = variants(include_str!("../routes.rs"), "Route");
    for (name, source) in [("Stock", include_str!("../routes.rs")), ("Record", include_str!("record.rs"))] {
        assert!(all.remove(name));
        all.extend(variants(source, &format!("{name}Page")).iter().map(|page| format!("{name}.{page}")));
    }
    assert_eq!(list.keys().cloned().collect::<BTreeSet<_>>(), all);
    for (name, paths) in &list {
        for path in paths.as_array().into_iter().flatten() {
            let path = path.as_str().unwrap().replace(['{', '}'], "");
            let route = format!("{:?}", Route::parse(&path));
            assert!(route.starts_with(&name.replace('.', "(")), "{path} is {route}, not {name}");
        }
    }
}
