use super::*;
use crate::ui::tests::{attribute, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn progress_is_said_and_a_bar_has_a_name() {
    let root = draw_html(html! {
        <><Progress words="2 sujets sur 12" /><UploadBar id="up" label="Page 1 sur 2" percent={30} /></>
    })
    .await;
    assert_eq!(text(&root, "[role=status]"), "2 sujets sur 12");
    assert_eq!(text(&root, "label[for=up]"), "Page 1 sur 2");
    assert_eq!(attribute(&root, "progress#up", "value").as_deref(), Some("30"));
}
