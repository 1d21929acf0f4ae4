use super::*;
use crate::ui::tests::{attribute, count, document, draw, find, focused_id, settle};
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(PartialEq, Properties)]
struct HostProps {
    problems: Vec<Problem>,
    attempt: u32,
}

#[component]
fn Host(props: &HostProps) -> Html {
    html! {
        <div>
            <ErrorSummary title="1 chose à corriger" problems={props.problems.clone()} attempt={props.attempt} />
            <input id="card" />
        </div>
    }
}

fn problems() -> Vec<Problem> {
    vec![Problem { field: "card".into(), text: "Il en manque 2.".into() }]
}

fn has_focus(selector: &str) -> bool {
    document().active_element().is_some_and(|element| element.matches(selector).unwrap())
}

#[wasm_bindgen_test]
async fn it_is_hidden_until_there_is_a_problem_then_takes_focus() {
    let (root, mut handle) = draw::<Host>(HostProps { problems: vec![], attempt: 0 }).await;
    assert_eq!(count(&root, ".mt-errors[hidden]"), 1);
    find(&root, "#card").focus().unwrap();
    handle.update(HostProps { problems: problems(), attempt: 1 });
    settle().await;
    assert_eq!(attribute(&root, ".mt-errors", "role").as_deref(), Some("alert"));
    assert!(has_focus(".mt-errors"));
}

#[wasm_bindgen_test]
async fn the_same_problem_again_takes_focus_again() {
    let (root, mut handle) = draw::<Host>(HostProps { problems: problems(), attempt: 1 }).await;
    find(&root, "#card").focus().unwrap();
    handle.update(HostProps { problems: problems(), attempt: 1 });
    settle().await;
    assert_eq!(focused_id(), "card", "drawing again must not move focus");
    handle.update(HostProps { problems: problems(), attempt: 2 });
    settle().await;
    assert!(has_focus(".mt-errors"));
}

#[wasm_bindgen_test]
async fn its_line_goes_to_the_field() {
    let (root, _) = draw::<Host>(HostProps { problems: problems(), attempt: 1 }).await;
    assert_eq!(attribute(&root, "a", "href").as_deref(), Some("#card"));
    find(&root, "a").click();
    settle().await;
    assert_eq!(focused_id(), "card");
}
