use super::*;
use crate::ui::tests::{attribute, count, draw, find, focused_id, settle, text, type_into};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn props() -> FieldProps {
    FieldProps {
        id: "phone".into(),
        label: "Votre téléphone".into(),
        value: "06".into(),
        on_input: Callback::noop(),
        kind: FieldKind::Phone,
        hint: Some("10 chiffres".into()),
        error: None,
        autocomplete: Some("tel".into()),
        max_length: None,
    }
}

#[wasm_bindgen_test]
async fn it_has_a_label_a_hint_and_a_purpose() {
    let (root, _) = draw::<Field>(props()).await;
    assert_eq!(text(&root, "label[for=phone]"), "Votre téléphone");
    assert_eq!(attribute(&root, "#phone", "aria-describedby").as_deref(), Some("phone-hint"));
    assert_eq!(attribute(&root, "#phone", "autocomplete").as_deref(), Some("tel"));
    assert_eq!(attribute(&root, "#phone", "inputmode").as_deref(), Some("tel"));
    assert_eq!(attribute(&root, "#phone", "placeholder"), None);
}

#[wasm_bindgen_test]
async fn an_error_keeps_what_was_typed_and_where_one_is() {
    let (root, mut handle) = draw::<Field>(props()).await;
    let input = find(&root, "#phone");
    input.focus().unwrap();
    handle.update(FieldProps { error: Some("Il en manque 8.".into()), ..props() });
    settle().await;
    assert_eq!(find(&root, "#phone"), input);
    assert_eq!(focused_id(), "phone");
    assert_eq!(attribute(&root, "#phone", "aria-describedby").as_deref(), Some("phone-hint phone-error"));
    assert_eq!(attribute(&root, "#phone", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(text(&root, "#phone-error"), "Il en manque 8.");
    handle.update(props());
    settle().await;
    assert_eq!(count(&root, "#phone-error, [aria-invalid]"), 0);
}

#[wasm_bindgen_test]
async fn typing_tells_the_caller() {
    let seen = Rc::new(RefCell::new(AttrValue::default()));
    let on_input = {
        let seen = seen.clone();
        Callback::from(move |text| *seen.borrow_mut() = text)
    };
    let (root, _) = draw::<Field>(FieldProps { on_input, ..props() }).await;
    type_into(&find(&root, "#phone"), "06 39");
    settle().await;
    assert_eq!(*seen.borrow(), "06 39");
}

#[wasm_bindgen_test]
async fn a_code_is_not_corrected_by_the_keyboard() {
    let (root, _) = draw::<Field>(FieldProps { kind: FieldKind::Code, ..props() }).await;
    assert_eq!(attribute(&root, "#phone", "autocapitalize").as_deref(), Some("characters"));
    assert_eq!(attribute(&root, "#phone", "spellcheck").as_deref(), Some("false"));
}
