//! The month at the desk (W10 to W13): made, published, cancelled; its companies, its groups, and who takes part.
//!
//! A référent sees it and proposes it to those they follow; a coordinator makes it.

mod cancel;
mod companies;
mod company;
mod company_documents;
mod form;
mod list;
mod month;
mod people;
mod propose;
mod rotation;
pub mod state;
mod withdraw;

pub(super) use propose::ProposeSection;

use super::place::Place;
use super::purpose::Purpose;
use super::reading::{Reading, drawn, use_reading};
use super::words::day_words;
use crate::api::Call;
use crate::i18n::{t, t_n, t_with};
use crate::ui::{Fact, Facts, Tag, TagKind};
use cancel::CancelPage;
use company::CompanyPage;
use company_documents::CompanyDocumentsPage;
use contract::programme::staff::{GET_STAFF_MONTH, StaffMonth, StaffMonthDetail};
use contract::staff::StaffRole;
use contract::workshops::When;
use domain::ids::MonthId;
use domain::programme::MonthState;
use form::FormPage;
use list::ListPage;
use month::MonthPage;
use withdraw::WithdrawPage;
use yew::prelude::*;

/// The page of a place of the months.
pub(super) fn page(place: &Place, role: StaffRole, on_lost: Callback<()>) -> Html {
    let key = place.to_string();
    // What only a coordinator may do is not there for others, as the server says too.
    let can_make = role == StaffRole::Coordinator;
    match place {
        Place::Month(id) => html! { <MonthPage {key} id={id.clone()} {role} {on_lost} /> },
        Place::NewMonth if can_make => html! { <FormPage {key} purpose={Purpose::New} {on_lost} /> },
        Place::ChangeMonth(id) if can_make => {
            html! { <FormPage {key} purpose={Purpose::Change(id.clone())} {on_lost} /> }
        }
        Place::CopyMonth(id) if can_make => {
            html! { <FormPage {key} purpose={Purpose::Copy(id.clone())} {on_lost} /> }
        }
        Place::CancelMonth(id) if can_make => html! { <CancelPage {key} id={id.clone()} {on_lost} /> },
        Place::WithdrawCompany(id, company) if can_make => {
            html! { <WithdrawPage {key} id={id.clone()} company={company.clone()} {on_lost} /> }
        }
        Place::CompanyDocuments(id, company) if can_make => {
            html! { <CompanyDocumentsPage {key} id={id.clone()} company={company.clone()} {on_lost} /> }
        }
        Place::NewCompany(id) if can_make => html! { <CompanyPage {key} id={id.clone()} {on_lost} /> },
        _ => html! { <ListPage {key} {role} {on_lost} /> },
    }
}

#[hook]
fn use_month(id: MonthId, language: AttrValue, on_lost: Callback<()>) -> Reading<StaffMonthDetail> {
    use_reading((id, language), on_lost, |(id, language)| {
        Call::new(&GET_STAFF_MONTH).path(&[id.as_str()]).query("language", language)
    })
}

fn state_tag(state: MonthState) -> Html {
    let (kind, icon, key) = match state {
        MonthState::Draft => (TagKind::Warm, None, "desk.slots.draft"),
        MonthState::Published => (TagKind::Success, Some("check"), "desk.months.published"),
        MonthState::Cancelled => (TagKind::Plain, Some("x"), "desk.months.cancelled"),
    };
    html! { <Tag {kind} {icon}>{ t(key) }</Tag> }
}

/// "mardi 8 décembre, de 09:15 à 09:55"
fn when_words(when: &When) -> AttrValue {
    let (from, to) = (when.from.to_string(), when.to.to_string());
    t_with("workshops.when", &[("date", &day_words(when.day)), ("from", &from), ("to", &to)])
}

/// The jobs dating, in a few lines.
fn month_facts(month: &StaffMonth) -> Html {
    html! {
        <Facts>
            <Fact key="dating" icon="calendar">{ t_with("desk.month.dating", &[("when", &when_words(&month.dating))]) }</Fact>
            <Fact key="venue" icon="map-pin">{ month.venue_name.clone() }</Fact>
            <Fact key="companies" icon="briefcase">{ t_n("desk.month.companies.count", month.n_companies) }</Fact>
            <Fact key="talks" icon="users-round">{ talks_words(month.n_talks_taken, month.n_talks) }</Fact>
        </Facts>
    }
}

/// "3 rendez-vous pris sur 40"
fn talks_words(n_taken: u32, n_talks: u32) -> AttrValue {
    let text = t_n("desk.month.talks", n_taken);
    crate::i18n::fill(&text, &[("of", &crate::i18n::number(n_talks))]).into()
}

#[cfg(test)]
mod tests;
