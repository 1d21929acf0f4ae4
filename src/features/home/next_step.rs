//! The next step in words, and why it is the next (P2).

use crate::app::slip::Slip;
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Art, Button, ButtonKind, LinkButton, NextStep as NextStepBox, focus_title};
use contract::pathway::HomeView;
use contract::session::Setting;
use domain::pathway::{NextStep, Why};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct NextStepCardProps {
    pub view: Rc<HomeView>,
}

/// What the card says and where its one button leads.
struct Words {
    title: AttrValue,
    text: AttrValue,
    go: AttrValue,
    href: AttrValue,
}

#[component]
pub(super) fn NextStepCard(props: &NextStepCardProps) -> Html {
    use_language();
    let view = &props.view;
    let is_shown = use_state_eq(|| false);
    if view.next.is_delicate && !*is_shown && device::setting() == Setting::Kiosk {
        return veiled(is_shown.setter());
    }
    let art = if view.next.step == NextStep::WaitForReferent { Art::Landed } else { Art::Held };
    let words = words(view);
    let (title, lines) = (words.title.clone(), vec![words.text.clone()]);
    html! {
        <>
            { draw(words, art) }
            <Slip key="slip" heading={t("home.next")} {title} {lines} />
        </>
    }
}

/// On a public screen, what tells something private waits to be asked for, and so does its slip (K3).
fn veiled(is_shown: UseStateSetter<bool>) -> Html {
    let on_click = move |_| {
        is_shown.set(true);
        // The button goes away under the hand.
        focus_title();
    };
    html! {
        <NextStepBox key="veiled" eyebrow={t("home.next")} title={t("home.veiled.title")} text={Some(t("home.veiled.text"))}>
            <Button kind={ButtonKind::Primary} icon="eye" {on_click}>{ t("home.veiled.show") }</Button>
        </NextStepBox>
    }
}

/// To go on with taking stock, when the rest of the pathway cannot be read.
pub(super) fn resume_card(n_answers: u32) -> Html {
    draw(resume(n_answers), Art::Held)
}

fn draw(words: Words, art: Art) -> Html {
    let Words { title, text, go, href } = words;
    html! {
        <NextStepBox key="next" eyebrow={t("home.next")} {title} text={Some(text)} {art}>
            <LinkButton kind={ButtonKind::Primary} {href}>{ go }</LinkButton>
        </NextStepBox>
    }
}

fn resume(n_answers: u32) -> Words {
    Words {
        title: t("home.resume.title"),
        text: t_n("home.resume.text", n_answers),
        go: t("home.resume.go"),
        href: Route::Stock(StockPage::Start).href(),
    }
}

fn words(view: &HomeView) -> Words {
    let next = &view.next;
    let titled = |go: &str, part: AttrValue| Words {
        title: AttrValue::from(next.title.clone().unwrap_or_default()),
        text: because(view),
        go: t(go),
        href: part,
    };
    match &next.step {
        NextStep::TakeStock => Words {
            title: t("home.take-stock.title"),
            text: t("home.take-stock.text"),
            go: t("home.take-stock.go"),
            href: Route::Stock(StockPage::Start).href(),
        },
        NextStep::ResumeStock { n_answers } => resume(u32::try_from(*n_answers).unwrap_or(u32::MAX)),
        NextStep::ChooseAction { sheet } => titled("home.choose.go", part("sheet-", sheet.as_str())),
        NextStep::DoAction { action } | NextStep::GoToAppointment { action } => {
            titled("home.do.go", part("action-", action.as_str()))
        }
        NextStep::GoToMeeting { meeting } => {
            let name = next.title.as_deref().unwrap_or_default();
            let place = next.detail.clone().map_or_else(|| t("home.meeting.phone"), AttrValue::from);
            Words {
                title: t_with("home.meeting.title", &[("name", name)]),
                text: [because(view).as_str(), " ", place.as_str()].concat().into(),
                go: t("home.meeting.go"),
                href: part("meeting-", meeting.as_str()),
            }
        }
        NextStep::GoToWorkshop { slot } => titled("home.workshop.go", Route::Workshop(slot.clone()).href()),
        NextStep::AnswerOffer { slot } => titled("home.offer.go", Route::Workshop(slot.clone()).href()),
        NextStep::TalkToReferent => {
            let (go, href) = call(view);
            Words { title: t("home.talk.title"), text: t("home.talk.text"), go, href }
        }
        NextStep::WaitForReferent => Words {
            title: t("home.wait.title"),
            text: match &view.referent {
                Some(referent) => t_with("home.wait.text.named", &[("name", &referent.name)]),
                None => t("home.wait.text"),
            },
            go: t("home.wait.go"),
            href: Route::Pathway.href(),
        },
    }
}

/// Why it is the next step.
fn because(view: &HomeView) -> AttrValue {
    let next = &view.next;
    match (next.why, &next.detail, &next.appointment, next.due) {
        (Why::Appointment, _, Some(at), _) => {
            let (day, time) = (i18n::date_of_day(at.day), at.time.to_string());
            t_with("home.why.appointment", &[("date", &day), ("time", &time)])
        }
        (Why::Offered, _, Some(until), _) => {
            let (day, time) = (i18n::date_of_day(until.day), until.time.to_string());
            t_with("home.why.offered", &[("date", &day), ("time", &time)])
        }
        (Why::Due, _, _, Some(day)) => t_with("home.why.due", &[("date", &i18n::date_of_day(day))]),
        (Why::Urgent | Why::Answers, Some(answer), ..) => t_with("pathway.because", &[("answer", answer)]),
        (Why::Brought, ..) => t("home.why.brought"),
        (Why::Chosen, Some(step), ..) => t_with("home.do.planned", &[("step", step)]),
        (Why::Chosen, None, ..) => t("home.why.chosen"),
        _ => t("home.do.under-way"),
    }
}

/// Who can be called about what blocks; without a number, the page that says what it is.
fn call(view: &HomeView) -> (AttrValue, AttrValue) {
    let service = device::service();
    let number = match &view.referent {
        Some(referent) => {
            Some((AttrValue::from(referent.name.clone()), AttrValue::from(referent.phone.clone())))
        }
        None => service.phone.map(|phone| (service.name.unwrap_or_else(|| t("shell.service")), phone)),
    };
    match number {
        Some((name, phone)) => (t_with("home.talk.go", &[("name", &name)]), device::phone_href(&phone)),
        None => (t("home.talk.see"), part("actions", "")),
    }
}

/// Address of a part of the pathway page.
fn part(kind: &str, id: &str) -> AttrValue {
    AttrValue::from([&Route::Pathway.href(), "#", kind, id].concat())
}
