use super::*;
use crate::ui::tests::{attribute, count, document, draw, find, settle, text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn props(on_choose: Callback<AttrValue>) -> LanguageChoiceProps {
    let language =
        |code: &'static str, name: &'static str, rtl| Language { code: code.into(), name: name.into(), rtl };
    LanguageChoiceProps {
        label: "Langue".into(),
        languages: vec![language("fr", "Français", false), language("ar", "العربية", true)],
        current: "fr".into(),
        on_choose,
    }
}

#[wasm_bindgen_test]
async fn each_language_is_named_in_itself() {
    let (root, _) = draw::<LanguageChoice>(props(Callback::noop())).await;
    assert_eq!(text(&root, "summary"), "Langue: Français");
    assert_eq!(attribute(&root, "button[lang=ar]", "dir").as_deref(), Some("rtl"));
    assert_eq!(count(&root, "button[aria-pressed=true]"), 1);
    assert_eq!(attribute(&root, "button[aria-pressed=true]", "lang").as_deref(), Some("fr"));
}

#[wasm_bindgen_test]
async fn choosing_closes_the_list_and_keeps_focus_at_its_head() {
    let seen = Rc::new(RefCell::new(AttrValue::default()));
    let on_choose = {
        let seen = seen.clone();
        Callback::from(move |code| *seen.borrow_mut() = code)
    };
    let (root, _) = draw::<LanguageChoice>(props(on_choose)).await;
    find(&root, "summary").click();
    settle().await;
    assert_eq!(count(&root, "details[open]"), 1);
    find(&root, "button[lang=ar]").click();
    settle().await;
    assert_eq!(*seen.borrow(), "ar");
    assert_eq!(count(&root, "details[open]"), 0);
    assert_eq!(document().active_element(), Some(find(&root, "summary").into()));
}
