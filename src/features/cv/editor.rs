//! The page of one part: what is asked, what is in its list, and on to the next.

use super::ask::{Ask, AskKind, asks, most, ticked, titles};
use super::items::Items;
use super::problems::{field_id, problem_of, problems};
use super::saving::use_saving;
use super::skills::Ideas;
use super::state::{After, Event, State};
use crate::app::search::Index;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes::{self, CvPage, Route};
use crate::ui::{
    self, Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, ErrorSummary, Field, Heading, Lead, Link,
    Notice, NoticeKind, Soft,
};
use contract::cv::CvView;
use domain::cv::{LINE_MAX_CHARS, Part, PartKey, SpokenLevel};
use std::rc::Rc;
use yew::prelude::*;

/// What says how the last save went, where focus goes then.
const SAID: &str = "cv-said";

/// Trades that are offered while one types.
const N_TRADES_MOST: usize = 4;

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
        <form class="mt-stack mt-stack--wide" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(0))}
                {problems}
                attempt={state.n_attempts}
            />
            <Lead>{ lead }</Lead>
            <div key="said" role="status" id={SAID} tabindex="-1">{ said(&state) }</div>
            <Theirs key="theirs" state={state.clone()} />
            <Items key="items" state={state.clone()} />
            if key == PartKey::Skills {
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
struct StateProps {
    state: UseReducerHandle<State>,
}

/// The fields, under a heading of their own when they are for one of a list.
#[component]
fn Fields(props: &StateProps) -> Html {
    use_language();
    let state = &props.state;
    let key = state.key();
    // i18n: cv.another.* cv.first.*
    let title = most(key).map(|_| match (state.at, titles(&state.kept).is_empty()) {
        (Some(_), _) => t("cv.changing"),
        (None, true) => t(&["cv.first.", key.as_str()].concat()),
        (None, false) => t(&["cv.another.", key.as_str()].concat()),
    });
    html! {
        <section class="mt-stack">
            if let Some(title) = title {
                <Heading>{ title }</Heading>
            }
            { for asks(key).iter().enumerate().map(|(i, ask)| html! {
                <div key={ask.name}>{ field(state, i, ask) }</div>
            }) }
        </section>
    }
}

fn field(state: &UseReducerHandle<State>, i: usize, ask: &Ask) -> Html {
    let value = state.values.get(i).cloned().unwrap_or_default();
    let typed = {
        let dispatch = state.dispatcher();
        Callback::from(move |value| dispatch.dispatch(Event::Typed(i, value)))
    };
    // i18n: cv.ask.*
    let words = ["cv.ask.", ask.name].concat();
    let (id, label, error) = (field_id(ask), t(&words), problem_of(state, ask));
    match ask.kind {
        AskKind::Line { kind, max_chars, autocomplete } => html! {
            <Field
                {id}
                {kind}
                {label}
                hint={hint(&words)}
                {value}
                on_input={typed}
                {error}
                autocomplete={autocomplete.map(AttrValue::Static)}
                max_length={max_chars.to_string()}
            />
        },
        AskKind::Trade => {
            html! { <TradeField {id} {label} hint={hint(&words)} {value} on_input={typed} {error} state={state.clone()} /> }
        }
        AskKind::Tick => html! {
            <Choice
                name={id.clone()}
                {id}
                kind={ChoiceKind::Check}
                {label}
                checked={value == ticked(true)}
                on_change={typed.reform(ticked)}
            />
        },
        AskKind::Level => html! { <LevelField {id} {label} {value} on_input={typed} /> },
    }
}

/// Fields that need more than a name to be understood.
fn hint(words: &str) -> Option<AttrValue> {
    // i18n: cv.ask.about.hint cv.ask.doing.hint cv.ask.email.hint cv.ask.from.hint cv.ask.interests.hint
    // i18n: cv.ask.job.hint cv.ask.other.hint cv.ask.place.hint cv.ask.skill.hint cv.ask.task-1.hint
    // i18n: cv.ask.training.hint cv.ask.wish.hint
    const HINTED: [&str; 12] = [
        "about",
        "doing",
        "email",
        "from",
        "interests",
        "job",
        "other",
        "place",
        "skill",
        "task-1",
        "training",
        "wish",
    ];
    let name = words.rsplit('.').next().unwrap_or_default();
    HINTED.contains(&name).then(|| t(&[words, ".hint"].concat()))
}

#[derive(PartialEq, Properties)]
struct TradeFieldProps {
    id: AttrValue,
    label: AttrValue,
    hint: Option<AttrValue>,
    value: AttrValue,
    on_input: Callback<AttrValue>,
    error: Option<AttrValue>,
    state: UseReducerHandle<State>,
}

/// One's own words; while one types, trades of the list that are called so.
#[component]
fn TradeField(props: &TradeFieldProps) -> Html {
    use_language();
    let view = props.state.view.clone();
    let index = use_memo(view.jobs.clone(), |jobs| Index::new(jobs));
    let is_chosen = view.jobs.iter().any(|job| *job.label == *props.value);
    let found = if is_chosen || props.value.chars().count() < 3 {
        vec![]
    } else {
        index.find(&props.value, N_TRADES_MOST)
    };
    let offer = |at: usize| {
        let label = AttrValue::from(view.jobs[at].label.clone());
        let (on_input, id, chosen) = (props.on_input.clone(), props.id.clone(), label.clone());
        let on_click = move |_| {
            on_input.emit(chosen.clone());
            // The pressed button is gone: focus goes to what it filled.
            ui::focus_field(&id);
        };
        html! { <Button key={at} lang="fr" {on_click}>{ label }</Button> }
    };
    let is_empty = found.is_empty();
    html! {
        <div class="mt-stack mt-stack--tight">
            <Field
                id={props.id.clone()}
                label={props.label.clone()}
                hint={props.hint.clone()}
                value={props.value.clone()}
                on_input={props.on_input.clone()}
                error={props.error.clone()}
                max_length={LINE_MAX_CHARS.to_string()}
            />
            <div class="mt-stack mt-stack--tight" hidden={is_empty}>
                <Soft>{ t("cv.trades") }</Soft>
                <div class="mt-cluster">{ for found.into_iter().map(offer) }</div>
            </div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct LevelFieldProps {
    id: AttrValue,
    label: AttrValue,
    value: AttrValue,
    on_input: Callback<AttrValue>,
}

#[component]
fn LevelField(props: &LevelFieldProps) -> Html {
    use_language();
    let choice = |level: &SpokenLevel| {
        let value = AttrValue::Static(level.as_str());
        let (on_input, chosen) = (props.on_input.clone(), value.clone());
        // i18n: cv.level.*
        html! {
            <Choice
                key={level.as_str()}
                id={[&props.id, "-", level.as_str()].concat()}
                name={props.id.clone()}
                kind={ChoiceKind::Radio}
                label={t(&["cv.level.", level.as_str()].concat())}
                checked={props.value == value}
                on_change={move |_| on_input.emit(chosen.clone())}
            />
        }
    };
    html! {
        <ChoiceGroup id={props.id.clone()} legend={props.label.clone()}>
            { for SpokenLevel::ALL.iter().map(choice) }
        </ChoiceGroup>
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
            <Link key="back" href={Route::Cv(CvPage::Start).href()}>{ t("cv.back") }</Link>
        </div>
    }
}

/// Another device has changed the part meanwhile: what it says, and the person's choice.
#[component]
fn Theirs(props: &StateProps) -> Html {
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
    html! {
        <div>
            if let Some(theirs) = theirs {
                <Notice kind={NoticeKind::Warm} title={t("cv.theirs.title")}>
                    <div class="mt-stack mt-stack--tight">
                        <p>{ t_with("cv.theirs.text", &[("text", &theirs)]) }</p>
                        <div class="mt-cluster">
                            <Button on_click={press(Event::KeepMine)}>{ t("cv.theirs.mine") }</Button>
                            <Button on_click={press(Event::TakeTheirs)}>{ t("cv.theirs.take") }</Button>
                        </div>
                    </div>
                </Notice>
            }
        </div>
    }
}

fn said(state: &State) -> Html {
    match (&state.failed, state.done) {
        (Some(error), _) => html! {
            <Notice kind={NoticeKind::Attention} title={t("cv.not-saved")}><p>{ t(&error.text_key()) }</p></Notice>
        },
        (None, Some(After::Removed)) => {
            html! { <Notice kind={NoticeKind::Success}><p>{ t("cv.removed") }</p></Notice> }
        }
        (None, Some(After::Stay | After::Added)) => {
            html! { <Notice kind={NoticeKind::Success}><p>{ t("cv.saved") }</p></Notice> }
        }
        (None, Some(After::Next) | None) => html! { <span></span> },
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
            routes::navigate(&Route::Cv(page));
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
