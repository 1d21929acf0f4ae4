//! The page of one part: what is asked, what is in its list, and on to the next.

use super::ask::{asks, most, titles};
use super::fields::{Fields, FieldsProps};
use super::items::Items;
use super::page::CvPage;
use super::problems::{field_id, problems};
use super::saving::use_saving;
use super::skills::Ideas;
use super::state::{After, Event, State};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes;
use crate::ui::{self, Button, ButtonKind, ErrorSummary, Lead, Link, Notice, NoticeKind};
use contract::cv::CvView;
use domain::cv::{Part, PartKey};
use std::rc::Rc;
use yew::prelude::*;

/// What says how the last save went, where focus goes then.
const SAID: &str = "cv-said";

#[derive(PartialEq, Properties)]
pub(super) struct EditorProps {
    pub key_of: PartKey,
    pub view: Rc<CvView>,
    /// What fills the fields when nothing was ever kept.
    pub first: Option<Part>,
    /// Reads what is kept again.
    pub again: Callback<()>,
}

#[component]
pub(super) fn Editor(props: &EditorProps) -> Html {
    use_language();
    let state = {
        let (view, key, first) = (props.view.clone(), props.key_of, props.first.clone());
        use_reducer_eq(move || State::new(view, key, first))
    };
    use_saving(&state);
    use_view(&state, props);
    use_what_follows(&state);
    let key = props.key_of;
    let press = |after: After| {
        let dispatch = state.dispatcher();
        move || dispatch.dispatch(Event::Pressed(after))
    };
    let onsubmit = {
        let go_on = press(if most(key).is_some() { After::Stay } else { After::Next });
        move |event: SubmitEvent| {
            event.prevent_default();
            go_on();
        }
    };
    let problems = problems(&state);
    let is_full = state.at.is_none() && most(key).is_some_and(|most| titles(&state.kept).len() >= most);
    // i18n: cv.lead.*
    let lead = t(&["cv.lead.", key.as_str()].concat());
    html! {
        <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(0))}
                {problems}
                attempt={state.n_attempts}
            />
            <Lead>{ lead }</Lead>
            <div key="said" role="status" id={SAID} tabindex="-1">{ said(&state) }</div>
            <Theirs key="theirs" state={state.clone()} />
            <Items key="items" state={state.clone()} />
            if key == PartKey::Skills && state.at.is_none() {
                <Ideas key="ideas" state={state.clone()} />
            }
            if is_full {
                <p key="full">{ t("cv.full") }</p>
            } else {
                <Fields key="fields" state={state.clone()} />
            }
            <Onward key="onward" state={state.clone()} {is_full} />
        </form>
    }
}

#[derive(PartialEq, Properties)]
struct OnwardProps {
    state: UseReducerHandle<State>,
    is_full: bool,
}

/// Keeps and goes on; for a list also keeps and stays. Nothing has to be filled.
#[component]
fn Onward(props: &OnwardProps) -> Html {
    use_language();
    let state = &props.state;
    let waiting = state.errand.is_some();
    let stays = most(state.key()).is_some() && !props.is_full;
    let next = {
        let dispatch = state.dispatcher();
        move |_| dispatch.dispatch(Event::Pressed(After::Next))
    };
    html! {
        <div class="mt-cluster">
            if stays {
                <Button key="stay" submit={true} {waiting}>{ t("cv.keep") }</Button>
            }
            <Button key="next" kind={ButtonKind::Primary} {waiting} on_click={next}>
                { t(if waiting { "workshops.act.waiting" } else { "cv.next" }) }
            </Button>
            <Link key="back" href={CvPage::Start.href()}>{ t("cv.back") }</Link>
        </div>
    }
}

/// Another device has changed the part meanwhile: what it says, and the person's choice.
#[component]
fn Theirs(props: &FieldsProps) -> Html {
    use_language();
    let state = &props.state;
    let theirs = state.theirs().map(|part| {
        let key = part.key();
        domain::cv::Cv::of([part]).lines(key).join(", ")
    });
    let press = |event: Event| {
        let dispatch = state.dispatcher();
        move |_: MouseEvent| dispatch.dispatch(event.clone())
    };
    let mine = if state.refused.is_some() { "cv.theirs.change" } else { "cv.theirs.mine" };
    html! {
        <div>
            if let Some(theirs) = theirs {
                <Notice kind={NoticeKind::Warm} title={t("cv.theirs.title")}>
                    <div class="mt-stack mt-stack--tight">
                        <p>{ t_with("cv.theirs.text", &[("text", &theirs)]) }</p>
                        <div class="mt-cluster">
                            <Button on_click={press(Event::KeepMine)}>{ t(mine) }</Button>
                            <Button on_click={press(Event::TakeTheirs)}>{ t("cv.theirs.take") }</Button>
                        </div>
                    </div>
                </Notice>
            }
        </div>
    }
}

fn said(state: &State) -> Html {
    // What another device did says more, below.
    match (state.failed.as_ref().filter(|_| state.theirs().is_none()), state.done) {
        (Some(error), _) => html! {
            <Notice kind={NoticeKind::Attention} title={t("cv.not-saved")}><p>{ t(&error.text_key()) }</p></Notice>
        },
        (None, Some(After::Removed)) => {
            html! { <Notice kind={NoticeKind::Success}><p>{ t("cv.removed") }</p></Notice> }
        }
        (None, Some(After::Stay | After::Added)) => {
            html! { <Notice kind={NoticeKind::Success}><p>{ t("cv.saved") }</p></Notice> }
        }
        (None, Some(After::Next) | None) => html! {},
    }
}

/// What the server knows now; asked for again when another device was first.
#[hook]
fn use_view(state: &UseReducerHandle<State>, props: &EditorProps) {
    {
        let dispatch = state.dispatcher();
        use_effect_with(props.view.clone(), move |view| dispatch.dispatch(Event::Read(view.clone())));
    }
    let again = props.again.clone();
    use_effect_with((state.n_done, state.is_stale()), move |(n_done, is_stale)| {
        if *n_done > 0 || *is_stale {
            again.emit(());
        }
    });
}

/// After a save: the next page, or focus where it is said.
#[hook]
fn use_what_follows(state: &UseReducerHandle<State>) {
    let (done, key) = (state.done, state.key());
    use_effect_with(state.n_done, move |_| match done {
        Some(After::Next) => {
            let page = key.next().map_or(CvPage::Sheet, CvPage::Part);
            routes::navigate(&page.route());
        }
        Some(After::Stay | After::Removed) => ui::focus_field(SAID),
        Some(After::Added) | None => {}
    });
    use_effect_with(state.at, move |at| {
        if let (Some(_), Some(first)) = (at, asks(key).first()) {
            ui::focus_field(&field_id(first));
        }
    });
}
