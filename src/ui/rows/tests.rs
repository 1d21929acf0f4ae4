use super::*;
use crate::ui::tests::{count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_timed_row_is_one_link_that_says_all() {
    let root = draw_html(html! {
        <Rows>
            <TimedRow key="cv" time="09:15" name="Mon CV prêt" more="Médiathèque" href="/workshops/w1">{ "Complet" }</TimedRow>
        </Rows>
    })
    .await;
    assert_eq!(text(&root, "li > a[href='/workshops/w1']"), "09:15Mon CV prêtMédiathèqueComplet");
}

#[wasm_bindgen_test]
async fn a_row_is_a_link_a_button_or_a_fact() {
    let root = draw_html(html! {
        <Rows>
            <Row key="link" name="CV" more="2 pages" icon="file-text" href="/documents" />
            <Row key="button" name="Appeler" on_click={Callback::noop()} />
            <Row key="fact" name="Pôle" />
        </Rows>
    })
    .await;
    assert_eq!(count(&root, "ul > li"), 3);
    assert_eq!(text(&root, "a[href='/documents'] .mt-row__text"), "CV2 pages");
    assert_eq!(count(&root, "button[type=button]"), 1);
    assert_eq!(count(&root, "li:last-child a, li:last-child button, li:last-child svg"), 0);
}
