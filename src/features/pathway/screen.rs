//! The page.

use super::action::ActionCard;
use super::errand::use_errands;
use super::hours::Hours;
use super::meetings::Meetings;
use super::own::Own;
use super::phases::Phases;
use super::printed::Printed;
use super::said::said;
use super::state::{Event, Part, State};
use super::suggestion::Suggestions;
use super::team::Team;
use crate::api::{Call, Load, use_load_at, use_session};
use crate::app::paper::PaperLink;
use crate::app::shell::{Failure, Place};
use crate::app::slot::dated_rows;
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::routes::{self, Route};
use crate::ui::{self, Button, Heading, LinkButton, Row, Rows, Skeleton, Soft, Stack, Title};
use contract::pathway::{ActionView, GET_CALENDAR, GET_PATHWAY, GET_RECAP, PathwayView};
use contract::questionnaire::{GET_SUBMISSION_COPY, SubmissionSummary};
use yew::prelude::*;

#[component]
pub fn Pathway() -> Html {
    let language = use_language();
    let session = use_session();
    let state = use_reducer_eq(State::default);
    use_errands(&state);
    let call = Call::new(&GET_PATHWAY).query("language", &language.code);
    let loaded = use_load_at::<PathwayView>(call, state.n_stale);
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
        // The pressed button is gone or says something else now; focus stays with what it was about.
        if let Some(noted) = noted {
            ui::focus_field(&noted.at.id());
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
    let FoundProps { view, state } = props;
    html! {
        <>
            <div class="mt-stack mt-stack--wide mt-on-screen">
                <Meetings meetings={view.meetings.clone()} state={state.clone()} />
                <Phases phases={view.phases.clone()} />
                <Stack>
                    <div id={Part::Actions.id()} tabindex="-1"><Heading>{ t("pathway.actions") }</Heading></div>
                    <div role="status">{ said(state, &Part::Actions) }</div>
                    { actions(view, state) }
                </Stack>
                <Stack>
                    <Heading id="workshops">{ t("pathway.workshops") }</Heading>
                    { workshops(view) }
                </Stack>
                <Stack>
                    <div id={Part::Suggestions.id()} tabindex="-1"><Heading>{ t("pathway.suggestions") }</Heading></div>
                    <Suggestions view={view.clone()} state={state.clone()} />
                </Stack>
                <Stack>
                    <Heading>{ t("pathway.who") }</Heading>
                    <Team team={view.team.clone()} referent={view.referent.clone()} since={view.referent_since} />
                </Stack>
                <Hours hours={view.hours.clone()} reasons={view.dispute_reasons.clone()} state={state.clone()} />
                <Stack>
                    <Heading>{ t("pathway.keep") }</Heading>
                    { to_keep() }
                </Stack>
                <Stack>
                    <Heading id="sent">{ t("pathway.sent") }</Heading>
                    { sent(view.last_submission.as_ref()) }
                </Stack>
            </div>
            <Printed view={view.clone()} />
        </>
    }
}

fn actions(view: &PathwayView, state: &UseReducerHandle<State>) -> Html {
    let (open, closed): (Vec<_>, Vec<_>) = view.actions.iter().partition(|action| action.status.is_open());
    let card = |action: &&ActionView| {
        html! {
            <ActionCard
                key={action.id.to_string()}
                action={(*action).clone()}
                state={state.clone()}
                stuck_reasons={view.stuck_reasons.clone()}
                dispute_reasons={view.dispute_reasons.clone()}
                referent={view.referent.clone()}
            />
        }
    };
    html! {
        <Stack>
            if open.is_empty() {
                <Soft>{ t("pathway.actions.none") }</Soft>
            }
            { for open.iter().map(card) }
            <Own key="own" state={state.clone()} />
            <div class="mt-stack" key="closed" hidden={closed.is_empty()}>
                <Heading level={3}>{ t("pathway.actions.closed") }</Heading>
                { for closed.iter().map(card) }
            </div>
        </Stack>
    }
}

fn workshops(view: &PathwayView) -> Html {
    html! {
        <>
            if view.workshops.is_empty() {
                <Soft>{ t("pathway.workshops.none") }</Soft>
            } else {
                { dated_rows(&view.workshops) }
            }
            <div class="mt-cluster">
                <LinkButton href={Route::Workshops.href()} icon="calendar">{ t("pathway.workshops.all") }</LinkButton>
            </div>
        </>
    }
}

/// What the person takes along: the page on paper, the dates in their own calendar, the recap.
fn to_keep() -> Html {
    let print = move |_| {
        // A browser that cannot print says so itself.
        let _ = device::window().print();
    };
    html! {
        <div class="mt-cluster">
            <Button icon="file-text" on_click={print}>{ t("pathway.print") }</Button>
            <PaperLink endpoint={&GET_CALENDAR} label={t("pathway.calendar")} />
            <PaperLink endpoint={&GET_RECAP} label={t("pathway.recap")} />
        </div>
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
