use super::*;
use crate::ui::tests::{attribute, count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn it_is_a_region_named_by_its_title() {
    let root = draw_html(html! {
        <NextStep eyebrow="Votre prochaine étape" title="Faire le point" text="2 à 12 minutes.">
            <a href="/stock">{ "Commencer" }</a>
        </NextStep>
    })
    .await;
    let id = attribute(&root, "section", "aria-labelledby").unwrap();
    assert_eq!(text(&root, &["h2#", &id].concat()), "Faire le point");
    assert_eq!(count(&root, "section a[href='/stock']"), 1);
}
