use super::*;
use crate::ui::tests::{
    attribute, count, document, draw, draw_html, find, focused_id, settle, text, type_into,
};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

const PAGE: &str = include_str!("../../../index.html");

fn french() -> AccessTexts {
    AccessTexts {
        card_label: "Le code de votre carte".into(),
        card_hint: "10 lettres ou chiffres".into(),
        birth_label: "Votre date de naissance".into(),
        birth_hint: "Par exemple\u{a0}: 27\u{a0}3\u{a0}1986".into(),
        day: "Jour".into(),
        month: "Mois".into(),
        year: "Année".into(),
    }
}

fn props() -> AccessCardProps {
    AccessCardProps {
        texts: french(),
        card: "".into(),
        birth: DateParts::default(),
        on_card: Callback::noop(),
        on_birth: Callback::noop(),
        on_submit: Callback::noop(),
        card_error: None,
        birth_error: None,
        birth_wrong: None,
        focused: None,
        keeps: true,
    }
}

/// One line per element: its name, its attributes in order, its own words.
fn outline(element: &Element, depth: usize, lines: &mut Vec<String>) {
    let names = element.get_attribute_names();
    let mut attributes: Vec<String> = names
        .iter()
        .filter_map(|name| name.as_string())
        .map(|name| (element.get_attribute(&name).unwrap(), name))
        // Yew writes a boolean attribute as `novalidate="novalidate"`.
        .map(
            |(value, name)| {
                if value == name { name } else { [name, value].join("=").trim_end_matches('=').to_owned() }
            },
        )
        .collect();
    attributes.sort();
    let children = element.children();
    let words = if children.length() == 0 { element.text_content().unwrap() } else { String::new() };
    lines.push(format!(
        "{:depth$}{} {} {}",
        "",
        element.tag_name().to_lowercase(),
        attributes.join(" "),
        words.trim()
    ));
    for i in 0..children.length() {
        outline(&children.item(i).unwrap(), depth + 1, lines);
    }
}

fn outline_of(element: &Element) -> String {
    let mut lines = Vec::new();
    outline(element, 0, &mut lines);
    lines.join("\n")
}

#[wasm_bindgen_test]
async fn the_static_page_holds_the_same_form() {
    let (root, _) = draw::<AccessCard>(props()).await;
    let page = document().create_element("div").unwrap();
    page.set_inner_html(PAGE);
    assert_eq!(outline_of(&find(&page, "#access")), outline_of(&find(&root, "#access")));
    assert_eq!(attribute(&page, "#sign-in", "form").as_deref(), Some(FORM_ID));
}

#[wasm_bindgen_test]
async fn what_was_typed_before_the_app_survives() {
    let root = draw_html(html! {
        <form>
            <input id="card" /><input id="birth-day" /><input id="birth-month" /><input id="birth-year" />
        </form>
    })
    .await;
    for (selector, value) in
        [("#card", "K7M2P4XQ9T"), ("#birth-day", "27"), ("#birth-month", "3"), ("#birth-year", "1986")]
    {
        type_into(&find(&root, selector), value);
    }
    find(&root, "#birth-year").focus().unwrap();
    document().document_element().unwrap().set_attribute("data-pending-submit", "true").unwrap();
    let typed = take_over();
    let birth = DateParts { day: "27".into(), month: "3".into(), year: "1986".into() };
    assert_eq!(
        typed,
        Typed { card: "K7M2P4XQ9T".into(), birth, focused: Some("birth-year".into()), submitted: true }
    );
    assert!(!take_over().submitted, "the form would be sent twice");
}

#[wasm_bindgen_test]
async fn without_the_static_form_nothing_was_typed() {
    draw_html(html! { <p>{ "another page" }</p> }).await;
    assert_eq!(take_over(), Typed::default());
}

#[wasm_bindgen_test]
async fn the_button_outside_of_the_form_sends_it() {
    let n_sent = Rc::new(RefCell::new(0));
    let on_submit = {
        let n_sent = n_sent.clone();
        Callback::from(move |()| *n_sent.borrow_mut() += 1)
    };
    let card = AccessCardProps { on_submit, ..props() };
    let root = draw_html(html! {
        <div>
            <AccessCard ..card />
            <button id="sign-in" type="submit" form="access">{ "Entrer" }</button>
        </div>
    })
    .await;
    find(&root, "#sign-in").click();
    settle().await;
    assert_eq!(*n_sent.borrow(), 1);
}

#[wasm_bindgen_test]
async fn an_error_keeps_the_field_and_describes_it() {
    let (root, mut handle) = draw::<AccessCard>(AccessCardProps { card: "K7M2P".into(), ..props() }).await;
    let field = find(&root, "#card");
    field.focus().unwrap();
    handle.update(AccessCardProps {
        card: "K7M2P".into(),
        card_error: Some("Il en manque 5.".into()),
        ..props()
    });
    settle().await;
    assert_eq!(find(&root, "#card"), field);
    assert_eq!(attribute(&root, "#card", "aria-describedby").as_deref(), Some("card-hint card-error"));
    assert_eq!(attribute(&root, "#card", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(text(&root, "#card-error").trim(), "Il en manque 5.");
    assert_eq!(count(&root, "label[for=card]"), 1);
}

#[wasm_bindgen_test]
async fn the_field_where_one_was_typing_gets_focus_back_once() {
    let focused = Some(AttrValue::Static("birth-year"));
    let (root, mut handle) =
        draw::<AccessCard>(AccessCardProps { focused: focused.clone(), ..props() }).await;
    assert_eq!(focused_id(), "birth-year");
    find(&root, "#card").focus().unwrap();
    handle.update(AccessCardProps { focused, card: "K".into(), ..props() });
    settle().await;
    assert_eq!(focused_id(), "card");
}
