//! "Corriger ou effacer": each of the two with how it stands, what was asked before, and whom else one may ask.

use super::ask::{AskToErase, AskToPutRight};
use super::state::{Errand, Event, State};
use super::told::{Asked, told};
use crate::api::{ApiError, Call, Load, send_only, use_load_at, use_session};
use crate::app::shell::{Failure, OtherWays, Place};
use crate::i18n::{t, use_language};
use crate::routes::Route;
use crate::ui::{Card, Heading, Lead, Link, LiveRegion, More, Skeleton, Stack, Title, focus_title};
use contract::ErrorCode;
use contract::rights::{
    LIST_RIGHTS_REQUESTS, MAKE_RIGHTS_REQUEST, MakeRightsRequest, RightsRequestView, RightsView,
    WITHDRAW_RIGHTS_REQUEST,
};
use contract::session::Contact;
use domain::rights::RightsKind;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[component]
pub fn RightsPage() -> Html {
    use_language();
    let session = use_session();
    let state = use_reducer_eq(State::default);
    let loaded = use_load_at::<RightsView>(Call::new(&LIST_RIGHTS_REQUESTS), state.n_done);
    let said = use_state_eq(AttrValue::default);
    use_errands(&state, &said);
    let referent = session.person().and_then(|me| me.referent.clone());
    let content = match &loaded.load {
        Load::There(view) => drawn(view, &state, referent),
        // A preview withholds the list: what is asked may be about whoever looks.
        Load::Failed(error) if error.code() == Some(ErrorCode::PreviewReadOnly) => {
            html! { <Lead key="withheld">{ t("rights.withheld") }</Lead> }
        }
        Load::Failed(error) => {
            html! { <Failure key="failed" error={error.clone()} on_retry={loaded.again} {referent} /> }
        }
        Load::UnderWay => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Account}>
            <Title>{ t("page.rights") }</Title>
            <LiveRegion text={(*said).clone()} />
            <div class="mt-stack mt-stack--wide">{ content }</div>
            <p><Link href={Route::Account.href()}>{ t("reach.back") }</Link></p>
        </Place>
    }
}

fn drawn(view: &Rc<RightsView>, state: &UseReducerHandle<State>, referent: Option<Contact>) -> Html {
    let latest = |kind| view.requests.iter().find(|request| request.kind == kind);
    let (contest, erase) = (latest(RightsKind::Contest), latest(RightsKind::Erase));
    let is_shown = |request: &&RightsRequestView| [contest, erase].contains(&Some(*request));
    let earlier: Vec<&RightsRequestView> = view.requests.iter().filter(|one| !is_shown(one)).collect();
    let asked = |request: Option<&RightsRequestView>| {
        html! { <>{ for request.map(|request| html! { <Asked key="asked" request={request.clone()} state={state.clone()} /> }) }</> }
    };
    let is_open = |request: Option<&RightsRequestView>| request.is_some_and(RightsRequestView::is_open);
    html! {
        <>
            <Lead key="lead">{ t("rights.lead") }</Lead>
            <Card key="contest" title={t("rights.contest")}>
                <Stack>
                    { asked(contest) }
                    if !is_open(contest) {
                        <AskToPutRight key="ask" view={view.clone()} state={state.clone()} />
                    }
                </Stack>
            </Card>
            <Card key="erase" title={t("rights.erase")}>
                <Stack>
                    { asked(erase) }
                    if !is_open(erase) {
                        <AskToErase key="ask" view={view.clone()} state={state.clone()} />
                    }
                </Stack>
            </Card>
            if !earlier.is_empty() {
                <More key="earlier" label={t("rights.earlier")}>
                    <ul class="mt-stack">
                        { for earlier.iter().map(|one| html! { <li key={one.id.to_string()}>{ told(one) }</li> }) }
                    </ul>
                </More>
            }
            <Stack key="else">
                <Heading>{ t("rights.ways") }</Heading>
                <p>{ t("rights.ways.text") }</p>
                <OtherWays {referent} />
                <p>{ t("rights.else") }</p>
            </Stack>
        </>
    }
}

/// Sends the errand of the state; once it is done, says so and goes to the top, because the button that was pressed goes.
#[hook]
fn use_errands(state: &UseReducerHandle<State>, said: &UseStateHandle<AttrValue>) {
    let (dispatch, said) = (state.dispatcher(), said.setter());
    let (errand, words) = (state.errand.clone(), state.words.clone());
    use_effect_with(errand.is_some().then_some(state.n_errands), move |_| {
        let Some(errand) = errand else { return };
        spawn_local(async move {
            dispatch.dispatch(match send(&errand, &words).await {
                Ok(()) => {
                    said.set(t(match errand {
                        Errand::Ask(_) => "rights.said.sent",
                        Errand::Withdraw(..) => "rights.said.withdrawn",
                    }));
                    focus_title();
                    Event::Done
                }
                Err(error) => Event::Failed(error),
            });
        });
    });
}

async fn send(errand: &Errand, words: &str) -> Result<(), ApiError> {
    let call = match errand {
        Errand::Ask(RightsKind::Erase) => Call::new(&MAKE_RIGHTS_REQUEST).body(&MakeRightsRequest::Erase),
        Errand::Ask(RightsKind::Contest) => {
            Call::new(&MAKE_RIGHTS_REQUEST).body(&MakeRightsRequest::Contest(words.to_owned()))
        }
        Errand::Withdraw(_, id) => Call::new(&WITHDRAW_RIGHTS_REQUEST).path(&[id.as_str()]),
    };
    send_only(&call).await.map(|_| ())
}
