//! Handing a list in, from either page: the first one, and one that was put right.

use crate::api::bytes::Chosen;
use crate::api::{ApiError, Call};
use crate::app::file_input::FileInput;
use crate::desk::place::{self, Place};
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_with, use_language};
use crate::ui::{ButtonKind, Notice, NoticeKind, Progress, Stack};
use contract::import::{CHECK_IMPORT, CheckedImport, MAX_IMPORT_BYTES};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const ACCEPT: &str = ".csv,.txt,text/csv,text/plain";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct HandingProps {
    /// Key of the button's words.
    pub words: &'static str,
    #[prop_or_default]
    pub kind: ButtonKind,
    pub on_lost: Callback<()>,
}

/// A file that is chosen is looked at, and the page of what was found opens.
#[component]
pub(super) fn Handing(props: &HandingProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let name = use_state_eq(AttrValue::default);
    // Why it was not sent at all.
    let unsent = use_state_eq(|| None::<&'static str>);
    let on_files = {
        let (act, name, unsent, on_lost) =
            (act.clone(), name.setter(), unsent.setter(), props.on_lost.clone());
        Callback::from(move |files: Vec<Chosen>| {
            let Some(file) = files.into_iter().next().filter(|_| !act.is_under_way()) else { return };
            name.set(file.name().into());
            if file.size_bytes() > MAX_IMPORT_BYTES as u64 {
                unsent.set(Some("desk.import.too-large"));
                return;
            }
            unsent.set(None);
            let (act, unsent, on_lost) = (act.clone(), unsent.clone(), on_lost.clone());
            spawn_local(async move {
                let Some(bytes) = file.read().await else {
                    unsent.set(Some("desk.import.unreadable"));
                    return;
                };
                let call = Call::new(&CHECK_IMPORT).bytes(bytes);
                let on_answer = Callback::from(|checked: CheckedImport| {
                    place::open(&Place::ImportReport(checked.id));
                });
                run(&act, call, &on_lost, on_answer);
            });
        })
    };
    html! {
        <Stack>
            <FileInput accept={ACCEPT} words={props.words} kind={props.kind} {on_files} />
            <div role="status">{ said(&act, *unsent, &name) }</div>
        </Stack>
    }
}

fn said(act: &Act, unsent: Option<&'static str>, name: &str) -> Html {
    let attention = |text: AttrValue, title: AttrValue| {
        html! { <Notice key="failed" kind={NoticeKind::Attention} title={title}><p>{ text }</p></Notice> }
    };
    match (unsent, act) {
        (Some(key), _) => attention(t(key), t("desk.import.nothing-done")),
        (None, Act::UnderWay) => {
            html! { <Progress key="under-way" words={t_with("desk.import.under-way", &[("name", name)])} /> }
        }
        (None, Act::Failed(error)) => attention(failure(error), t("desk.import.nothing-done")),
        (None, Act::Nothing | Act::Done) => html! { <span key="nothing"></span> },
    }
}

fn failure(error: &ApiError) -> AttrValue {
    t(&error.text_key())
}
