//! Signing in on a kiosk (K2): the card is typed on the screen or shown to the camera, then the date of birth. One thing at
//! a time, nothing that a browser would fill in or keep, and the code is off the screen as soon as it is written.

mod pad;
mod state;

use super::sending::use_sending;
use super::sign_in::{said, words};
use super::state as form;
use super::state::{FormProblem, Status};
use crate::app::camera::SCANNER;
use crate::app::later::later;
use crate::app::shell::LanguageTool;
use crate::device;
use crate::drafts::use_drafts;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::field::{field_notes, typed};
use crate::ui::{
    Button, ButtonKind, DatePart, ErrorSummary, Hand, Problem, Screen, ScreenKind, Title, TopBar, brand,
    described_by, focus_field, focus_title,
};
use domain::session::CardCode;
use pad::Pad;
use state::{Entry, Event, Page, part_of};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

type Handle = UseReducerHandle<Entry>;

#[component]
pub fn AtKiosk() -> Html {
    use_language();
    let drafts = use_drafts();
    let entry = use_reducer_eq(Entry::new);
    let has_camera_on = use_state_eq(|| false);
    let status = &entry.form.status;
    let tell = use_callback(entry.dispatcher(), |event, entry| entry.dispatch(Event::Form(event)));
    use_sending(&entry.form, tell);
    {
        let is_first = use_mut_ref(|| true);
        let (camera, has_problems) = (has_camera_on.setter(), !entry.form.problems.is_empty());
        use_effect_with(entry.page, move |_| {
            camera.set(false);
            // What must be corrected takes the focus itself.
            if !is_first.replace(false) && !has_problems {
                focus_title();
            }
        });
    }
    use_effect_with((entry.page, entry.part), |(page, part)| {
        // Whoever is in a field goes along; whoever is on the keys stays there.
        let is_in_field =
            device::document().active_element().is_some_and(|at| at.has_type::<HtmlInputElement>());
        if *page == Page::Birth && is_in_field {
            focus_field(part_id(*part));
        }
    });
    let on_submit = {
        let dispatch = entry.dispatcher();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Event::GoOn { this_year: device::this_year() });
        }
    };
    let problems: Vec<_> = entry
        .form
        .problems
        .iter()
        .map(|problem| Problem { field: problem.field().into(), text: words(problem) })
        .collect();
    let (title, content) = match entry.page {
        Page::Card => (t("session.card"), card(&entry, &has_camera_on)),
        Page::Birth => (t("session.birth"), birth(&entry)),
    };
    let topbar = html! { <TopBar start={brand("/".into())} end={html! { <LanguageTool /> }} /> };
    html! {
        <Screen kind={ScreenKind::Task} skip_label={t("shell.skip")} {topbar} foot={foot(&entry)}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(0))}
                {problems}
                attempt={entry.form.n_attempts}
            />
            <div role="status">{ said(status, false, &drafts) }</div>
            <Title>{ title }</Title>
            <form class="mt-entry" id="access" novalidate=true autocomplete="off" onsubmit={on_submit}>{ content }</form>
            // Who listens hears what a key has written.
            <p class="mt-visually-hidden" role="status">{ heard(&entry) }</p>
        </Screen>
    }
}

fn foot(entry: &Handle) -> Html {
    let is_sending = entry.form.status == Status::Sending;
    let words = match (entry.page, is_sending) {
        (Page::Card, _) => t("stock.continue"),
        (Page::Birth, false) => t("session.enter"),
        (Page::Birth, true) => t("session.entering"),
    };
    let back = {
        let dispatch = entry.dispatcher();
        move |_| dispatch.dispatch(Event::Back)
    };
    html! {
        <Hand>
            <Button key="go" id="sign-in" kind={ButtonKind::Primary} submit={true} form="access" waiting={is_sending}>
                { words }
            </Button>
            if entry.page == Page::Birth {
                <Button key="back" kind={ButtonKind::Plain} on_click={back}>{ t("kiosk.entry.back") }</Button>
            }
        </Hand>
    }
}

