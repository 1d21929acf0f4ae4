//! Reducers and what is kept know no types (`crates/one-component`): what it means to have one is as in Yew.

use std::{cell::Cell, rc::Rc};

use super::*;

#[derive(Clone, Default, PartialEq)]
struct Sum(Vec<u32>);

impl Reducible for Sum {
    type Action = u32;

    /// Zero changes nothing.
    fn reduce(self: Rc<Self>, action: u32) -> Rc<Self> {
        let mut next = self.0.clone();
        next.extend(Some(action).filter(|n| *n > 0));
        Rc::new(Self(next))
    }
}

#[derive(PartialEq, Properties)]
struct PageProps {
    n_drawn: Rc<Cell<u32>>,
    n_made: Rc<Cell<u32>>,
}

#[component]
fn Page(props: &PageProps) -> Html {
    props.n_drawn.set(props.n_drawn.get() + 1);
    let sum = use_reducer_eq(Sum::default);
    let always = use_reducer(Sum::default);
    // What was handed out first acts on what is newest.
    let first = use_mut_ref({
        let dispatcher = sum.dispatcher();
        move || dispatcher
    });
    let is_same = *first.borrow() == sum.dispatcher();
    let twice = {
        let sum = sum.clone();
        move |_: MouseEvent| {
            first.borrow().dispatch(1);
            sum.dispatch(2);
            first.borrow().dispatch(u32::try_from(sum.0.len()).unwrap());
        }
    };
    let act = |action: u32| {
        let sum = sum.clone();
        move |_: MouseEvent| sum.dispatch(action)
    };
    let say = use_callback(sum.0.len(), |_: MouseEvent, _| ());
    let n_made = props.n_made.clone();
    let is_long = use_memo(sum.0.len() > 3, move |is_long| {
        n_made.set(n_made.get() + 1);
        *is_long
    });
    let node = use_node_ref();
    let is_there = node.get().is_some();
    html! {
        <div ref={node} onclick={say}>
            <button class="twice" onclick={twice}>{ "1, 2, 2" }</button>
            <button class="nothing" onclick={act(0)}>{ "0" }</button>
            <button class="five" onclick={act(5)}>{ "5" }</button>
            <button class="always" onclick={move |_| always.dispatch(0)}>{ "0" }</button>
            <p class="said">{ format!("{:?} {is_same} {is_there} {is_long}", sum.0) }</p>
        </div>
    }
}

#[wasm_bindgen_test]
async fn an_action_is_done_on_the_newest_state_and_draws_when_it_changes() {
    let (n_drawn, n_made) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let (root, _handle) = draw::<Page>(PageProps { n_drawn: n_drawn.clone(), n_made: n_made.clone() }).await;
    let said = || (text(&root, ".said"), n_drawn.get(), n_made.get());
    assert_eq!(said(), ("[] true false false".into(), 1, 1));
    for (press, expected) in [
        (".nothing", ("[] true false false", 1, 1)),
        (".twice", ("[1, 2, 2] true true false", 2, 1)),
        (".five", ("[1, 2, 2, 5] true true true", 3, 2)),
        (".nothing", ("[1, 2, 2, 5] true true true", 3, 2)),
        // Another state that is alike is a change for `use_reducer` and none for `use_reducer_eq`.
        (".always", ("[1, 2, 2, 5] true true true", 4, 2)),
    ] {
        find(&root, press).click();
        settle().await;
        let (words, n_drawn, n_made) = expected;
        assert_eq!(said(), (words.to_owned(), n_drawn, n_made), "{press}");
    }
}
