use super::*;
use crate::ui::focus_title;
use crate::ui::tests::{attribute, count, document, draw_html, find};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_title_takes_focus_but_is_no_stop_of_the_tab_key() {
    let root = draw_html(html! { <div><a href="/">{ "a" }</a><Title>{ "Mon parcours" }</Title></div> }).await;
    assert_eq!(attribute(&root, "h1", "tabindex").as_deref(), Some("-1"));
    focus_title();
    assert_eq!(document().active_element(), Some(find(&root, "h1").into()));
}

#[wasm_bindgen_test]
async fn headings_keep_their_level_and_a_live_region_its_role() {
    let root = draw_html(html! {
        <Stack><Heading>{ "two" }</Heading><Heading level={3}>{ "three" }</Heading><LiveRegion text="Enregistré." /></Stack>
    })
    .await;
    assert_eq!(count(&root, "h2.mt-heading, h3.mt-heading"), 2);
    assert_eq!(count(&root, "p.mt-visually-hidden[role=status]"), 1);
}
