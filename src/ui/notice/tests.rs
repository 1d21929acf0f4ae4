use super::*;
use crate::ui::tests::{attribute, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn only_a_notice_that_arrives_later_is_said_aloud() {
    let root = draw_html(html! {
        <>
            <Notice title="Nouvelle version">{ "Vous gardez les vôtres." }</Notice>
            <Notice kind={NoticeKind::Success} live={true}>{ "Reçu." }</Notice>
        </>
    })
    .await;
    assert_eq!(attribute(&root, ".mt-notice:first-child", "role"), None);
    assert_eq!(attribute(&root, ".mt-notice--success", "role").as_deref(), Some("status"));
    assert_eq!(text(&root, ".mt-notice__title"), "Nouvelle version");
}
