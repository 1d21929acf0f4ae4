//! What was received, so that whoever handed it in knows it again: its first page beside what is said of it, and its pages
//! to look at. On a kiosk and in a preview nothing of a paper is shown.

use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{More, PagePicture, Pages, Sheet, Soft};
use contract::documents::{DocumentView, GET_DOCUMENT_PICTURE};
use contract::session::Setting;
use domain::documents::MAX_PICTURES;
use yew::prelude::*;

#[derive(Clone, Properties)]
pub(super) struct ReceivedProps {
    pub document: DocumentView,
    /// What is said of it.
    pub children: Html,
}

yew::always_drawn!(ReceivedProps);

#[component]
pub(super) fn Received(props: &ReceivedProps) -> Html {
    use_language();
    let is_broken = use_state_eq(|| false);
    let ReceivedProps { document, children } = props;
    let Some(kind) = document.kind else {
        return html! { <div class="mt-stack mt-stack--tight">{ children.clone() }</div> };
    };
    let pages = if *is_broken || device::setting() == Setting::Kiosk || device::is_from_desk() {
        Vec::new()
    } else {
        pictures(document)
    };
    let on_broken = {
        let is_broken = is_broken.setter();
        Callback::from(move |()| is_broken.set(true))
    };
    let n_pages = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    // i18n: documents.kind.*
    let kind = t(&["documents.kind.", kind.as_str()].concat());
    html! {
        <div class="mt-stack mt-stack--tight">
            <Sheet key="sheet" picture={pages.first().cloned()} {kind} {on_broken}>{ children.clone() }</Sheet>
            if n_pages > 0 {
                <More key="pages" label={t_n("documents.pages", n_pages)} describes={[" : ", &document.name].concat()}>
                    <Pages key="all" {pages} />
                    if document.n_pictures == MAX_PICTURES {
                        <Soft key="most">{ t_n("documents.pages.most", n_pages) }</Soft>
                    }
                </More>
            }
        </div>
    }
}

fn pictures(document: &DocumentView) -> Vec<PagePicture> {
    let picture = |number: u64| {
        let number = number.to_string();
        PagePicture {
            src: GET_DOCUMENT_PICTURE.path_with(&[document.id.as_str(), &number]).into(),
            alt: t_with("documents.picture", &[("n", &number), ("name", &document.name)]),
        }
    };
    (1..=document.n_pictures).map(picture).collect()
}
