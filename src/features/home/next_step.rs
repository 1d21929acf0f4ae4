//! The next step in words.

use super::state::{Card, card};
use crate::device;
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Art, ButtonKind, LinkButton, NextStep};
use contract::pathway::PathwayView;
use domain::pathway::ActionStatus;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct NextStepCardProps {
    pub view: Rc<PathwayView>,
}

/// What the card says and where its one button leads.
struct Words {
    title: AttrValue,
    text: Option<AttrValue>,
    go: AttrValue,
    href: AttrValue,
    art: Art,
}

#[component]
pub(super) fn NextStepCard(props: &NextStepCardProps) -> Html {
    use_language();
    let Words { title, text, go, href, art } = words(&card(&props.view));
    html! {
        <NextStep eyebrow={t("home.next")} {title} {text} {art}>
            <LinkButton kind={ButtonKind::Primary} {href}>{ go }</LinkButton>
        </NextStep>
    }
}

fn words(card: &Card<'_>) -> Words {
    let stock = Route::Stock(StockPage::Start).href();
    match card {
        Card::TakeStock => Words {
            title: t("home.take-stock.title"),
            text: Some(t("home.take-stock.text")),
            go: t("home.take-stock.go"),
            href: stock,
            art: Art::Held,
        },
        Card::Resume { n_answers } => Words {
            title: t("home.resume.title"),
            text: Some(t_n("home.resume.text", *n_answers)),
            go: t("home.resume.go"),
            href: stock,
            art: Art::Held,
        },
        Card::Choose { sheet, reason } => Words {
            title: AttrValue::from(sheet.title.clone()),
            text: reason.map(|reason| t_with("pathway.because", &[("answer", &reason.answer)])),
            go: t("home.choose.go"),
            href: part("sheet-", sheet.id.as_str()),
            art: Art::Held,
        },
        Card::Do { action } => Words {
            title: AttrValue::from(action.sheet.title.clone()),
            text: match (action.status, action.sheet.steps.first()) {
                (ActionStatus::Planned, Some(step)) => Some(t_with("home.do.planned", &[("step", step)])),
                _ => Some(t("home.do.under-way")),
            },
            go: t("home.do.go"),
            href: part("action-", action.id.as_str()),
            art: Art::Held,
        },
        Card::Talk { referent, stuck } => {
            let service = device::service();
            let number = match referent {
                Some(referent) => Some((referent.name.clone(), referent.phone.clone())),
                None => service.phone.map(|phone| {
                    (service.name.unwrap_or_else(|| t("shell.service")).to_string(), phone.to_string())
                }),
            };
            let (go, href) = match number {
                Some((name, phone)) => {
                    (t_with("home.talk.go", &[("name", &name)]), device::phone_href(&phone))
                }
                None => {
                    let stuck = stuck
                        .map_or_else(|| Route::Pathway.href(), |stuck| part("action-", stuck.id.as_str()));
                    (t("home.talk.see"), stuck)
                }
            };
            Words { title: t("home.talk.title"), text: Some(t("home.talk.text")), go, href, art: Art::Held }
        }
        Card::Wait { referent } => Words {
            title: t("home.wait.title"),
            text: Some(match referent {
                Some(referent) => t_with("home.wait.text.named", &[("name", &referent.name)]),
                None => t("home.wait.text"),
            }),
            go: t("home.wait.go"),
            href: Route::Pathway.href(),
            art: Art::Landed,
        },
    }
}

/// Address of a part of the pathway page.
fn part(kind: &str, id: &str) -> AttrValue {
    AttrValue::from(["/pathway#", kind, id].concat())
}
