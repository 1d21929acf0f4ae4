use super::*;
use crate::ui::tests::{count, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn only_the_part_is_seen_and_it_has_a_name() {
    let src = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
    let root = draw_html(html! {
        <Portrait {src} alt="Votre photo" width={1200} height={1600} part={[396, 528, 408, 544]} />
    })
    .await;
    let drawn = root.query_selector("svg[role=img]").unwrap().unwrap();
    assert_eq!(drawn.get_attribute("viewBox").as_deref(), Some("396 528 408 544"));
    assert_eq!(drawn.get_attribute("aria-label").as_deref(), Some("Votre photo"));
    assert_eq!(count(&root, "image[width='1200'][height='1600']"), 1);
}
