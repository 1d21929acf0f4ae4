use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_list_is_named_by_its_label_and_says_what_is_wrong() {
    let options: Vec<(AttrValue, AttrValue)> =
        vec![("".into(), "Choisissez".into()), ("a".into(), "Première".into())];
    let root = draw_html(html! {
        <List id="sheet" label="Fiche" {options} value="a" on_change={|_| ()} error="Choisissez une fiche." />
    })
    .await;
    assert_eq!(text(&root, "label[for=sheet]"), "Fiche");
    assert_eq!(count(&root, "select#sheet option"), 2);
    assert_eq!(count(&root, "select[aria-invalid=true][aria-describedby=sheet-error]"), 1);
    let list = root.query_selector("select").unwrap().unwrap().unchecked_into::<HtmlSelectElement>();
    assert_eq!(list.value(), "a");
}
