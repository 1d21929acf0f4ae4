use super::*;
use crate::ui::tests::{attribute, count, document, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

const SPRITE: &str = include_str!("../../../assets/icons/sprite.svg");

#[wasm_bindgen_test]
async fn a_pictogram_is_silent_and_names_its_drawing() {
    let root = draw_html(html! { <><Icon name="bus" turn={true} />{ picto(&"wallet".into()) }</> }).await;
    assert_eq!(count(&root, "svg"), count(&root, "svg[aria-hidden=true]"));
    assert_eq!(attribute(&root, "use", "href").as_deref(), Some("#i-bus"));
}

#[wasm_bindgen_test]
fn every_drawing_that_the_kit_names_is_in_the_sprite() {
    let sprite = document().create_element("div").unwrap();
    sprite.set_inner_html(SPRITE);
    for id in [
        "hand",
        "road-fine",
        "road-hard",
        "road-blocked",
        "road-unsaid",
        "i-check",
        "i-chevron-down",
        "i-chevron-right",
        "i-circle-alert",
        "i-clock",
        "i-globe",
        "i-info",
        "i-lock",
        "i-eye",
        "i-arrow-left",
        "i-wifi-off",
        "i-refresh-cw",
    ] {
        assert_eq!(count(&sprite, &["#", id].concat()), 1, "{id}");
    }
}
