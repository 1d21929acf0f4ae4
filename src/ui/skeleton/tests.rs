use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_wait_is_said_and_its_shape_is_silent() {
    let root = draw_html(html! { <Skeleton label="Chargement…" lines={4} /> }).await;
    assert_eq!(text(&root, "[role=status]"), "Chargement…");
    assert_eq!(count(&root, "[aria-hidden=true] > .mt-skeleton__line"), 4);
}