fn card(entry: &Handle, has_camera_on: &UseStateHandle<bool>) -> Html {
    let dispatch = entry.dispatcher();
    let on_card = Callback::from(move |text| dispatch.dispatch(Event::Form(form::Event::Card(text))));
    let error = entry.form.problems.iter().find(|problem| problem.field() == "card").map(words);
    let is_on = **has_camera_on;
    let switch = {
        let camera = has_camera_on.setter();
        move |_| camera.set(!is_on)
    };
    html! {
        <>
            <div class="mt-entry__field">
                { field_notes("card", Some(&t("session.card.hint")), error.as_ref()) }
                <input
                    class="mt-field__input mt-field__input--code mt-entry__code"
                    type="text"
                    id="card"
                    aria-label={t("session.card")}
                    aria-describedby={described_by("card", true, error.is_some())}
                    aria-invalid={error.is_some().then_some("true")}
                    inputmode="none"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength="11"
                    value={entry.form.card.clone()}
                    oninput={typed(&on_card)}
                />
            </div>
            <Button icon={if is_on { "pencil" } else { "id-card" }} on_click={switch}>
                { if is_on { t("kiosk.entry.type") } else { t("kiosk.entry.show") } }
            </Button>
            if is_on {
                <Shown key="camera" entry={entry.clone()} />
            } else {
                <Pad key="pad" page={Page::Card} on_key={on_key(entry)} />
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ShownProps {
    entry: Handle,
}

/// The camera, before which one holds the card.
#[component]
fn Shown(props: &ShownProps) -> Html {
    use_language();
    let is_other = use_state_eq(|| false);
    let on_read = {
        let (dispatch, is_other) = (props.entry.dispatcher(), is_other.setter());
        use_callback((), move |text: Option<String>, ()| {
            let Some(text) = text else { return };
            match CardCode::of_qr_text(&text) {
                Some(card) => dispatch.dispatch(Event::Shown(card)),
                None => is_other.set(true),
            }
        })
    };
    html! {
        <div class="mt-stack mt-stack--tight">
            <p>{ t("kiosk.entry.hold") }</p>
            <p role="status" class="mt-entry__other">
                if *is_other {
                    { t("kiosk.entry.other") }
                }
            </p>
            { later(&SCANNER, "", on_read) }
        </div>
    }
}

fn birth(entry: &Handle) -> Html {
    let error = entry.form.problems.iter().find_map(|problem| match problem {
        FormProblem::Birth(_) => Some(words(problem)),
        FormProblem::Card(_) | FormProblem::Refused(_) => None,
    });
    let parts = [
        (DatePart::Day, "session.day", "2"),
        (DatePart::Month, "session.month", "2"),
        (DatePart::Year, "session.year", "4"),
    ];
    html! {
        <>
            <div class="mt-entry__field" role="group" aria-label={t("session.birth")} aria-describedby={described_by("birth", true, error.is_some())}>
                { field_notes("birth", Some(&t("session.birth.hint")), error.as_ref()) }
                <div class="mt-field__parts">
                    { for parts.map(|(at, label, n_most)| part(entry, at, label, n_most, error.is_some())) }
                </div>
            </div>
            <Pad key="pad" page={Page::Birth} on_key={on_key(entry)} />
        </>
    }
}

fn part(entry: &Handle, at: DatePart, label: &'static str, n_most: &'static str, has_error: bool) -> Html {
    let dispatch = entry.dispatcher();
    let onfocus = move |_| dispatch.dispatch(Event::At(at));
    let (dispatch, birth) = (entry.dispatcher(), entry.form.birth.clone());
    let on_part = Callback::from(move |text| {
        let mut birth = birth.clone();
        *state::part_mut(&mut birth, at) = text;
        dispatch.dispatch(Event::Form(form::Event::Birth(birth)));
    });
    let is_now = entry.part == at;
    let class = classes!("mt-field__part", (at == DatePart::Year).then_some("mt-field__part--wide"));
    html! {
        <div key={label} {class}>
            <label for={part_id(at)}>{ t(label) }</label>
            <input
                class={classes!("mt-field__input", is_now.then_some("mt-entry__now"))}
                type="text"
                id={part_id(at)}
                inputmode="none"
                autocomplete="off"
                maxlength={n_most}
                value={part_of(&entry.form.birth, at).clone()}
                aria-invalid={(has_error && is_now).then_some("true")}
                {onfocus}
                oninput={typed(&on_part)}
            />
        </div>
    }
}

fn on_key(entry: &Handle) -> Callback<state::Key> {
    let dispatch = entry.dispatcher();
    Callback::from(move |key| dispatch.dispatch(Event::Pad(key)))
}

/// What a field holds and, of a date, which field it is.
fn heard(entry: &Entry) -> AttrValue {
    let name = match (entry.page, entry.part) {
        (Page::Card, _) => {
            let n = u32::try_from(entry.form.card.chars().count()).unwrap_or(u32::MAX);
            return t_n("kiosk.entry.n", n);
        }
        (Page::Birth, DatePart::Day) => t("session.day"),
        (Page::Birth, DatePart::Month) => t("session.month"),
        (Page::Birth, DatePart::Year) => t("session.year"),
    };
    t_with("kiosk.entry.part", &[("part", &name), ("value", entry.value())])
}

const fn part_id(part: DatePart) -> &'static str {
    match part {
        DatePart::Day => "birth-day",
        DatePart::Month => "birth-month",
        DatePart::Year => "birth-year",
    }
}

#[cfg(test)]
mod tests;
