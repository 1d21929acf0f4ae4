//! A draft that goes, after one question.

use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::writing::{Act, run_only};
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind, Dialog, Notice, NoticeKind};
use contract::workshops::staff::DELETE_SLOT;
use domain::ids::SlotId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct DeleteDraftProps {
    pub id: SlotId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn DeleteDraft(props: &DeleteDraftProps) -> Html {
    use_language();
    let is_asking = use_state_eq(|| false);
    let act = use_state_eq(Act::default);
    let ask = {
        let is_asking = is_asking.setter();
        move |_| is_asking.set(true)
    };
    let keep = {
        let is_asking = is_asking.setter();
        Callback::from(move |()| is_asking.set(false))
    };
    let delete = {
        let (act, id, on_lost, keep) = (act.clone(), props.id.clone(), props.on_lost.clone(), keep.clone());
        move |_| {
            keep.emit(());
            let call = Call::new(&DELETE_SLOT).path(&[id.as_str()]);
            run_only(&act, call, &on_lost, Callback::from(|()| place::open(&Place::Workshops)));
        }
    };
    html! {
        <div>
            <Button kind={ButtonKind::Plain} waiting={act.is_under_way()} on_click={ask}>{ t("desk.slot.delete") }</Button>
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            <Dialog
                id="delete-draft"
                title={t("desk.slot.delete.title")}
                open={*is_asking}
                on_close={keep.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={delete}>{ t("desk.slot.delete.yes") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={keep.reform(|_: MouseEvent| ())}>{ t("desk.slot.delete.no") }</Button>
                    </>
                }}
            >
                <p>{ t("desk.slot.delete.text") }</p>
            </Dialog>
        </div>
    }
}
