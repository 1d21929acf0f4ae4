use super::*;
use crate::ui::tests::{attribute, draw_html, find, settle, text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_waiting_button_keeps_its_focus_and_does_nothing() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let note = |what: &'static str| {
        let seen = seen.clone();
        move || seen.borrow_mut().push(what)
    };
    let (on_click, on_submit) = (note("click"), note("submit"));
    let root = draw_html(html! {
        <form onsubmit={move |event: SubmitEvent| { event.prevent_default(); on_submit(); }}>
            <Button submit={true} waiting={true} on_click={move |_| on_click()}>{ "Envoi…" }</Button>
        </form>
    })
    .await;
    let button = find(&root, "button");
    button.focus().unwrap();
    button.click();
    settle().await;
    assert!(seen.borrow().is_empty(), "{:?}", seen.borrow());
    assert_eq!(attribute(&root, "button", "aria-disabled").as_deref(), Some("true"));
    assert_eq!(attribute(&root, "button", "disabled"), None);
    assert_eq!(crate::ui::tests::document().active_element(), Some(button.into()));
}

#[wasm_bindgen_test]
async fn a_press_reaches_the_caller() {
    let n_presses = Rc::new(RefCell::new(0));
    let on_click = {
        let n_presses = n_presses.clone();
        move |_| *n_presses.borrow_mut() += 1
    };
    let root = draw_html(html! { <Button {on_click}>{ "Continuer" }</Button> }).await;
    find(&root, "button").click();
    settle().await;
    assert_eq!(*n_presses.borrow(), 1);
    assert_eq!(attribute(&root, "button", "type").as_deref(), Some("button"));
}

#[wasm_bindgen_test]
async fn the_name_of_a_short_link_says_what_it_is_about() {
    let root = draw_html(html! {
        <LinkButton href="/stock" describes=" : Me déplacer">{ "Changer" }</LinkButton>
    })
    .await;
    assert_eq!(text(&root, "a"), "Changer : Me déplacer");
    assert_eq!(attribute(&root, "a", "href").as_deref(), Some("/stock"));
}

#[wasm_bindgen_test]
async fn a_choice_that_is_on_says_so() {
    let root = draw_html(
        html! { <><Button pressed={true}>{ "a" }</Button><Button pressed={false}>{ "b" }</Button></> },
    )
    .await;
    assert_eq!(attribute(&root, "button:first-child", "aria-pressed").as_deref(), Some("true"));
    assert_eq!(attribute(&root, "button:last-child", "aria-pressed").as_deref(), Some("false"));
}
