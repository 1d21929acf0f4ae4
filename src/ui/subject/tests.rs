use super::*;
use crate::ui::tests::{attribute, count, draw, find, focused_id, settle, text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(PartialEq, Properties)]
struct PageProps {
    health: Option<Road>,
    open: &'static str,
    on_choose: Callback<(AttrValue, Road)>,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let levels = || {
        let level = |road, label: &'static str| LevelChoice { road, label: label.into() };
        vec![
            level(Road::Fine, "Ça va"),
            level(Road::Hard, "C’est difficile"),
            level(Road::Blocked, "Ça me bloque"),
        ]
    };
    let subject = |id: &'static str, level: Option<Road>| {
        html! {
            <Subject
                key={id}
                {id}
                group="triage"
                title={id}
                icon="bus"
                legend="Où en êtes-vous ?"
                answer={level.map(|_| AttrValue::Static("Ça me bloque"))}
                {level}
                open={props.open == id}
                levels={levels()}
                on_choose={props.on_choose.clone()}
            />
        }
    };
    html! { <div>{ subject("health", props.health) }{ subject("home", None) }</div> }
}

fn page(health: Option<Road>, open: &'static str) -> PageProps {
    PageProps { health, open, on_choose: Callback::noop() }
}

#[wasm_bindgen_test]
async fn it_opens_in_place_and_one_at_a_time() {
    let (root, mut handle) = draw::<Page>(page(None, "health")).await;
    assert_eq!(count(&root, "#health[open]"), 1);
    find(&root, "#home > summary").click();
    settle().await;
    assert_eq!(count(&root, "details[open]"), 1);
    assert_eq!(count(&root, "#home[open]"), 1, "the browser closes the other one");
    handle.update(page(Some(Road::Blocked), "health"));
    settle().await;
    assert_eq!(count(&root, "#home[open]"), 1, "drawing again opens and closes nothing");
}

#[wasm_bindgen_test]
async fn its_levels_are_radios_of_a_named_group() {
    let (root, _) = draw::<Page>(page(Some(Road::Blocked), "health")).await;
    assert_eq!(text(&root, "#health fieldset > legend"), "Où en êtes-vous ?");
    assert_eq!(count(&root, "#health input[type=radio][name=health-level]"), 3);
    assert_eq!(count(&root, "#health-blocked:checked"), 1);
    assert_eq!(text(&root, "#health > summary"), "health: Ça me bloque");
    assert_eq!(attribute(&root, "#health .mt-subject__mark", "aria-hidden").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn answering_moves_neither_focus_nor_the_page() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let on_choose = {
        let seen = seen.clone();
        Callback::from(move |chosen| seen.borrow_mut().push(chosen))
    };
    let (root, mut handle) =
        draw::<Page>(PageProps { health: None, open: "health", on_choose: on_choose.clone() }).await;
    let answer = find(&root, "#health-blocked");
    answer.focus().unwrap();
    answer.click();
    settle().await;
    assert_eq!(*seen.borrow(), [(AttrValue::Static("health"), Road::Blocked)]);
    handle.update(PageProps { health: Some(Road::Blocked), open: "health", on_choose });
    settle().await;
    assert_eq!(focused_id(), "health-blocked");
    assert_eq!(find(&root, "#health-blocked"), answer);
    assert_eq!(count(&root, "#health[open]"), 1);
}
