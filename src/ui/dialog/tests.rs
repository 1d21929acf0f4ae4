use super::*;
use crate::ui::tests::{attribute, document, draw, find, focused_id, settle, text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(PartialEq, Properties)]
struct HostProps {
    open: bool,
    on_close: Callback<()>,
}

#[component]
fn Host(props: &HostProps) -> Html {
    html! {
        <div>
            <button id="opener" type="button">{ "Annuler" }</button>
            <Dialog
                id="cancel"
                title="Annuler votre place ?"
                open={props.open}
                on_close={props.on_close.clone()}
                actions={html! { <button id="yes" type="button">{ "Oui" }</button> }}
            >
                <p>{ "Une autre personne pourra venir." }</p>
            </Dialog>
        </div>
    }
}

#[wasm_bindgen_test]
async fn it_is_modal_named_by_its_title_and_gives_focus_back() {
    let (root, mut handle) = draw::<Host>(HostProps { open: false, on_close: Callback::noop() }).await;
    find(&root, "#opener").focus().unwrap();
    handle.update(HostProps { open: true, on_close: Callback::noop() });
    settle().await;
    assert!(root.query_selector("dialog:modal").unwrap().is_some());
    let title = attribute(&root, "dialog", "aria-labelledby").unwrap();
    assert_eq!(text(&root, &["#", &title].concat()), "Annuler votre place ?");
    assert!(find(&root, "dialog").contains(document().active_element().as_deref()), "focus is outside");

    handle.update(HostProps { open: false, on_close: Callback::noop() });
    settle().await;
    assert!(root.query_selector("dialog[open]").unwrap().is_none());
    assert_eq!(focused_id(), "opener");
}

#[wasm_bindgen_test]
async fn one_that_is_opened_again_at_once_stays_open() {
    let n_closed = Rc::new(RefCell::new(0));
    let on_close = {
        let n_closed = n_closed.clone();
        Callback::from(move |()| *n_closed.borrow_mut() += 1)
    };
    let (root, _) = draw::<Host>(HostProps { open: true, on_close }).await;
    let dialog = find(&root, "dialog").dyn_into::<HtmlDialogElement>().unwrap();
    // The browser tells of the closing a moment later.
    dialog.close();
    dialog.show_modal().unwrap();
    settle().await;
    assert_eq!(*n_closed.borrow(), 0);
}

#[wasm_bindgen_test]
async fn closing_by_the_browser_reaches_the_caller() {
    let n_closed = Rc::new(RefCell::new(0));
    let on_close = {
        let n_closed = n_closed.clone();
        Callback::from(move |()| *n_closed.borrow_mut() += 1)
    };
    let (root, _) = draw::<Host>(HostProps { open: true, on_close }).await;
    // What Escape and the back gesture end in.
    find(&root, "dialog").dyn_into::<HtmlDialogElement>().unwrap().close();
    settle().await;
    assert_eq!(*n_closed.borrow(), 1);
}
