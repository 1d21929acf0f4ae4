//! Letters that have come: kept on the computer at once, because their codes stand nowhere else.

use crate::api::Received;
use crate::i18n::{t, use_language};
use crate::ui::{LinkButton, Notice, NoticeKind, Stack};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct LetterReadyProps {
    pub file: Rc<Received>,
    pub title: AttrValue,
    pub label: AttrValue,
}

#[component]
pub fn LetterReady(props: &LetterReadyProps) -> Html {
    use_language();
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with(props.file.url.clone(), move |_| {
            let link =
                place.cast::<HtmlElement>().and_then(|place| place.query_selector("a[download]").ok()?);
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                link.click();
            }
        });
    }
    html! {
        <div ref={place}>
            <Notice kind={NoticeKind::Success} title={props.title.clone()}>
                <Stack>
                    <p>{ t("desk.card.ready.text") }</p>
                    <p>
                        <LinkButton href={props.file.url.clone()} icon="file-text" download={props.file.name.clone()}>
                            { props.label.clone() }
                        </LinkButton>
                    </p>
                </Stack>
            </Notice>
        </div>
    }
}
