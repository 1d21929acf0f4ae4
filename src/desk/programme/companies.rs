//! The companies of a month, with how many of their talks are taken.

use super::talks_words;
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::writing::{Act, run};
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind, Heading, LinkButton, Notice, NoticeKind, Soft, Tag};
use contract::programme::staff::{REMOVE_COMPANY, StaffCompany, StaffMonth, StaffMonthDetail};
use domain::programme::MonthState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CompaniesProps {
    pub month: StaffMonth,
    pub companies: Vec<StaffCompany>,
    pub can_make: bool,
    pub on_lost: Callback<()>,
    pub again: Callback<()>,
}

#[component]
pub(super) fn Companies(props: &CompaniesProps) -> Html {
    let language = use_language().code;
    let act = use_state_eq(Act::default);
    let CompaniesProps { month, companies, can_make, on_lost, again } = props;
    let remove = |company: &StaffCompany| {
        let (act, on_lost, again) = (act.clone(), on_lost.clone(), again.clone());
        let path = [month.id.to_string(), company.company.id.to_string()];
        let language = language.clone();
        move |_| {
            let call = Call::new(&REMOVE_COMPANY).path(&[&path[0], &path[1]]).query("language", &language);
            let again = again.clone();
            run(&act, call, &on_lost, Callback::from(move |_: StaffMonthDetail| again.emit(())));
        }
    };
    let one = |one: &StaffCompany| {
        let company = &one.company;
        let jobs: Vec<&str> = company.jobs.iter().map(|job| job.label.as_str()).collect();
        html! {
            <li class="mt-attendance__one mt-month-company" key={company.id.to_string()}>
                <p class="mt-attendance__name"><bdi>{ company.name.clone() }</bdi></p>
                <div>
                    <p>{ jobs.join(", ") }{ " · " }{ company.place.clone() }</p>
                    if let Some(message) = &one.message {
                        <p key="gone"><Tag icon="x">{ t("desk.company.withdrawn") }</Tag>{ " " }<bdi>{ message.clone() }</bdi></p>
                    } else {
                        <Soft key="talks">{ talks_words(one.n_taken, one.n_talks) }</Soft>
                    }
                </div>
                if *can_make && month.state == MonthState::Draft {
                    <div class="mt-cluster">
                        <Button
                            kind={ButtonKind::Plain}
                            describes={[" : ", &company.name].concat()}
                            waiting={act.is_under_way()}
                            on_click={remove(one)}
                        >
                            { t("desk.company.remove") }
                        </Button>
                    </div>
                } else if *can_make && month.state == MonthState::Published && one.message.is_none() {
                    <div class="mt-cluster">
                        <LinkButton
                            kind={ButtonKind::Plain}
                            describes={[" : ", &company.name].concat()}
                            href={Place::CompanyDocuments(month.id.clone(), company.id.clone()).href()}
                        >
                            { t("desk.company.documents") }
                        </LinkButton>
                        <LinkButton
                            kind={ButtonKind::Plain}
                            describes={[" : ", &company.name].concat()}
                            href={Place::WithdrawCompany(month.id.clone(), company.id.clone()).href()}
                        >
                            { t("desk.company.withdraw") }
                        </LinkButton>
                    </div>
                }
            </li>
        }
    };
    html! {
        <section class="mt-stack mt-on-screen">
            <div class="mt-slots-head">
                <Heading>{ t("desk.month.companies") }</Heading>
                if *can_make && month.state != MonthState::Cancelled {
                    <LinkButton href={Place::NewCompany(month.id.clone()).href()}>{ t("desk.company.new") }</LinkButton>
                }
            </div>
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            if companies.is_empty() {
                <p key="none">{ t("desk.month.companies.none") }</p>
            } else {
                <ul key="list" class="mt-attendance">{ for companies.iter().map(one) }</ul>
            }
        </section>
    }
}
