use super::*;
use crate::ui::tests::{count, draw_html, find, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn more_is_closed_until_asked_for_and_names_what_it_is_about() {
    let root =
        draw_html(html! { <More label="Les étapes" describes=" : Le permis"><p>{ "Une" }</p></More> }).await;
    assert_eq!(count(&root, "details:not([open]) > summary"), 1);
    assert_eq!(text(&root, "summary"), "Les étapes : Le permis");
    find(&root, "summary").click();
    assert_eq!(count(&root, "details[open] p"), 1);
}
