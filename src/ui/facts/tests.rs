use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn facts_are_a_list_and_their_pictures_are_silent() {
    let root = draw_html(html! {
        <Facts><Fact key="a" done={true}>{ "Envoyé." }</Fact><Fact key="b">{ "Pas encore lu." }</Fact></Facts>
    })
    .await;
    assert_eq!(count(&root, "ul > li"), 2);
    assert_eq!(count(&root, ".mt-list__item--done svg[aria-hidden=true]"), 1);
    assert_eq!(count(&root, ".mt-list__todo[aria-hidden=true]"), 1);
    assert_eq!(text(&root, "li:last-child"), "Pas encore lu.");
}
