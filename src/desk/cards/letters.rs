//! Letters for whoever never had a card, a file at a time: a file is printed before the next is made.

use super::LetterReady;
use crate::api::{Call, Received};
use crate::desk::reading::{drawn, use_reading};
use crate::desk::writing::{Act, run_file};
use crate::i18n::{t, t_n, use_language};
use crate::ui::{Button, Card, Notice, NoticeKind, Progress, Stack};
use contract::cards::{GET_LETTERS, LettersView, PRINT_LETTERS};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct LettersSectionProps {
    pub on_lost: Callback<()>,
}

#[component]
pub fn LettersSection(props: &LettersSectionProps) -> Html {
    use_language();
    let reading = use_reading::<LettersView, _>((), props.on_lost.clone(), |()| Call::new(&GET_LETTERS));
    let act = use_state_eq(Act::default);
    let file = use_state_eq(|| None::<Rc<Received>>);
    let on_print = {
        let (act, on_lost) = (act.clone(), props.on_lost.clone());
        let (file, again) = (file.setter(), reading.again.clone());
        move |_| {
            let (file, again) = (file.clone(), again.clone());
            let on_file = Callback::from(move |received| {
                file.set(Some(received));
                again.emit(());
            });
            run_file(&act, Call::new(&PRINT_LETTERS), &on_lost, on_file);
        }
    };
    let content = drawn(&reading, |letters| {
        let n_waiting = u32::try_from(letters.n_waiting).unwrap_or(u32::MAX);
        let n_next = n_waiting.min(letters.n_a_file);
        html! {
            <Stack>
                <Progress words={if n_waiting == 0 { t("desk.letters.none") } else { t_n("desk.letters.waiting", n_waiting) }} />
                <div role="status">
                    if let Act::Failed(error) = &*act {
                        <Notice key="failed" kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    } else if let Some(file) = &*file {
                        <LetterReady key="file" file={file.clone()} title={t("desk.letters.ready")} label={t("desk.letters.download")} />
                    }
                </div>
                if n_waiting > 0 {
                    <div key="acts" class="mt-cluster">
                        <Button icon="file-text" waiting={act.is_under_way()} on_click={on_print}>
                            { if act.is_under_way() { t("desk.letters.under-way") } else { t_n("desk.letters.print", n_next) } }
                        </Button>
                    </div>
                }
            </Stack>
        }
    });
    html! { <Card title={t("desk.letters.title")}>{ content }</Card> }
}
