//! "Mes documents": one more file, then what is there.

use super::act::use_errands;
use super::add::{Add, on_chosen};
use super::entry::Entry;
use super::photos::state::Photos;
use super::photos::{PhotoScreen, leave, use_goal, use_keeping};
use super::sender::{Goal, Sender, use_sender};
use super::state::{Errand, Event, Shown, State};
use crate::api::{Call, Load, use_load_at, use_session};
use crate::app::shell::{Failure, OtherWays, Place};
use crate::device;
use crate::i18n::{t, use_language};
use crate::routes::Route;
use crate::ui::{self, Button, ButtonKind, Dialog, Heading, Notice, NoticeKind, Row, Rows, Skeleton, Title};
use contract::documents::{DocumentList, LIST_DOCUMENTS};
use contract::session::Setting;
use domain::documents::DocumentState;
use domain::ids::DocumentId;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How often the page looks while something goes on behind.
const LOOK_AGAIN_MS: u32 = 2_000;

/// Id of the part where one adds a file.
pub(super) const ADD: &str = "add";

/// Id of what shows one file.
pub(super) fn entry_id(id: &DocumentId) -> String {
    ["document-", id.as_str()].concat()
}

#[component]
pub fn Documents() -> Html {
    use_language();
    let session = use_session();
    let state = use_reducer_eq(State::default);
    use_errands(&state);
    let loaded = use_load_at::<DocumentList>(Call::new(&LIST_DOCUMENTS), state.n_ends);
    {
        let dispatch = state.dispatcher();
        use_effect_with(loaded.load.value().cloned(), move |list| {
            if let Some(list) = list {
                dispatch.dispatch(Event::Read(list.clone()));
            }
        });
    }
    {
        let again = loaded.again.clone();
        // Each reading, also one that says the same as the last.
        let reading = loaded.load.value().map(Rc::as_ptr);
        use_effect_with((state.is_changing(), reading), move |(is_changing, _)| {
            let look = is_changing.then(|| Timeout::new(LOOK_AGAIN_MS, move || again.emit(())));
            move || drop(look)
        });
    }
    use_focus_after(&state);
    let photos = use_reducer_eq(Photos::default);
    let is_kept = use_keeping(&photos);
    let sender = use_sender(&state, &photos);
    let goal = use_goal();
    let on_leave = {
        let goal = goal.clone();
        Callback::from(move |()| leave(&goal))
    };
    if let Some(goal) = (*goal).clone().filter(|_| state.may_begin() && device::setting() != Setting::Kiosk) {
        let replaces = match &goal {
            Goal::Replace(id) => state.name_of(id).map(|name| AttrValue::from(name.to_owned())),
            Goal::New | Goal::GoOn(_) => None,
        };
        // The documents come first: what becomes of the pages is told there.
        let on_send = {
            let (on_leave, on_photos) = (on_leave.clone(), sender.on_photos.clone());
            Callback::from(move |()| {
                on_leave.emit(());
                on_photos.emit(goal.clone());
            })
        };
        return html! {
            <Place here={Route::Account}>
                <PhotoScreen key="photos" {photos} {is_kept} {replaces} {on_send} {on_leave} />
            </Place>
        };
    }
    let referent = session.person().and_then(|me| me.referent.clone());
    let content = match (&state.list, &loaded.load) {
        (Some(_), _) => html! { <Found key="found" {state} {photos} {sender} /> },
        (None, Load::Failed(error)) => html! {
            <Failure key="failed" error={error.clone()} on_retry={loaded.again} {referent} />
        },
        (None, _) => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Account}>
            <Title>{ t("page.documents") }</Title>
            { content }
        </Place>
    }
}

