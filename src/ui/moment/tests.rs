use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_fact_is_the_title_of_the_page() {
    let root =
        draw_html(html! { <Moment art={Art::Landed} title="C’est envoyé." text="Mardi à 14 h 32" /> }).await;
    assert_eq!(text(&root, "h1[tabindex='-1']"), "C’est envoyé.");
    assert_eq!(text(&root, "p"), "Mardi à 14 h 32");
    assert_eq!(count(&root, "svg:not([aria-hidden])"), 0);
}
