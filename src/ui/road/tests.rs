use super::*;
use crate::ui::tests::{count, draw_html};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn each_level_has_its_own_silent_picture() {
    let roads = [Road::Fine, Road::Hard, Road::Blocked, Road::Unsaid];
    let root = draw_html(html! { <p>{ for roads.map(|road| road_picture(road, "mt-turn")) }</p> }).await;
    assert_eq!(count(&root, "svg[aria-hidden=true]"), 4);
    for href in ["#road-fine", "#road-hard", "#road-blocked", "#road-unsaid"] {
        assert_eq!(count(&root, &["use[href='", href, "']"].concat()), 1);
    }
}
