//! Signing in without the card: a one-time code by SMS or e-mail (decision 37). Two pages with an address each, so that whoever goes
//! to read the message comes back to where the code is typed, even if the phone has thrown the page away meanwhile.

mod provider;
mod state;

use super::sending::use_end_of_wait;
use super::sign_in::{birth_words, said};
use super::state::{Status, wrong_part};
use crate::api::{ApiError, Call, SessionEvent, send, send_only, use_session};
use crate::app::shell::{LanguageTool, NotFoundScreen, OtherWays};
use crate::device;
use crate::drafts::use_drafts;
use crate::i18n::{t, t_n, use_language};
use crate::routes::{self, Route};
use crate::ui::{
    Button, ButtonKind, Choice, ChoiceGroup, ChoiceKind, DateField, ErrorSummary, Field, FieldKind, Hand,
    Heading, Lead, LinkButton, Problem, Screen, ScreenKind, Title, TopBar, brand,
};
use contract::code::{CONFIRM_CODE, REQUEST_CODE};
use contract::session::{Me, Setting};
use domain::messages::{Channel, ReachProblem};
use domain::session::CodeProblem;
use provider::{OnlyProvider, Returned, ToEnter, is_return};
pub use state::Page;
use state::{CODE, EMAIL, Errand, Event, Form, PHONE, Wrong};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

type Handle = UseReducerHandle<Form>;

/// The ways by which codes go here, the first being what is proposed.
fn channels() -> Vec<Channel> {
    let named = device::page_data("ways").unwrap_or_default();
    let all = [(Channel::Sms, "sms"), (Channel::Email, "email")];
    all.into_iter().filter(|(_, name)| named.contains(name)).map(|(channel, _)| channel).collect()
}

#[derive(Debug, PartialEq, Properties)]
pub struct CodeProps {
    pub page: Page,
}

#[component]
pub fn Code(props: &CodeProps) -> Html {
    let channels = channels();
    // A kiosk has no keyboard for it, and who looks at a person's pages is signed in already.
    let is_elsewhere = device::setting() == Setting::Kiosk || device::is_from_desk();
    let provider = device::page_data("provider").map(AttrValue::from).filter(|_| !is_elsewhere);
    // The address forgets it while the page stays.
    let comes_back = *use_state_eq(is_return);
    match (channels.first(), provider) {
        (_, Some(label)) if comes_back => html! { <Returned key="returned" {label} /> },
        (Some(first), provider) if !is_elsewhere => {
            html! { <Pages key="pages" page={props.page} first={*first} {channels} {provider} /> }
        }
        (None, Some(label)) => html! { <OnlyProvider key="provider" {label} /> },
        _ => html! { <NotFoundScreen key="nothing" /> },
    }
}

#[derive(PartialEq, Properties)]
struct PagesProps {
    page: Page,
    first: Channel,
    channels: Vec<Channel>,
    /// What people know a provider by, at which one can sign in as well.
    provider: Option<AttrValue>,
}

