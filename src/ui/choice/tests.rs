use super::*;
use crate::ui::tests::{attribute, count, draw_html, find, settle, text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn group(error: Option<AttrValue>, on_change: Callback<bool>) -> Html {
    html! {
        <ChoiceGroup id="licence" heading={true} legend="Avez-vous le permis ?" hint="Une réponse." {error}>
            <Choice key="yes" id="yes" name="licence" kind={ChoiceKind::Radio} label="Oui" more="À jour" checked={true} on_change={on_change.clone()} />
            <Choice key="no" id="no" name="licence" kind={ChoiceKind::Radio} label="Non" road={Road::Fine} checked={false} {on_change} />
            { or("ou".into()) }
        </ChoiceGroup>
    }
}

#[wasm_bindgen_test]
async fn the_question_names_the_group_and_is_the_title() {
    let root = draw_html(group(Some("Choisissez.".into()), Callback::noop())).await;
    assert_eq!(text(&root, "fieldset > legend > h1"), "Avez-vous le permis ?");
    assert_eq!(
        attribute(&root, "fieldset", "aria-describedby").as_deref(),
        Some("licence-hint licence-error")
    );
    assert_eq!(text(&root, "#licence-hint"), "Une réponse.");
    assert_eq!(text(&root, "#licence-error"), "Choisissez.");
}

#[wasm_bindgen_test]
async fn an_answer_is_a_native_radio_with_its_label() {
    let root = draw_html(group(None, Callback::noop())).await;
    assert_eq!(count(&root, "input[type=radio][name=licence]"), 2);
    assert_eq!(text(&root, "label[for=no]"), "Non");
    assert_eq!(count(&root, "label[for=no] svg[aria-hidden=true]"), 1);
    assert_eq!(count(&root, "#yes:checked"), 1);
    assert_eq!(attribute(&root, "fieldset", "aria-describedby").as_deref(), Some("licence-hint"));
}

#[wasm_bindgen_test]
async fn choosing_tells_the_caller_and_keeps_focus() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let on_change = {
        let seen = seen.clone();
        Callback::from(move |checked| seen.borrow_mut().push(checked))
    };
    let root = draw_html(group(None, on_change)).await;
    let no = find(&root, "#no");
    no.focus().unwrap();
    no.click();
    settle().await;
    assert_eq!(*seen.borrow(), [true]);
    assert_eq!(crate::ui::tests::focused_id(), "no");
}

#[wasm_bindgen_test]
async fn a_checkbox_can_be_taken_back() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let on_change = {
        let seen = seen.clone();
        Callback::from(move |checked| seen.borrow_mut().push(checked))
    };
    let root = draw_html(html! {
        <Choice id="price" name="trips" kind={ChoiceKind::Check} label="Le prix" checked={true} {on_change} />
    })
    .await;
    find(&root, "label").click();
    settle().await;
    assert_eq!(*seen.borrow(), [false]);
}
