//! The companies of a month and the person's talks with them.

use crate::app::slot::dated_rows;
use crate::device;
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::routes::Route;
use crate::ui::{Button, Card, Heading, Notice, Row, Rows, Soft, focus_field};
use contract::programme::{CompanyBrief, JobLabel, MonthView};
use domain::time::Timestamp;
use domain::workshops::Zone;
use yew::prelude::*;

/// Companies shown before one asks for the others.
const N_FIRST: usize = 12;

/// Id of the part with the companies.
const COMPANIES: &str = "companies";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct TalksProps {
    pub month: MonthView,
}

#[component]
pub(super) fn Talks(props: &TalksProps) -> Html {
    use_language();
    let month = &props.month;
    let is_whole = use_state_eq(|| false);
    let n_shown = if *is_whole { month.companies.len() } else { N_FIRST.min(month.companies.len()) };
    let n_more = month.companies.len() - n_shown;
    let show_all = {
        let is_whole = is_whole.setter();
        move |_| {
            is_whole.set(true);
            // The pressed button is gone.
            focus_field(COMPANIES);
        }
    };
    html! {
        <section class="mt-stack" id={COMPANIES} tabindex="-1">
            <Heading>{ t("programme.companies") }</Heading>
            if month.companies.is_empty() {
                <Card key="none"><p>{ t("programme.companies.none") }</p></Card>
            } else {
                <div key="some" class="mt-stack">
                    { opening(month.is_open, month.opens_at, month.dating.when.zone) }
                    <Soft>{ rules(month) }</Soft>
                    if !month.talks.is_empty() {
                        <div key="own" class="mt-stack mt-stack--tight">
                            <Heading level={3}>{ t("programme.talks.own") }</Heading>
                            { dated_rows(&month.talks) }
                        </div>
                    }
                    <Rows>{ for month.companies[..n_shown].iter().map(row) }</Rows>
                    <div hidden={n_more == 0}>
                        <Button on_click={show_all}>{ t_n("programme.companies.more", u32::try_from(n_more).unwrap_or(u32::MAX)) }</Button>
                    </div>
                </div>
            }
        </section>
    }
}

/// When talks open to everyone, on the clock of the venue; nothing once they are open.
pub(super) fn opening(is_open: bool, opens_at: Timestamp, zone: Zone) -> Html {
    if is_open {
        let is_first = device::now() < opens_at;
        return html! { <p hidden={!is_first}>{ t("programme.first") }</p> };
    }
    let (day, time) = i18n::moment_in(opens_at, zone.as_str());
    html! {
        <Notice icon="clock" title={t_with("programme.opens", &[("date", &day), ("time", &time)])}>
            <p>{ t("programme.opens.why") }</p>
        </Notice>
    }
}

fn rules(month: &MonthView) -> AttrValue {
    let text = t_n("programme.rules", month.max_talks);
    i18n::fill(&text, &[("pause", &i18n::number(month.break_min))]).into()
}

fn row(company: &CompanyBrief) -> Html {
    let jobs = job_words(&company.jobs);
    let state = match (&company.own, company.n_free) {
        (Some(when), _) => t_with("programme.company.own", &[("time", &when.from.to_string())]),
        (None, 0) => t("programme.company.full"),
        (None, n_free) => t_n("programme.company.free", n_free),
    };
    let more = [jobs.as_str(), " · ", &company.place, " · ", &state].concat();
    html! {
        <Row
            key={company.id.to_string()}
            icon="briefcase"
            name={company.name.clone()}
            {more}
            href={Route::Company(company.id.clone()).href()}
        />
    }
}

pub(super) fn job_words(jobs: &[JobLabel]) -> String {
    jobs.iter().map(|job| job.label.as_str()).collect::<Vec<_>>().join(", ")
}