#[component]
fn Pages(props: &PagesProps) -> Html {
    use_language();
    let (session, drafts, page) = (use_session(), use_drafts(), props.page);
    let form = use_reducer_eq({
        let first = props.first;
        move || Form::new(first)
    });
    // Whoever is in needs no code.
    use_effect_with(session.me().is_some(), |is_in| {
        if *is_in {
            routes::replace(&Route::Home);
        }
    });
    use_effect_with(page, {
        let dispatch = form.dispatcher();
        move |_| dispatch.dispatch(Event::Turned)
    });
    use_effect_with(form.n_asked, |n_asked| {
        if *n_asked > 0 {
            routes::navigate(&Route::EnterCode);
        }
    });
    {
        let to_send = form.to_send(device::this_year(), device::setting());
        let (dispatch, session) = (form.dispatcher(), session.dispatcher());
        use_effect_with(to_send.is_some(), move |_| {
            if let Some(errand) = to_send {
                spawn_local(async move {
                    match run(errand).await {
                        Ok(Some(me)) => session.dispatch(SessionEvent::Found(Rc::new(me))),
                        Ok(None) => dispatch.dispatch(Event::Asked),
                        Err(error) => dispatch.dispatch(Event::Refused(error)),
                    }
                });
            }
        });
    }
    let over = use_callback(form.dispatcher(), |(), form| form.dispatch(Event::WaitOver));
    use_end_of_wait(&form.status, over);
    let onsubmit = {
        let dispatch = form.dispatcher();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Event::Pressed(page, device::this_year()));
        }
    };
    let problems: Vec<_> =
        form.wrong.iter().map(|wrong| Problem { field: wrong.field().into(), text: words(*wrong) }).collect();
    let (title, fields) = match page {
        Page::Ask => (t("code.title"), ask(&form, &props.channels)),
        Page::Enter => (t("code.enter.title"), enter(&form)),
    };
    let topbar = html! { <TopBar start={brand("/".into())} end={html! { <LanguageTool /> }} /> };
    html! {
        <Screen kind={ScreenKind::Task} skip_label={t("shell.skip")} {topbar} foot={foot(&form, page)}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(0))}
                {problems}
                attempt={form.n_attempts}
            />
            <div role="status">{ said(&form.status, false, &drafts) }</div>
            <Title>{ title }</Title>
            <form class="mt-stack mt-stack--form" id="code-form" novalidate=true {onsubmit}>{ fields }</form>
            if let (Page::Ask, Some(label)) = (page, &props.provider) {
                <div key="provider" class="mt-stack mt-stack--tight">
                    <Heading>{ t("identity.else") }</Heading>
                    <ToEnter {label} />
                </div>
            }
            if page == Page::Enter {
                <div key="nothing" class="mt-stack mt-stack--tight">
                    <Heading>{ t("code.nothing.title") }</Heading>
                    <p>{ t("code.nothing.text") }</p>
                    <OtherWays />
                </div>
            }
        </Screen>
    }
}

/// The person who is in, or nobody yet.
async fn run(errand: Errand) -> Result<Option<Me>, ApiError> {
    match errand {
        Errand::Ask(body) => send_only(&Call::new(&REQUEST_CODE).body(&body)).await.map(|_| None),
        Errand::Enter(body) => send::<Me>(&Call::new(&CONFIRM_CODE).body(&body)).await.map(Some),
    }
}

fn foot(form: &Form, page: Page) -> Html {
    let is_sending = form.status == Status::Sending;
    let go = match (page, is_sending) {
        (Page::Ask, false) => "code.ask",
        (Page::Ask, true) => "code.asking",
        (Page::Enter, false) => "session.enter",
        (Page::Enter, true) => "session.entering",
    };
    let (other, href) = match page {
        Page::Ask => ("code.card", Route::SignIn.href()),
        Page::Enter => ("code.again", Route::AskCode.href()),
    };
    html! {
        <Hand>
            <Button kind={ButtonKind::Primary} submit={true} form="code-form" waiting={is_sending}>{ t(go) }</Button>
            <LinkButton kind={ButtonKind::Plain} {href}>{ t(other) }</LinkButton>
        </Hand>
    }
}

