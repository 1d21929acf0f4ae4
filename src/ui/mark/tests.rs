use super::*;
use crate::ui::tests::{count, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_hand_always_carries_its_dot_and_stays_silent() {
    let root = draw_html(html! {
        <>
            { mark() }
            <HandArt art={Art::Held} class="a" />
            <HandArt art={Art::Waiting} class="b" />
            <HandArt art={Art::Landed} class="c" />
        </>
    })
    .await;
    assert_eq!(count(&root, "svg[aria-hidden=true] > .mt-mark__dot"), 4);
    assert_eq!(count(&root, ".mt-mark--waiting"), 1);
    assert_eq!(count(&root, ".mt-mark--landing > .mt-mark__check"), 1);
}
