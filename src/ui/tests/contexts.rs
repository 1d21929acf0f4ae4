//! All contexts have one provider (`crates/one-component`): each value reaches whoever asked for it, and nobody else.

use std::{cell::RefCell, rc::Rc};

use super::*;
use yew::provided;

/// Which components were drawn, in order.
#[derive(Clone, Default)]
struct Drawn(Rc<RefCell<Vec<&'static str>>>);

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(PartialEq, Properties)]
struct UserProps {
    drawn: Drawn,
}

#[component]
fn Count(props: &UserProps) -> Html {
    props.drawn.0.borrow_mut().push("count");
    let count = use_context::<u32>();
    html! { <p class="count">{ count }</p> }
}

#[component]
fn Name(props: &UserProps) -> Html {
    props.drawn.0.borrow_mut().push("name");
    let name = use_context::<String>();
    html! { <p class="name">{ name }</p> }
}

#[component]
fn Nothing(props: &UserProps) -> Html {
    props.drawn.0.borrow_mut().push("nothing");
    let nothing = use_context::<i64>();
    html! { <p class="nothing">{ if nothing.is_some() { "some" } else { "none" } }</p> }
}

#[derive(PartialEq, Properties)]
struct WorldProps {
    count: u32,
    name: &'static str,
    /// Whether a count of its own stands around the count.
    is_nearer: bool,
    has_count: bool,
    drawn: Drawn,
}

#[component]
fn World(props: &WorldProps) -> Html {
    let drawn = props.drawn.clone();
    let count = html! {
        <div>
            if props.has_count {
                <Count drawn={drawn.clone()} />
            }
        </div>
    };
    let count = if props.is_nearer { provided(7_u32, count) } else { count };
    let users = html! { <><Name drawn={drawn.clone()} /><Nothing {drawn} />{ count }</> };
    provided(props.count, provided(props.name.to_owned(), users))
}

/// What is shown, and which components were drawn for it.
async fn see(
    handle: &mut AppHandle<World>,
    root: &Element,
    props: WorldProps,
) -> (String, Vec<&'static str>) {
    let drawn = props.drawn.clone();
    handle.update(props);
    settle().await;
    (text(root, "div"), drawn.0.take())
}

#[wasm_bindgen_test]
async fn a_value_that_changes_draws_only_whoever_asked_for_it() {
    let drawn = Drawn::default();
    let world = |count, name, is_nearer, has_count| {
        let drawn = drawn.clone();
        WorldProps { count, name, is_nearer, has_count, drawn }
    };
    let (root, mut handle) = draw::<World>(world(1, "a", false, true)).await;
    assert_eq!(
        (text(&root, ".name"), text(&root, ".nothing"), text(&root, ".count")),
        ("a".into(), "none".into(), "1".into())
    );
    drawn.0.take();
    assert_eq!(see(&mut handle, &root, world(1, "a", false, true)).await, ("1".into(), vec![]));
    assert_eq!(see(&mut handle, &root, world(2, "a", false, true)).await, ("2".into(), vec!["count"]));
    assert_eq!(see(&mut handle, &root, world(2, "b", false, true)).await, ("2".into(), vec!["name"]));
    assert_eq!(text(&root, ".name"), "b");
    // The nearest counts, and what is further away no longer does.
    assert_eq!(see(&mut handle, &root, world(2, "b", true, true)).await, ("7".into(), vec!["count"]));
    assert_eq!(see(&mut handle, &root, world(3, "b", true, true)).await, ("7".into(), vec![]));
    assert_eq!(see(&mut handle, &root, world(3, "b", false, true)).await, ("3".into(), vec!["count"]));
    // Whoever is gone hears nothing any more.
    assert_eq!(see(&mut handle, &root, world(3, "b", false, false)).await, (String::new(), vec![]));
    assert_eq!(see(&mut handle, &root, world(4, "b", false, false)).await, (String::new(), vec![]));
    assert_eq!(see(&mut handle, &root, world(4, "b", false, true)).await, ("4".into(), vec!["count"]));
}
