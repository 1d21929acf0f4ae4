use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn questions_and_answers_are_pairs_with_one_way_to_change_them() {
    let item = |id: &'static str| ReviewItem {
        id: id.into(),
        question: "Le permis ?".into(),
        answer: "J’ai le code".into(),
        change: None,
    };
    let change =
        Change { href: "/stock".into(), label: "Changer".into(), describes: " : Me déplacer".into() };
    let root = draw_html(html! {
        <Review title="Me déplacer" {change} items={vec![item("a"), item("b")]} reader="Hélène pourra lire." />
    })
    .await;
    assert_eq!(count(&root, "dl > div > dt + dd"), 2);
    assert_eq!(text(&root, "a"), "Changer : Me déplacer");
    assert_eq!(text(&root, ".mt-subject__note"), "Hélène pourra lire.");
}

#[wasm_bindgen_test]
async fn one_answer_can_have_its_own_way_back() {
    let change =
        Change { href: "/stock/licence".into(), label: "Changer".into(), describes: " : le permis".into() };
    let item = ReviewItem {
        id: "a".into(),
        question: "Le permis ?".into(),
        answer: "Oui".into(),
        change: Some(change),
    };
    let root = draw_html(html! { <Review title="Me déplacer" items={vec![item]} /> }).await;
    assert_eq!(text(&root, "dl > div > dd > a[href='/stock/licence']"), "Changer : le permis");
}

#[wasm_bindgen_test]
async fn each_question_can_have_its_own_way_back() {
    let change = Change { href: "/q/a".into(), label: "Changer".into(), describes: " : Le permis ?".into() };
    let item = |id: &'static str, change| ReviewItem {
        id: id.into(),
        question: "Le permis ?".into(),
        answer: "J’ai le code".into(),
        change,
    };
    let items = vec![item("a", Some(change)), item("b", None)];
    let root = draw_html(html! { <Review title="Me déplacer" {items} /> }).await;
    assert_eq!(count(&root, "a"), 1);
    assert_eq!(text(&root, "dl > div:first-child > dd + dd > a"), "Changer : Le permis ?");
}
