use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_tag_is_words_and_only_the_persons_own_wears_the_dot() {
    let root = draw_html(html! {
        <><Tag>{ "Prévue" }</Tag><Tag kind={TagKind::Warm}>{ "Votre place" }</Tag><Tag kind={TagKind::Success} icon="check">{ "Faite" }</Tag></>
    })
    .await;
    assert_eq!(count(&root, ".mt-dot[aria-hidden=true]"), 1);
    assert_eq!(text(&root, ".mt-tag--warm"), "Votre place");
    assert_eq!(count(&root, ".mt-tag--success svg[aria-hidden=true]"), 1);
}
