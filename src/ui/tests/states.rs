//! A state's hook knows no types (`crates/one-component`): what it means to have one is as in Yew.

use std::{cell::Cell, rc::Rc};

use super::*;

#[derive(Clone, Default)]
struct Drawn(Rc<Cell<u32>>);

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Drawn {
    fn count(&self) {
        self.0.set(self.0.get() + 1);
    }
}

#[derive(PartialEq, Properties)]
struct ChildProps {
    count: UseStateHandle<u32>,
    name: UseStateHandle<String>,
    set: UseStateSetter<String>,
    drawn: Drawn,
}

#[component]
fn Child(props: &ChildProps) -> Html {
    props.drawn.count();
    html! { <p class="child">{ *props.count }{ " " }{ (*props.name).clone() }</p> }
}

#[derive(PartialEq, Properties)]
struct ParentProps {
    parent: Drawn,
    child: Drawn,
    seen: Drawn,
}

#[component]
fn Parent(props: &ParentProps) -> Html {
    props.parent.count();
    let count = use_state(|| 0_u32);
    let name = use_state_eq(|| "a".to_owned());
    let seen = props.seen.clone();
    use_effect_with(name.clone(), move |_| seen.count());
    let more = {
        let count = count.clone();
        // Twice in one press: each reads what the one before has set.
        move |_: MouseEvent| {
            count.set(*count + 1);
            count.set(*count + 1);
        }
    };
    let again = {
        let count = count.clone();
        move |_: MouseEvent| count.set(*count)
    };
    let rename = |to: &'static str| {
        let set = name.setter();
        move |_: MouseEvent| set.set(to.to_owned())
    };
    html! {
        <>
            <button class="more" onclick={more}>{ "+2" }</button>
            <button class="again" onclick={again}>{ "=" }</button>
            <button class="a" onclick={rename("a")}>{ "a" }</button>
            <button class="b" onclick={rename("b")}>{ "b" }</button>
            <Child count={count.clone()} name={name.clone()} set={name.setter()} drawn={props.child.clone()} />
        </>
    }
}

#[wasm_bindgen_test]
async fn a_state_is_read_set_and_handed_on() {
    let (parent, child, seen) = (Drawn::default(), Drawn::default(), Drawn::default());
    let props = ParentProps { parent: parent.clone(), child: child.clone(), seen: seen.clone() };
    let (root, _handle) = draw::<Parent>(props).await;
    let said = || (text(&root, ".child"), parent.0.get(), child.0.get(), seen.0.get());
    assert_eq!(said(), ("0 a".into(), 1, 1, 1));
    for (press, expected) in [
        (".more", ("2 a", 2, 2, 1)),
        // The same value again is a change for `use_state` and none for `use_state_eq`.
        (".again", ("2 a", 3, 3, 1)),
        (".a", ("2 a", 3, 3, 1)),
        (".b", ("2 b", 4, 4, 2)),
        (".b", ("2 b", 4, 4, 2)),
        (".more", ("4 b", 5, 5, 2)),
    ] {
        find(&root, press).click();
        settle().await;
        let (words, n_parent, n_child, n_seen) = expected;
        assert_eq!(said(), (words.into(), n_parent, n_child, n_seen), "{press}");
    }
}
