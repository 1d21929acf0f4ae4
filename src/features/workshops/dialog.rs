//! One calm question before a place goes to somebody else; why is said only by whoever wants to.

use super::state::{Asking, Event, State};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, Dialog, More};
use contract::workshops::SlotDetail;
use domain::ids::ReasonId;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct AskFirstProps {
    pub detail: Rc<SlotDetail>,
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn AskFirst(props: &AskFirstProps) -> Html {
    use_language();
    let AskFirstProps { detail, state } = props;
    let reason = use_state_eq(|| None::<ReasonId>);
    // The words stay while the dialog closes.
    let last = use_mut_ref(|| Asking::Cancel);
    if let Some(asking) = state.asking {
        last.replace(asking);
    }
    let asking = *last.borrow();
    let stay = {
        let dispatch = state.dispatcher();
        Callback::from(move |()| dispatch.dispatch(Event::Asking(None)))
    };
    let go = {
        let (dispatch, reason) = (state.dispatcher(), reason.clone());
        move |_| {
            dispatch.dispatch(Event::Asked(asking.errand((*reason).clone())));
            reason.set(None);
        }
    };
    let (title, text, yes, no) = keys(asking);
    let choice = |id: Option<&ReasonId>, label: AttrValue| {
        let name = id.map_or("none", ReasonId::as_str);
        let (chosen, id) = (reason.setter(), id.cloned());
        html! {
            <Choice
                key={name.to_owned()}
                id={["reason-", name].concat()}
                name="reason"
                kind={ChoiceKind::Radio}
                {label}
                checked={*reason == id}
                on_change={move |_| chosen.set(id.clone())}
            />
        }
    };
    html! {
        <Dialog
            id="ask"
            title={t(title)}
            open={state.asking.is_some()}
            on_close={stay.clone()}
            actions={html! {
                <>
                    <Button kind={ButtonKind::Primary} on_click={go}>{ t(yes) }</Button>
                    <Button kind={ButtonKind::Plain} on_click={stay.reform(|_: MouseEvent| ())}>{ t(no) }</Button>
                </>
            }}
        >
            <p>{ t_with(text, &[("title", &detail.slot.title)]) }</p>
            <div hidden={asking != Asking::Cancel}>
                <More label={t("workshops.cancel.why")}>
                    <ChoiceGroup id="reasons" legend={t("workshops.cancel.legend")} hint={t("workshops.cancel.hint")}>
                        { choice(None, t("workshops.cancel.no-reason")) }
                        { for detail.cancel_reasons.iter().map(|one| {
                            choice(Some(&one.id), AttrValue::from(one.label.clone()))
                        }) }
                    </ChoiceGroup>
                </More>
            </div>
        </Dialog>
    }
}

/// Keys of the title, the text, the yes and the no.
const fn keys(asking: Asking) -> (&'static str, &'static str, &'static str, &'static str) {
    match asking {
        Asking::Cancel => {
            ("workshops.cancel.title", "workshops.cancel.text", "workshops.cancel.yes", "workshops.cancel.no")
        }
        Asking::Leave => {
            ("workshops.leave.title", "workshops.leave.text", "workshops.leave.yes", "workshops.leave.no")
        }
        Asking::Decline => (
            "workshops.decline.title",
            "workshops.decline.text",
            "workshops.decline.yes",
            "workshops.decline.no",
        ),
    }
}
