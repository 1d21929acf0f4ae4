//! All function components are mounted as one (`crates/one-component`): what must not be seen of it.

use std::{cell::RefCell, rc::Rc};

use super::*;

#[derive(PartialEq, Properties)]
struct ToldProps {
    name: &'static str,
    told: Told,
}

/// What components said of themselves, in order.
#[derive(Clone, Default)]
struct Told(Rc<RefCell<Vec<String>>>);

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Told {
    fn tell(&self, what: &str, name: &str) {
        self.0.borrow_mut().push(format!("{what} {name}"));
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// Says when it begins and ends, and keeps its first name.
#[hook]
fn use_told(props: &ToldProps) -> &'static str {
    let first = use_state(|| props.name);
    let (told, name) = (props.told.clone(), props.name);
    use_effect_with(name, move |_| {
        told.tell("begins", name);
        move || told.tell("ends", name)
    });
    *first
}

#[component]
fn Left(props: &ToldProps) -> Html {
    let first = use_told(props);
    html! { <p class="one"><input />{ first }</p> }
}

#[component]
fn Right(props: &ToldProps) -> Html {
    let again = use_state(|| 0);
    let first = use_told(props);
    let press = {
        let again = again.clone();
        move |_: MouseEvent| again.set(*again + 1)
    };
    html! { <p class="one"><input /><button onclick={press}>{ "More" }</button>{ first }{ *again }</p> }
}

#[component]
fn Both(props: &ToldProps) -> Html {
    html! { <><Left name={props.name} told={props.told.clone()} /><Right name={props.name} told={props.told.clone()} /></> }
}

#[derive(PartialEq, Properties)]
struct PlaceProps {
    shown: &'static str,
    name: &'static str,
    told: Told,
}

/// One place where one or another component stands.
#[component]
fn Place(props: &PlaceProps) -> Html {
    let (name, told) = (props.name, props.told.clone());
    match props.shown {
        "left" => html! { <Left {name} {told} /> },
        "right" => html! { <Right {name} {told} /> },
        _ => html! { <Both {name} {told} /> },
    }
}

async fn show(handle: &mut AppHandle<Place>, shown: &'static str, name: &'static str, told: &Told) {
    handle.update(PlaceProps { shown, name, told: told.clone() });
    settle().await;
}

/// A page that follows another at its place has nothing of it: no state, no effect, no element, no word that was typed.
#[wasm_bindgen_test]
async fn another_component_at_a_place_begins_anew() {
    let told = Told::default();
    let (root, mut handle) = draw::<Place>(PlaceProps { shown: "left", name: "a", told: told.clone() }).await;
    assert_eq!(told.take(), ["begins a"]);
    for (shown, name, was) in [("right", "b", "a"), ("left", "c", "b"), ("right", "d", "c")] {
        let field: HtmlInputElement = find(&root, "input").dyn_into().unwrap();
        field.set_value("typed");
        show(&mut handle, shown, name, &told).await;
        assert_eq!(told.take(), [format!("ends {was}"), format!("begins {name}")]);
        let now: HtmlInputElement = find(&root, "input").dyn_into().unwrap();
        assert_eq!((count(&root, ".one"), now.value().as_str()), (1, ""), "{shown} takes nothing over");
        assert!(text(&root, ".one").contains(name), "{shown} has its own first name");
    }
    show(&mut handle, "both", "e", &told).await;
    assert_eq!(told.take().first().unwrap(), "ends d");
    assert_eq!(count(&root, ".one"), 2);
    show(&mut handle, "left", "f", &told).await;
    assert_eq!(told.take(), ["ends e", "ends e", "begins f"]);
    assert_eq!((count(&root, ".one"), count(&root, "button")), (1, 0));
}

/// The same component at a place goes on: its state, its element and what was typed stay, and its effect follows.
#[wasm_bindgen_test]
async fn the_same_component_at_a_place_goes_on() {
    let told = Told::default();
    let (root, mut handle) = draw::<Place>(PlaceProps { shown: "left", name: "a", told: told.clone() }).await;
    show(&mut handle, "right", "b", &told).await;
    told.take();
    find(&root, "button").click();
    settle().await;
    let field: HtmlInputElement = find(&root, "input").dyn_into().unwrap();
    field.set_value("typed");
    show(&mut handle, "right", "c", &told).await;
    assert_eq!(told.take(), ["ends b", "begins c"]);
    assert_eq!(text(&root, ".one"), "Moreb1");
    assert!(field.is_connected());
    find(&root, "button").click();
    settle().await;
    assert_eq!(text(&root, ".one"), "Moreb2");
    assert!(told.take().is_empty(), "what an effect watches has not changed");
}