fn ask(form: &Handle, channels: &[Channel]) -> Html {
    let choice = |by: &Channel| {
        let (by, dispatch) = (*by, form.dispatcher());
        let (name, label) = match by {
            Channel::Sms => ("code-by-sms", "code.by.sms"),
            Channel::Email => ("code-by-email", "code.by.email"),
        };
        html! {
            <Choice
                key={name}
                id={name}
                name="code-by"
                kind={ChoiceKind::Radio}
                label={t(label)}
                checked={form.by == by}
                on_change={move |_| dispatch.dispatch(Event::By(by))}
            />
        }
    };
    let on_birth = {
        let dispatch = form.dispatcher();
        Callback::from(move |birth| dispatch.dispatch(Event::Birth(birth)))
    };
    let birth = form.wrong.iter().find_map(|wrong| match wrong {
        Wrong::Birth(problem) => Some(*problem),
        Wrong::Address(_) | Wrong::Code(_) | Wrong::Refused(_) => None,
    });
    html! {
        <>
            <Lead>{ t("code.lead") }</Lead>
            if channels.len() > 1 {
                <ChoiceGroup id="code-by" legend={t("code.by")}>{ for channels.iter().map(choice) }</ChoiceGroup>
            }
            { address(form) }
            <DateField
                id="birth"
                label={t("session.birth")}
                hint={t("session.birth.hint")}
                day_label={t("session.day")}
                month_label={t("session.month")}
                year_label={t("session.year")}
                value={form.birth.clone()}
                on_input={on_birth}
                error={birth.map(birth_words)}
                wrong={birth.map(wrong_part)}
                birthday={true}
            />
        </>
    }
}

fn address(form: &Handle) -> Html {
    let dispatch = form.dispatcher();
    let on_phone = Callback::from(move |text| dispatch.dispatch(Event::Phone(text)));
    let dispatch = form.dispatcher();
    let on_email = Callback::from(move |text| dispatch.dispatch(Event::Email(text)));
    let error = form.wrong.iter().find(|wrong| matches!(wrong, Wrong::Address(_))).map(|wrong| words(*wrong));
    match form.by {
        Channel::Sms => html! {
            <Field
                key={PHONE}
                id={PHONE}
                kind={FieldKind::Phone}
                label={t("code.phone")}
                hint={t("code.phone.hint")}
                value={form.phone.clone()}
                on_input={on_phone}
                autocomplete="tel"
                max_length="30"
                {error}
            />
        },
        Channel::Email => html! {
            <Field
                key={EMAIL}
                id={EMAIL}
                kind={FieldKind::Email}
                label={t("code.email")}
                hint={t("code.email.hint")}
                value={form.email.clone()}
                on_input={on_email}
                autocomplete="email"
                max_length="254"
                {error}
            />
        },
    }
}

fn enter(form: &Handle) -> Html {
    // After the phone has thrown the page away nothing tells how the code came.
    let sent = match (form.n_asked, form.by) {
        (0, _) => "code.sent",
        (_, Channel::Sms) => "code.sent.sms",
        (_, Channel::Email) => "code.sent.email",
    };
    let dispatch = form.dispatcher();
    let on_code = Callback::from(move |text| dispatch.dispatch(Event::Code(text)));
    let error = form.wrong.iter().find(|wrong| wrong.field() == CODE).map(|wrong| words(*wrong));
    html! {
        <>
            <Lead>{ t(sent) }</Lead>
            <Field
                id={CODE}
                kind={FieldKind::Digits}
                label={t("code.code")}
                hint={t("code.code.hint")}
                value={form.code.clone()}
                on_input={on_code}
                autocomplete="one-time-code"
                max_length="8"
                {error}
            />
        </>
    }
}

/// What is wrong, and how to write it.
fn words(wrong: Wrong) -> AttrValue {
    t(match wrong {
        Wrong::Birth(problem) => return birth_words(problem),
        Wrong::Refused(code) => return t(&["error.", code.as_str()].concat()),
        Wrong::Address(ReachProblem::PhoneMissing) => "code.phone.missing",
        Wrong::Address(ReachProblem::PhoneUnreadable) => "code.phone.unreadable",
        Wrong::Address(ReachProblem::PhoneWithoutSms) => "code.phone.without-sms",
        Wrong::Address(ReachProblem::EmailMissing) => "code.email.missing",
        Wrong::Address(ReachProblem::EmailUnreadable) => "code.email.unreadable",
        Wrong::Code(CodeProblem::Empty) => "code.empty",
        Wrong::Code(CodeProblem::NotSixDigits) => "code.not-six",
    })
}

#[cfg(test)]
mod tests;
