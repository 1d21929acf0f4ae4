use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_title_has_the_level_that_the_page_gives() {
    let root = draw_html(html! {
        <><Card title="One">{ "a" }</Card><Card title="Two" level={3} kind={CardKind::Warm}>{ "b" }</Card><Card>{ "c" }</Card></>
    })
    .await;
    assert_eq!(text(&root, "h2"), "One");
    assert_eq!(text(&root, ".mt-card--warm > h3"), "Two");
    assert_eq!(count(&root, "h2, h3"), 2);
}
