//! The two things that one may ask: a few words and a button, or the button alone. Neither needs a reason.

use super::state::{Errand, Event, State};
use crate::app::paper::PaperLink;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, LongField, Notice, NoticeKind, Soft, Stack, focus_field};
use contract::retention::EXPORT_MY_DATA;
use contract::rights::RightsView;
use domain::rights::{RightsKind, WORDS_MAX_CHARS, WordsProblem};
use std::rc::Rc;
use yew::prelude::*;

const WORDS: &str = "rights-words";

#[derive(PartialEq, Properties)]
pub(super) struct AskProps {
    pub view: Rc<RightsView>,
    pub state: UseReducerHandle<State>,
}

/// What is to be put right, in the person's own words.
#[component]
pub(super) fn AskToPutRight(props: &AskProps) -> Html {
    use_language();
    let state = &props.state;
    use_effect_with(state.problem, |problem| {
        if problem.is_some() {
            focus_field(WORDS);
        }
    });
    let onsubmit = {
        let dispatch = state.dispatcher();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Event::Pressed(Errand::Ask(RightsKind::Contest)));
        }
    };
    let on_input = use_callback(state.dispatcher(), |words, state| state.dispatch(Event::Typed(words)));
    html! {
        <form class="mt-stack" novalidate=true {onsubmit}>
            <LongField
                id={WORDS}
                label={t("rights.contest.words")}
                hint={t("rights.contest.hint")}
                value={state.words.clone()}
                {on_input}
                max_length={WORDS_MAX_CHARS.to_string()}
                error={state.problem.map(|problem| t(problem_key(problem)))}
            />
            { next(props) }
            { failure(state, RightsKind::Contest) }
            <div class="mt-cluster">{ button(state, RightsKind::Contest, "rights.contest.ask") }</div>
        </form>
    }
}

#[component]
pub(super) fn AskToErase(props: &AskProps) -> Html {
    use_language();
    let state = &props.state;
    html! {
        <Stack>
            <p>{ t("rights.erase.what") }</p>
            <p>{ t("rights.erase.first") }</p>
            { next(props) }
            <PaperLink endpoint={&EXPORT_MY_DATA} label={t("paper.everything")} />
            { failure(state, RightsKind::Erase) }
            <div class="mt-cluster">{ button(state, RightsKind::Erase, "rights.erase.ask") }</div>
        </Stack>
    }
}

/// What happens next, and by when.
fn next(props: &AskProps) -> Html {
    html! { <Soft>{ t_with("rights.next", &[("day", &i18n::weekday_of_day(props.view.answer_by))]) }</Soft> }
}

fn failure(state: &State, kind: RightsKind) -> Html {
    html! {
        <div role="status">
            if let Some(error) = state.failure(kind) {
                <Notice kind={NoticeKind::Attention} title={t("rights.not-sent")}><p>{ t(&error.text_key()) }</p></Notice>
            }
        </div>
    }
}

fn button(state: &UseReducerHandle<State>, kind: RightsKind, key: &'static str) -> Html {
    let is_waiting = state.is_waiting(kind);
    let words = t(if is_waiting { "workshops.act.waiting" } else { key });
    if kind == RightsKind::Contest {
        return html! { <Button submit={true} icon="send" waiting={is_waiting}>{ words }</Button> };
    }
    let dispatch = state.dispatcher();
    let on_click = move |_| dispatch.dispatch(Event::Pressed(Errand::Ask(kind)));
    html! { <Button icon="send" waiting={is_waiting} {on_click}>{ words }</Button> }
}

const fn problem_key(problem: WordsProblem) -> &'static str {
    match problem {
        WordsProblem::Empty => "rights.contest.empty",
        WordsProblem::TooLong => "rights.contest.long",
    }
}
