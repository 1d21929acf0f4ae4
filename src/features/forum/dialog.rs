//! One calm question before a ticket goes to somebody else.

use super::state::{Event, State};
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind, Dialog};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct AskFirstProps {
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn AskFirst(props: &AskFirstProps) -> Html {
    use_language();
    let state = &props.state;
    let on = |event: Event| {
        let dispatch = state.dispatcher();
        Callback::from(move |()| dispatch.dispatch(event.clone()))
    };
    let (stay, go) = (on(Event::Asking(false)), on(Event::GiveBack));
    html! {
        <Dialog
            id="ask"
            title={t("forum.give-back.title")}
            open={state.is_asking}
            on_close={stay.clone()}
            actions={html! {
                <>
                    <Button kind={ButtonKind::Primary} on_click={go.reform(|_: MouseEvent| ())}>{ t("forum.give-back.yes") }</Button>
                    <Button kind={ButtonKind::Plain} on_click={stay.reform(|_: MouseEvent| ())}>{ t("forum.give-back.no") }</Button>
                </>
            }}
        >
            <p>{ t("forum.give-back.text") }</p>
        </Dialog>
    }
}
