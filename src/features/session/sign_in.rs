//! The sign-in screen. It is drawn exactly as the static page draws it, so that nothing moves when the app arrives.

use super::sending::use_sending;
use super::state::{Event, Form, FormProblem, Status, wrong_part};
use crate::app::shell::{LanguageTool, waiting_words};
use crate::device;
use crate::drafts::{Drafts, use_drafts};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes::Route;
use crate::ui::{
    AccessCard, AccessTexts, Button, ButtonKind, ErrorSummary, Hand, Link, LinkButton, Notice, NoticeKind,
    Problem, Screen, ScreenKind, Title, TopBar, Typed, brand,
};
use domain::session::{BirthDateProblem, CardProblem};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct SignInProps {
    /// What was typed into the static page.
    #[prop_or_default]
    pub typed: Typed,
    /// The session has ended by itself; the person's page waits behind this one.
    #[prop_or_default]
    pub expired: bool,
}

#[component]
pub fn SignIn(props: &SignInProps) -> Html {
    use_language();
    let drafts = use_drafts();
    let form = use_reducer({
        let typed = props.typed.clone();
        move || Form::of(&typed)
    });
    let press = use_callback(form.dispatcher(), |(), form| {
        form.dispatch(Event::Pressed { this_year: device::this_year() });
    });
    {
        // The form was sent before the app arrived: go on as if it had been sent here.
        let press = press.clone();
        use_effect_with(props.typed.submitted && !props.expired, move |was_submitted| {
            if *was_submitted {
                press.emit(());
            }
        });
    }
    let tell = use_callback(form.dispatcher(), |event, form| form.dispatch(event));
    use_sending(&form, tell);
    let is_sending = matches!(form.status, Status::Sending);
    let problems: Vec<_> =
        form.problems.iter().map(|p| Problem { field: p.field().into(), text: words(p) }).collect();
    let topbar = html! { <TopBar start={brand("/".into())} end={html! { <LanguageTool /> }} /> };
    let foot = html! {
        <Hand>
            <Button id="sign-in" kind={ButtonKind::Primary} submit={true} form="access" waiting={is_sending}>
                { if is_sending { t("session.entering") } else { t("session.enter") } }
            </Button>
            if let Some(phone) = device::service().phone {
                <LinkButton kind={ButtonKind::Plain} icon="phone" href={device::phone_href(&phone)}>
                    { t_with("session.no-card", &[("phone", &phone)]) }
                </LinkButton>
            }
        </Hand>
    };
    html! {
        <Screen kind={ScreenKind::Task} skip_label={t("shell.skip")} {topbar} {foot}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(0))}
                {problems}
                attempt={form.n_attempts}
            />
            <div role="status">{ said(&form.status, props.expired, &drafts) }</div>
            <Title>{ t("session.title") }</Title>
            { access_card(&form, press, props.typed.focused.clone(), true) }
            if device::page_data("ways").is_some() {
                <p class="mt-without-card"><Link href={Route::AskCode.href()}>{ t("session.without-card") }</Link></p>
            }
        </Screen>
    }
}

/// The card as a form. `keeps`: the browser may offer what was typed before, which it must not where several people type.
pub(super) fn access_card(
    form: &UseReducerHandle<Form>,
    on_submit: Callback<()>,
    focused: Option<AttrValue>,
    keeps: bool,
) -> Html {
    let (to_card, to_birth) = (form.dispatcher(), form.dispatcher());
    let card_problem = form.problems.iter().find(|problem| problem.field() == "card");
    let birth_problem = form.problems.iter().find_map(|problem| match problem {
        FormProblem::Birth(problem) => Some(*problem),
        FormProblem::Card(_) | FormProblem::Refused(_) => None,
    });
    html! {
        <AccessCard
            texts={AccessTexts {
                card_label: t("session.card"),
                card_hint: t("session.card.hint"),
                birth_label: t("session.birth"),
                birth_hint: t("session.birth.hint"),
                day: t("session.day"),
                month: t("session.month"),
                year: t("session.year"),
            }}
            card={form.card.clone()}
            birth={form.birth.clone()}
            on_card={move |card| to_card.dispatch(Event::Card(card))}
            on_birth={move |birth| to_birth.dispatch(Event::Birth(birth))}
            {on_submit}
            card_error={card_problem.map(words)}
            birth_error={birth_problem.map(|problem| words(&FormProblem::Birth(problem)))}
            birth_wrong={birth_problem.map(wrong_part)}
            {focused}
            {keeps}
        />
    }
}

/// What is said above the form, beside what must be corrected in it.
pub(super) fn said(status: &Status, expired: bool, drafts: &Drafts) -> Html {
    let waiting = waiting_words(drafts);
    match status {
        Status::Failed(error) => html! {
            <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
        },
        Status::SlowDown { wait_s } => html! {
            <Notice kind={NoticeKind::Attention} icon="clock" title={t_n("session.wait", *wait_s)}>
                <p>{ t("session.wait.why") }</p>
            </Notice>
        },
        Status::WaitOver => html! { <Notice><p>{ t("session.wait.over") }</p></Notice> },
        Status::Open | Status::Sending if expired => html! {
            <Notice icon="lock" title={t("session.expired.title")}>
                <p>{ t("session.expired.text") }</p>
                if let Some((title, _)) = waiting {
                    <p>{ title }</p>
                }
            </Notice>
        },
        // Whose they are is not said: they wait for the same person.
        Status::Open | Status::Sending if waiting.is_some() => html! {
            <Notice icon="smartphone" title={waiting.map(|(title, _)| title)}><p>{ t("session.waiting") }</p></Notice>
        },
        Status::Open | Status::Sending => html! { <span></span> },
    }
}

/// What is wrong, and how to write it.
pub(super) fn words(problem: &FormProblem) -> AttrValue {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match problem {
        FormProblem::Card(CardProblem::Empty) => t("session.card.empty"),
        FormProblem::Card(CardProblem::TooShort { n_missing }) => {
            t_n("session.card.missing", count(*n_missing))
        }
        FormProblem::Card(CardProblem::TooLong { n_extra }) => t_n("session.card.extra", count(*n_extra)),
        FormProblem::Card(CardProblem::BadChar { found }) => {
            t_with("session.card.bad", &[("sign", found.encode_utf8(&mut [0; 4]))])
        }
        FormProblem::Birth(problem) => birth_words(*problem),
        FormProblem::Refused(code) => t(&["error.", code.as_str()].concat()),
    }
}

pub(super) fn birth_words(problem: BirthDateProblem) -> AttrValue {
    t(match problem {
        BirthDateProblem::Empty => "session.birth.empty",
        BirthDateProblem::BadDay => "session.birth.bad-day",
        BirthDateProblem::BadMonth => "session.birth.bad-month",
        BirthDateProblem::BadYear => "session.birth.bad-year",
        BirthDateProblem::NoSuchDay => "session.birth.no-such-day",
    })
}
