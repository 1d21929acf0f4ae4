use super::*;
use crate::ui::tests::{count, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_code_is_a_picture_with_a_name_and_a_white_margin() {
    let modules = vec![true, true, false, false, false, true, true, false, true];
    let root = draw_html(html! { <Qr label="QR code de votre billet" {modules} /> }).await;
    assert_eq!(count(&root, "svg[role=img][aria-label='QR code de votre billet'][viewBox='0 0 11 11']"), 1);
    assert_eq!(count(&root, "path[d='M4 4h2v1h-2zM6 5h1v1h-1zM4 6h1v1h-1zM6 6h1v1h-1z']"), 1);
}
