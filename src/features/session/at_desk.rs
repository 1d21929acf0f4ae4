//! Agreeing to fill in together (R4), on the screen of the desk: what it means, then the person's own card and date of birth. Until
//! then nothing of the person is there, and after the sitting neither.

use super::sending::use_end_of_wait;
use super::sign_in::{access_card, said, words};
use super::state::{Event, Form, Status};
use crate::api::{ApiError, Call, Load, SessionEvent, send, send_only, use_load, use_session};
use crate::app::over::over_screen;
use crate::app::shell::{LanguageTool, waiting_screen};
use crate::device;
use crate::drafts::use_drafts;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes;
use crate::ui::{
    Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, ErrorSummary, Fact, Facts, Hand, Lead, Problem,
    Screen, ScreenKind, Title, TopBar, Typed, brand,
};
use contract::session::{GET_ME, Me};
use contract::sitting::{AGREE_TO_SITTING, AgreeToSitting, END_SITTING, GET_SITTING, SittingView};
use domain::session::Agreement;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Id of the choice of who types.
const BY: &str = "agreed-by";

/// The sitting of this address: to be agreed to, or over.
#[component]
pub fn AtDesk() -> Html {
    let language = use_language();
    use_effect_with(language.code, |_| routes::set_title(&t("together.title")));
    let id = device::sitting().unwrap_or_default();
    let has_declined = use_state_eq(|| false);
    let on_declined = {
        let has_declined = has_declined.setter();
        Callback::from(move |()| has_declined.set(true))
    };
    match use_load::<SittingView>(Call::new(&GET_SITTING).path(&[&id])).load {
        _ if *has_declined => over(),
        Load::UnderWay => waiting_screen(),
        Load::There(sitting) => html! { <Agree {sitting} {on_declined} /> },
        Load::Failed(_) => over(),
    }
}

fn over() -> Html {
    over_screen(t("together.over.title"), [t("together.over.text"), t("together.over.next")])
}

#[derive(Debug, PartialEq, Properties)]
struct AgreeProps {
    sitting: Rc<SittingView>,
    on_declined: Callback<()>,
}

#[component]
fn Agree(props: &AgreeProps) -> Html {
    use_language();
    let (drafts, session) = (use_drafts(), use_session());
    let form = use_reducer_eq(|| Form::of(&Typed::default()));
    let by = use_state_eq(|| None::<Agreement>);
    // How often the button was pressed before it was said who types.
    let n_missed = use_state_eq(|| 0_u32);
    let tell = use_callback(form.dispatcher(), |event, form| form.dispatch(event));
    use_end_of_wait(&form.status, tell.reform(|()| Event::WaitOver));
    {
        let proof = form.to_send(device::this_year(), device::setting());
        let body = proof.zip(*by).map(|(proof, by)| AgreeToSitting {
            card: proof.card,
            birth_date: proof.birth_date,
            by,
        });
        let (id, session) = (props.sitting.id.clone(), session.dispatcher());
        use_effect_with(body.is_some(), move |_| {
            let Some(body) = body else { return };
            spawn_local(async move {
                match begin(id.as_str(), &body).await {
                    Ok(me) => session.dispatch(SessionEvent::Found(Rc::new(me))),
                    Err(error) => tell.emit(Event::Refused(error)),
                }
            });
        });
    }
    let press = {
        let (form, by, n_missed) = (form.dispatcher(), *by, n_missed.clone());
        Callback::from(move |()| match by {
            None => n_missed.set(*n_missed + 1),
            Some(_) => form.dispatch(Event::Pressed { this_year: device::this_year() }),
        })
    };
    let decline = {
        let (id, on_declined) = (props.sitting.id.clone(), props.on_declined.clone());
        move |_| {
            let call = Call::new(&END_SITTING).path(&[id.as_str()]);
            // It ends by itself if this is not heard: nobody has agreed.
            spawn_local(async move { drop(send_only(&call).await) });
            on_declined.emit(());
        }
    };
    let misses_by = (by.is_none() && *n_missed > 0).then(|| t("together.by.empty"));
    let problems: Vec<_> = match &misses_by {
        Some(text) => vec![Problem { field: BY.into(), text: text.clone() }],
        None => form.problems.iter().map(|p| Problem { field: p.field().into(), text: words(p) }).collect(),
    };
    let is_sending = form.status == Status::Sending;
    let with = [("name", props.sitting.with.as_str())];
    let foot = html! {
        <Hand>
            <Button id="agree" kind={ButtonKind::Primary} submit={true} form="access" waiting={is_sending}>
                { if is_sending { t("session.entering") } else { t("together.agree") } }
            </Button>
            <Button kind={ButtonKind::Plain} on_click={decline}>{ t("together.decline") }</Button>
        </Hand>
    };
    html! {
        <Screen
            kind={ScreenKind::Task}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar start={brand("/staff/".into())} end={html! { <LanguageTool /> }} /> }}
            {foot}
        >
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(0))}
                {problems}
                attempt={form.n_attempts + *n_missed}
            />
            <div role="status">{ said(&form.status, false, &drafts) }</div>
            <Title>{ t("together.title") }</Title>
            <Lead>{ t_with("together.lead", &with) }</Lead>
            <Facts>
                <Fact key="sees" icon="eye">{ t_with("together.sees", &with) }</Fact>
                <Fact key="free" icon="check">{ t("together.free") }</Fact>
                <Fact key="noted" icon="file-text">{ t("together.noted") }</Fact>
            </Facts>
            <ChoiceGroup id={BY} legend={t("together.by")} error={misses_by}>
                { choice(&by, Agreement::Hand, t("together.by.hand")) }
                { choice(&by, Agreement::Spoken, t_with("together.by.spoken", &with)) }
            </ChoiceGroup>
            { access_card(&form, press, None, false) }
        </Screen>
    }
}

/// Agrees, and asks whose pages these are now.
async fn begin(id: &str, body: &AgreeToSitting) -> Result<Me, ApiError> {
    send::<SittingView>(&Call::new(&AGREE_TO_SITTING).path(&[id]).body(body)).await?;
    send::<Me>(&Call::new(&GET_ME)).await
}

fn choice(by: &UseStateHandle<Option<Agreement>>, agreement: Agreement, label: AttrValue) -> Html {
    let set = by.setter();
    html! {
        <Choice
            key={agreement.as_str()}
            id={[BY, "-", agreement.as_str()].concat()}
            name={BY}
            kind={ChoiceKind::Radio}
            {label}
            checked={**by == Some(agreement)}
            on_change={move |_| set.set(Some(agreement))}
        />
    }
}
