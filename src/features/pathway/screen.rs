//! The page.

use super::action::ActionCard;
use super::errand::use_errands;
use super::phases::Phases;
use super::state::{Errand, Event, State};
use super::suggestion::SuggestionCard;
use crate::api::{Call, Load, use_load, use_session};
use crate::app::paper::PaperLink;
use crate::app::shell::{Failure, OtherWays, Place};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::routes::{self, Route};
use crate::ui::{self, Heading, More, Row, Rows, Skeleton, Soft, Stack, Title};
use contract::pathway::{ActionView, GET_PATHWAY, PathwayView};
use contract::questionnaire::{GET_SUBMISSION_COPY, SubmissionSummary};
use yew::prelude::*;

/// Ideas shown at once.
const N_SHOWN: usize = 3;

#[component]
pub fn Pathway() -> Html {
    let language = use_language();
    let session = use_session();
    let state = use_reducer_eq(State::default);
    use_errands(&state);
    let loaded = use_load::<PathwayView, _>((language.code, state.n_stale), |(code, _)| {
        Call::new(&GET_PATHWAY).query("language", code)
    });
    {
        let dispatch = state.dispatcher();
        use_effect_with(loaded.load.value().cloned(), move |view| {
            if let Some(view) = view {
                dispatch.dispatch(Event::Read(view.clone()));
            }
        });
    }
    use_effect_with(state.view.is_some(), |is_there| {
        if *is_there {
            routes::show_part();
        }
    });
    use_effect_with(state.noted.clone(), |noted| {
        // The pressed button is gone or says something else now; focus stays with the action.
        if let Some(noted) = noted {
            ui::focus_field(&["action-", noted.action.as_str()].concat());
        }
    });
    let content = match (&state.view, &loaded.load) {
        (Some(view), _) => html! { <Found view={view.clone()} {state} /> },
        (None, Load::Failed(error)) => {
            let referent = session.person().and_then(|me| me.referent.clone());
            html! { <Failure error={error.clone()} on_retry={loaded.again} {referent} /> }
        }
        (None, _) => html! { <Skeleton label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Pathway}>
            <Title>{ t("pathway.title") }</Title>
            { content }
        </Place>
    }
}

#[derive(PartialEq, Properties)]
struct FoundProps {
    view: std::rc::Rc<PathwayView>,
    state: UseReducerHandle<State>,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    use_language();
    let view = &props.view;
    let (open, closed): (Vec<_>, Vec<_>) = view.actions.iter().partition(|action| action.status.is_open());
    html! {
        <Stack gap={ui::Gap::Wide}>
            <Phases phases={view.phases.clone()} />
            <div class="mt-stack" hidden={view.actions.is_empty() && view.suggestions.is_empty()}>
                <Heading id="actions">{ t("pathway.actions") }</Heading>
                if open.is_empty() {
                    <Soft>{ t("pathway.actions.none") }</Soft>
                } else {
                    { actions(&props.state, &open) }
                }
                if !closed.is_empty() {
                    <Heading level={3}>{ t("pathway.actions.closed") }</Heading>
                    { actions(&props.state, &closed) }
                }
            </div>
            <Stack>
                <Heading id="suggestions">{ t("pathway.suggestions") }</Heading>
                { suggestions(&props.state, view) }
            </Stack>
            <Stack>
                <Heading>{ t("pathway.who") }</Heading>
                <OtherWays referent={view.referent.clone()} />
            </Stack>
            <Stack>
                <Heading id="sent">{ t("pathway.sent") }</Heading>
                { sent(view.last_submission.as_ref()) }
            </Stack>
        </Stack>
    }
}

fn actions(state: &UseReducerHandle<State>, actions: &[&ActionView]) -> Html {
    let card = |action: &&ActionView| {
        let on_move = {
            let (dispatch, id) = (state.dispatcher(), action.id.clone());
            Callback::from(move |to| dispatch.dispatch(Event::Changed { action: id.clone(), to }))
        };
        let on_undo = {
            let dispatch = state.dispatcher();
            Callback::from(move |()| dispatch.dispatch(Event::Undone))
        };
        let is_waiting = matches!(&state.errand, Some(Errand::Change { action: id, .. }) if *id == action.id);
        let failed = state
            .failed
            .as_ref()
            .filter(|(errand, _)| matches!(errand, Errand::Change { action: id, .. } if *id == action.id));
        html! {
            <ActionCard
                key={action.id.to_string()}
                action={(*action).clone()}
                noted={state.noted.clone().filter(|noted| noted.action == action.id)}
                failed={failed.map(|(_, error)| error.clone())}
                {is_waiting}
                {on_move}
                {on_undo}
                referent={state.view.as_ref().and_then(|view| view.referent.clone())}
            />
        }
    };
    html! { <Stack>{ for actions.iter().map(card) }</Stack> }
}

fn suggestions(state: &UseReducerHandle<State>, view: &PathwayView) -> Html {
    if view.suggestions.is_empty() {
        let key = match view.last_submission {
            Some(_) => "pathway.suggestions.all-chosen",
            None => "pathway.suggestions.none",
        };
        return html! { <Soft>{ t(key) }</Soft> };
    }
    let card = |suggestion: &contract::pathway::SuggestionView| {
        let id = &suggestion.sheet.id;
        let on_choose = {
            let (dispatch, id) = (state.dispatcher(), id.clone());
            Callback::from(move |()| dispatch.dispatch(Event::Chose(id.clone())))
        };
        let is_about = |errand: &Errand| matches!(errand, Errand::Choose(sheet) if sheet == id);
        let failed =
            state.failed.as_ref().filter(|(errand, _)| is_about(errand)).map(|(_, error)| error.clone());
        html! {
            <SuggestionCard
                key={id.to_string()}
                suggestion={suggestion.clone()}
                is_waiting={state.errand.as_ref().is_some_and(is_about)}
                {failed}
                {on_choose}
            />
        }
    };
    // The best come first; a long list would hide who follows the person, further down.
    let (first, more) = view.suggestions.split_at(view.suggestions.len().min(N_SHOWN));
    html! {
        <Stack>
            <Soft>{ t("pathway.suggestions.text") }</Soft>
            { for first.iter().map(&card) }
            <div hidden={more.is_empty()}>
                <More label={t_n("pathway.suggestions.more", u32::try_from(more.len()).unwrap_or(u32::MAX))}>
                    { for more.iter().map(card) }
                </More>
            </div>
        </Stack>
    }
}

fn sent(submission: Option<&SubmissionSummary>) -> Html {
    match submission {
        None => html! { <Soft>{ t("pathway.sent.none") }</Soft> },
        Some(sent) => {
            let at = [("date", i18n::date(sent.sent_at)), ("time", i18n::time(sent.sent_at))];
            let more = (sent.n_talk_requests > 0).then(|| t_n("pathway.sent.talks", sent.n_talk_requests));
            html! {
                <Stack>
                    <Rows>
                        <Row
                            icon="send"
                            name={t_with("pathway.sent.at", &[(at[0].0, &at[0].1), (at[1].0, &at[1].1)])}
                            {more}
                        />
                    </Rows>
                    <PaperLink endpoint={&GET_SUBMISSION_COPY} id={sent.id.to_string()} label={t("paper.copy")} />
                </Stack>
            }
        }
    }
}
