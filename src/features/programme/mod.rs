//! The month (W10 to W13): what it is, where the person stands with it, their day, and the companies they may meet.
//!
//! A preparation day and a talk are dates like others: one takes and gives back a place on their page (`workshops`).

mod company;
mod month;
mod standing;
mod talks;

use company::CompanyPage;
use domain::ids::CompanyId;
use month::MonthPage;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ProgrammeProps {
    /// One of the companies; without it, the month.
    #[prop_or_default]
    pub company: Option<CompanyId>,
}

#[component]
pub fn Programme(props: &ProgrammeProps) -> Html {
    match &props.company {
        None => html! { <MonthPage key="month" /> },
        Some(id) => html! { <CompanyPage key={id.to_string()} id={id.clone()} /> },
    }
}
