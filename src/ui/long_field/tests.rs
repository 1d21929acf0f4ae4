use super::*;
use crate::ui::tests::{attribute, draw, find, focused_id, settle, text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, InputEventInit};

fn props() -> LongFieldProps {
    LongFieldProps {
        id: "words".into(),
        label: "Avec vos mots".into(),
        value: "Mon adresse".into(),
        on_input: Callback::noop(),
        hint: Some("Quelques phrases".into()),
        error: None,
        max_length: Some("1000".into()),
    }
}

fn field(root: &Element) -> HtmlTextAreaElement {
    find(root, "textarea").dyn_into().unwrap()
}

#[wasm_bindgen_test]
async fn it_has_a_label_a_hint_and_what_was_written() {
    let (root, _) = draw::<LongField>(props()).await;
    assert_eq!(text(&root, "label[for=words]"), "Avec vos mots");
    assert_eq!(attribute(&root, "#words", "aria-describedby").as_deref(), Some("words-hint"));
    assert_eq!((field(&root).value().as_str(), field(&root).max_length()), ("Mon adresse", 1000));
}

#[wasm_bindgen_test]
async fn an_error_keeps_what_was_written_and_where_one_is() {
    let (root, mut handle) = draw::<LongField>(props()).await;
    field(&root).focus().unwrap();
    handle.update(LongFieldProps { error: Some("C’est trop long.".into()), ..props() });
    settle().await;
    assert_eq!(focused_id(), "words");
    assert_eq!(attribute(&root, "#words", "aria-describedby").as_deref(), Some("words-hint words-error"));
    assert_eq!(attribute(&root, "#words", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(field(&root).value(), "Mon adresse");
}

#[wasm_bindgen_test]
async fn writing_tells_the_caller() {
    let seen = Rc::new(RefCell::new(AttrValue::default()));
    let on_input = {
        let seen = seen.clone();
        Callback::from(move |text| *seen.borrow_mut() = text)
    };
    let (root, _) = draw::<LongField>(LongFieldProps { on_input, ..props() }).await;
    field(&root).set_value("Deux\nlignes");
    let init = InputEventInit::new();
    init.set_bubbles(true);
    let event = InputEvent::new_with_event_init_dict("input", &init).unwrap();
    field(&root).dispatch_event(&event).unwrap();
    settle().await;
    assert_eq!(*seen.borrow(), "Deux\nlignes");
}