/// The pressed button is gone or says something else now: focus stays with what it was about.
#[hook]
fn use_focus_after(state: &UseReducerHandle<State>) {
    let about = match (&state.done, &state.failed) {
        // What is removed has nothing left to be about.
        (Some(Errand::Remove(_)), _) | (None, None) => ADD.to_owned(),
        (Some(errand), _) | (None, Some((errand, _))) => entry_id(errand.about()),
    };
    let before = use_mut_ref(|| 0_u32);
    use_effect_with(state.n_ends, move |n_ends| {
        let before = before.replace(*n_ends);
        if *n_ends > before {
            ui::focus_field(&about);
        }
    });
}

#[derive(PartialEq, Properties)]
struct FoundProps {
    state: UseReducerHandle<State>,
    photos: UseReducerHandle<Photos>,
    sender: Sender,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    use_language();
    let session = use_session();
    let FoundProps { state, photos, sender } = props;
    let referent = session.person().and_then(|me| me.referent.clone());
    let name = referent.as_ref().map(|referent| AttrValue::from(referent.name.clone()));
    let has_scanner = state.list.as_ref().is_some_and(|list| list.has_scanner);
    let shown = state.shown();
    let said = state.done.as_ref().map(|errand| t(errand.done_key()));
    // What is on its way is told where one adds a file.
    let may_send = state.may_begin() && device::setting() != Setting::Kiosk;
    let on_replace = |paper: &Shown| {
        let may = may_send && paper.coming.is_none() && paper.document.state == DocumentState::Kept;
        let goal = Goal::Replace(paper.document.id.clone());
        may.then(|| {
            on_chosen(photos, sender, goal).reform(|files| {
                ui::focus_field(ADD);
                files
            })
        })
    };
    html! {
        <div class="mt-stack mt-stack--wide">
            <Add key="add" state={state.clone()} photos={photos.clone()} sender={sender.clone()} />
            <div key="said" role="status">
                if let Some(said) = said {
                    <Notice kind={NoticeKind::Success}><p>{ said }</p></Notice>
                }
            </div>
            <section key="documents" class="mt-stack" hidden={shown.is_empty()}>
                <Heading>{ t("documents.there") }</Heading>
                { for shown.iter().map(|paper| html! {
                    <Entry
                        key={paper.document.id.to_string()}
                        paper={paper.clone()}
                        {has_scanner}
                        referent={name.clone()}
                        on_replace={on_replace(paper)}
                        state={state.clone()}
                    />
                }) }
            </section>
            <section key="ways" class="mt-stack">
                <Heading>{ t("documents.ways") }</Heading>
                <Rows>
                    <Row
                        key="make"
                        icon="pencil"
                        name={t("documents.make")}
                        more={t("documents.make.more")}
                        href={Route::Cv(None).href()}
                    />
                </Rows>
                <OtherWays {referent} />
            </section>
            <AskFirst key="ask" state={state.clone()} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct AskFirstProps {
    state: UseReducerHandle<State>,
}

/// One calm question before a file is gone for everyone.
#[component]
fn AskFirst(props: &AskFirstProps) -> Html {
    use_language();
    let state = &props.state;
    let stay = {
        let dispatch = state.dispatcher();
        Callback::from(move |()| dispatch.dispatch(Event::Asking(None)))
    };
    let go = {
        let (dispatch, asking) = (state.dispatcher(), state.asking.clone());
        move |_| {
            if let Some(id) = asking.clone() {
                dispatch.dispatch(Event::Asked(Errand::Remove(id)));
            }
        }
    };
    html! {
        <Dialog
            id="ask"
            title={t("documents.remove.title")}
            open={state.asking.is_some()}
            on_close={stay.clone()}
            actions={html! {
                <>
                    <Button kind={ButtonKind::Primary} on_click={go}>{ t("documents.remove.yes") }</Button>
                    <Button kind={ButtonKind::Plain} on_click={stay.reform(|_: MouseEvent| ())}>
                        { t("documents.remove.no") }
                    </Button>
                </>
            }}
        >
            <p>{ t("documents.remove.text") }</p>
        </Dialog>
    }
}
