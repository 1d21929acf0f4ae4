use super::*;
use crate::ui::tests::{count, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

fn handle(label: &'static str, at: u8) -> Handle {
    Handle { label: label.into(), said: "10 % enlevés".into(), at, least: 0, most: 80 }
}

#[wasm_bindgen_test]
async fn each_side_is_a_slider_with_a_name_and_says_how_far_it_is() {
    let handles = [handle("Haut", 10), handle("Droite", 100), handle("Bas", 100), handle("Gauche", 0)];
    let root = draw_html(html! {
        <Frame
            src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
            alt="Page 1"
            width={300}
            height={400}
            n_turns={1}
            {handles}
            on_move={Callback::noop()}
            on_point={Callback::noop()}
        />
    })
    .await;
    assert_eq!(count(&root, "[role=slider][tabindex='0']"), 4);
    assert_eq!(count(&root, "[aria-label=Haut][aria-valuenow='10'][aria-valuetext='10 % enlevés']"), 1);
    // Turned by a quarter it is as wide as the picture is high.
    assert_eq!(count(&root, "[aria-label=Droite][cx='400']"), 1);
}
