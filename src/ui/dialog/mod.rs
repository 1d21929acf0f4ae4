//! A decision that cannot wait: a native modal `dialog`, so that the page behind it is inert, Escape closes it, and
//! focus goes back where it was. Its primary action is what the person came to do. Not for information.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::part_id;

#[derive(Clone, Debug, Properties)]
pub struct DialogProps {
    pub id: AttrValue,
    pub title: AttrValue,
    pub open: bool,
    /// Escape, or the device's back gesture: set `open` to false.
    pub on_close: Callback<()>,
    /// `alertdialog` for what does not wait.
    #[prop_or_default]
    pub role: Option<AttrValue>,
    /// Id of the text that is said with the title, inside.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// The buttons of its hand: one primary, at most two ways out.
    pub actions: Html,
    pub children: Html,
}

yew::always_drawn!(DialogProps);

/// Keep it mounted and change `open`: that is what gives focus back.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(props.open, move |&open| {
            let Some(element) = dialog.cast::<HtmlDialogElement>() else { return };
            match (open, element.open()) {
                // It fails only for a dialog that is out of the page, and then there is nothing to show.
                (true, false) => drop(element.show_modal()),
                (false, true) => element.close(),
                _ => (),
            }
        });
    }
    let title_id = part_id(&props.id, "-title");
    let oncancel = {
        let on_close = props.on_close.clone();
        move |_| on_close.emit(())
    };
    let onclose = {
        let (is_open, on_close, dialog) = (props.open, props.on_close.clone(), dialog.clone());
        // It comes a moment after; by then the dialog may have been opened again.
        move |_| {
            if is_open && dialog.cast::<HtmlDialogElement>().is_none_or(|element| !element.open()) {
                on_close.emit(());
            }
        }
    };
    html! {
        <dialog class="mt-dialog" id={props.id.clone()} ref={dialog} role={props.role.clone()} aria-labelledby={title_id.clone()} aria-describedby={props.described_by.clone()} {oncancel} {onclose}>
            <div class="mt-dialog__body">
                <h2 class="mt-heading" id={title_id} tabindex="-1" autofocus=true>{ props.title.clone() }</h2>
                { props.children.clone() }
            </div>
            <div class="mt-hand mt-hand--dialog">{ props.actions.clone() }</div>
        </dialog>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
