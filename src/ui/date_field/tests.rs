use super::*;
use crate::ui::tests::{attribute, count, draw, find, settle, text, type_into};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn props() -> DateFieldProps {
    DateFieldProps {
        id: "birth".into(),
        label: "Votre date de naissance".into(),
        day_label: "Jour".into(),
        month_label: "Mois".into(),
        year_label: "Année".into(),
        value: DateParts { day: "27".into(), month: "3".into(), year: "86".into() },
        on_input: Callback::noop(),
        hint: Some("Par exemple".into()),
        error: None,
        wrong: None,
        birthday: true,
    }
}

#[wasm_bindgen_test]
async fn each_part_has_its_label_its_keyboard_and_its_purpose() {
    let (root, _) = draw::<DateField>(props()).await;
    assert_eq!(text(&root, "fieldset > legend"), "Votre date de naissance");
    for (part, label) in [("day", "Jour"), ("month", "Mois"), ("year", "Année")] {
        let input = ["#birth-", part].concat();
        assert_eq!(text(&root, &["label[for=birth-", part, "]"].concat()), label);
        assert_eq!(attribute(&root, &input, "inputmode").as_deref(), Some("numeric"));
        assert_eq!(attribute(&root, &input, "autocomplete"), Some(["bday-", part].concat()));
    }
}

#[wasm_bindgen_test]
async fn only_the_wrong_part_is_marked() {
    let error = Some(AttrValue::Static("4 chiffres"));
    let (root, mut handle) =
        draw::<DateField>(DateFieldProps { error: error.clone(), wrong: Some(DatePart::Year), ..props() })
            .await;
    assert_eq!(count(&root, "[aria-invalid=true]"), 1);
    assert_eq!(count(&root, "#birth-year[aria-invalid=true]"), 1);
    assert_eq!(attribute(&root, "fieldset", "aria-describedby").as_deref(), Some("birth-hint birth-error"));
    handle.update(DateFieldProps { error, ..props() });
    settle().await;
    assert_eq!(count(&root, "[aria-invalid=true]"), 3);
}

#[wasm_bindgen_test]
async fn typing_in_one_part_keeps_the_others() {
    let seen = Rc::new(RefCell::new(DateParts::default()));
    let on_input = {
        let seen = seen.clone();
        Callback::from(move |parts| *seen.borrow_mut() = parts)
    };
    let (root, _) = draw::<DateField>(DateFieldProps { on_input, ..props() }).await;
    type_into(&find(&root, "#birth-year"), "1986");
    settle().await;
    assert_eq!(*seen.borrow(), DateParts { day: "27".into(), month: "3".into(), year: "1986".into() });
}
