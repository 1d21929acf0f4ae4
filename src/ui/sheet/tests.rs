use super::*;
use crate::ui::tests::{count, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

const SRC: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

fn page(alt: &'static str) -> PagePicture {
    PagePicture { src: SRC.into(), alt: alt.into() }
}

#[wasm_bindgen_test]
async fn a_page_has_its_own_words_and_a_sign_leaves_them_to_what_is_beside_it() {
    let root = draw_html(html! {
        <>
            <Sheet picture={page("Page 1")} kind="PDF"><p>{ "PDF" }</p></Sheet>
            <Sheet kind="Word"><p>{ "Word" }</p></Sheet>
        </>
    })
    .await;
    assert_eq!(count(&root, "img[alt='Page 1']"), 1);
    assert_eq!(count(&root, "[aria-hidden] > span"), 1);
    assert_eq!(count(&root, ".mt-sheet__words > p"), 2);
}

#[wasm_bindgen_test]
async fn pages_are_fetched_when_they_come_near() {
    let root = draw_html(html! { <Pages pages={vec![page("Page 1")]} /> }).await;
    assert_eq!(count(&root, "img[loading=lazy][alt='Page 1']"), 1);
}
