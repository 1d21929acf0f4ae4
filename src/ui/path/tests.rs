use super::*;
use crate::ui::tests::{attribute, count, draw_html, text};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_state_is_in_words_and_one_step_is_current() {
    let root = draw_html(html! {
        <Path>
            <Phase key={1} number={1} title="Avant" state={Stage::Done} said="fait" />
            <Phase key={2} number={2} title="À l’entrée" state={Stage::Current}>
                <Steps>
                    <Step key="a" state={Stage::Done} said="fait">{ "Je rencontre mon référent" }</Step>
                    <Step key="b" state={Stage::Current}>{ "Nous relisons" }</Step>
                    <Step key="c" state={Stage::Ahead}>{ "Je signe" }</Step>
                </Steps>
            </Phase>
        </Path>
    })
    .await;
    assert_eq!(count(&root, "ol.mt-path > li"), 2);
    assert_eq!(count(&root, "ol.mt-path ol > li"), 3);
    assert_eq!(text(&root, "h2"), "Avant, fait");
    assert_eq!(text(&root, ".mt-steps__item--done"), "Je rencontre mon référent, fait");
    assert_eq!(count(&root, "[aria-current]"), 1);
    assert_eq!(attribute(&root, ".mt-steps__item--now", "aria-current").as_deref(), Some("step"));
    assert_eq!(count(&root, ".mt-path__marker:not([aria-hidden]), .mt-steps__marker:not([aria-hidden])"), 0);
}
