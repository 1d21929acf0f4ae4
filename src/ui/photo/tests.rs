use super::*;
use crate::ui::tests::{count, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_page_has_a_name_and_is_turned_by_quarters() {
    let src = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
    let root = draw_html(html! {
        <>
            <Photo {src} alt="Page 1" />
            <Photo {src} alt="Page 2" n_turns={5} />
        </>
    })
    .await;
    assert_eq!(count(&root, "img[alt='Page 1']:not([class*='--'])"), 1);
    assert_eq!(count(&root, "img.mt-photo__picture--right[alt='Page 2']"), 1);
}
