//! Other versions of a paper: sending one, the one that is coming, those before.

use super::add::ACCEPTED;
use super::entry::{describes, facts};
use super::photos;
use super::sender::Goal;
use super::state::{Event, State};
use crate::api::bytes::Chosen;
use crate::app::file_input::FileInput;
use crate::app::paper::PaperLink;
use crate::i18n::{t, t_n, use_language};
use crate::ui::{Button, ButtonKind, More, Notice, NoticeKind, Soft};
use contract::documents::{DOWNLOAD_DOCUMENT, DocumentView};
use domain::documents::DocumentState;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct ReplaceProps {
    /// The one that is replaced.
    pub document: DocumentView,
    /// Somebody else may open it.
    pub is_shared: bool,
    pub on_files: Callback<Vec<Chosen>>,
}

/// What a newer version does, and the ways to send one.
#[component]
pub(super) fn Replace(props: &ReplaceProps) -> Html {
    use_language();
    let ReplaceProps { document, is_shared, on_files } = props;
    let words = if *is_shared { "documents.replace.shared" } else { "documents.replace.own" };
    html! {
        <More label={t("documents.replace")} describes={describes(document)}>
            <div class="mt-stack mt-stack--tight">
                <p>{ t(words) }</p>
                <div class="mt-cluster">{ replacing(document, "documents.replace.choose", on_files) }</div>
            </div>
        </More>
    }
}

/// A file, or photos, in the place of a file.
pub(super) fn replacing(
    document: &DocumentView,
    words: &'static str,
    on_files: &Callback<Vec<Chosen>>,
) -> Html {
    let goal = Goal::Replace(document.id.clone());
    html! {
        <>
            <FileInput accept={ACCEPTED} {words} describes={describes(document)} on_files={on_files.clone()} />
            <Button describes={describes(document)} on_click={move |_| photos::begin(&goal)}>
                { t("documents.replace.photos") }
            </Button>
        </>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct ComingProps {
    pub document: DocumentView,
    /// Somebody else may open the one that it will replace.
    pub is_shared: bool,
    pub state: UseReducerHandle<State>,
}

/// The version that will take this one's place.
#[component]
pub(super) fn Coming(props: &ComingProps) -> Html {
    use_language();
    let ComingProps { document, is_shared, state } = props;
    let words = match document.state {
        DocumentState::Receiving => "documents.coming.begun",
        _ if *is_shared => "documents.coming.shared",
        _ => "documents.coming.own",
    };
    html! {
        <Notice kind={NoticeKind::Warm} icon="clock" title={t("documents.coming")}>
            <p>{ t(words) }</p>
            <Soft>{ facts(document) }</Soft>
            <div class="mt-cluster">{ acts(document, "documents.coming.give-up", state) }</div>
        </Notice>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct EarlierProps {
    pub documents: Vec<DocumentView>,
    pub state: UseReducerHandle<State>,
}

/// The versions before, for nobody but their owner.
#[component]
pub(super) fn Earlier(props: &EarlierProps) -> Html {
    use_language();
    let EarlierProps { documents, state } = props;
    let n = u32::try_from(documents.len()).unwrap_or(u32::MAX);
    let name = documents.first().map(describes);
    html! {
        <More label={t_n("documents.earlier", n)} describes={name}>
            <div class="mt-stack">
                <p key="whose">{ t("documents.earlier.own") }</p>
                { for documents.iter().map(|document| html! {
                    <div key={document.id.to_string()} class="mt-stack mt-stack--tight">
                        <Soft>{ facts(document) }</Soft>
                        <div class="mt-cluster">{ acts(document, "documents.earlier.remove", state) }</div>
                    </div>
                }) }
            </div>
        </More>
    }
}

/// To get it back, and to remove it.
fn acts(document: &DocumentView, remove: &'static str, state: &UseReducerHandle<State>) -> Html {
    let (dispatch, id) = (state.dispatcher(), document.id.clone());
    let on_remove = move |_| dispatch.dispatch(Event::Asking(Some(id.clone())));
    // Versions have one name: the day tells them apart.
    let which = AttrValue::from([" : ", &document.name, ", ", &facts(document)].concat());
    html! {
        <>
            if document.state == DocumentState::Kept {
                <PaperLink
                    key="download"
                    endpoint={&DOWNLOAD_DOCUMENT}
                    id={AttrValue::from(document.id.to_string())}
                    label={t("documents.download")}
                    describes={which.clone()}
                />
            }
            <Button key="remove" kind={ButtonKind::Plain} describes={which} on_click={on_remove}>{ t(remove) }</Button>
        </>
    }
}
