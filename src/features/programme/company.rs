//! One company: what it looks for, and the times at which one can talk with it.

use super::month::way_there;
use super::talks::{job_words, opening};
use crate::api::{Call, Load, use_load, use_session};
use crate::app::shell::{Failure, OtherWays, Place, use_own_name};
use crate::app::slot::{Standing, day_rows, is_own};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::routes::Route;
use crate::ui::{Card, Fact, Heading, LinkButton, More, Notice, Row, Rows, Skeleton, Soft, Title};
use contract::programme::{CompanyDetail, CompanyView, GET_COMPANY};
use contract::session::Contact;
use contract::workshops::SlotView;
use domain::ids::CompanyId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CompanyPageProps {
    pub id: CompanyId,
}

#[component]
pub(super) fn CompanyPage(props: &CompanyPageProps) -> Html {
    let language = use_language();
    let session = use_session();
    let call = Call::new(&GET_COMPANY).path(&[props.id.as_str()]).query("language", &language.code);
    let loaded = use_load::<CompanyDetail>(call);
    let name = loaded.load.value().map(|detail| detail.company.name.clone());
    let name = use_own_name(name, "page.company");
    let referent = session.person().and_then(|me| me.referent.clone());
    let content = match &loaded.load {
        Load::There(detail) => {
            html! { <div key="found" class="mt-stack mt-stack--wide">{ found(detail, referent) }</div> }
        }
        Load::Failed(error) => {
            html! { <Failure key="failed" error={error.clone()} on_retry={loaded.again} {referent} /> }
        }
        Load::UnderWay => html! { <Skeleton key="loading" label={t("shell.loading")} lines={6} /> },
    };
    html! {
        <Place here={Route::Pathway}>
            <Title>{ name }</Title>
            { content }
        </Place>
    }
}

fn found(detail: &CompanyDetail, referent: Option<Contact>) -> Html {
    html! {
        <>
            if let Some(message) = &detail.message {
                <Notice key="withdrawn" icon="info" title={t("programme.withdrawn")}>
                    <p><bdi>{ message.clone() }</bdi></p>
                    <p>{ t("programme.withdrawn.next") }</p>
                </Notice>
            }
            { sheet(&detail.company) }
            if detail.message.is_none() {
                <section key="times" class="mt-stack">
                    <Heading>{ t("programme.times") }</Heading>
                    { opening(detail.is_open, detail.opens_at, detail.dating.when.zone) }
                    if detail.is_open {
                        <div key="times" class="mt-stack">{ times(&detail.talks, referent) }</div>
                    }
                </section>
                { way_there(&detail.dating) }
            }
            <div class="mt-cluster">
                <LinkButton icon="briefcase" href={Route::Month.href()}>{ t("programme.all-companies") }</LinkButton>
            </div>
        </>
    }
}

/// What can be had first, what is taken behind a touch: there one waits for a place.
fn times(talks: &[SlotView], referent: Option<Contact>) -> Html {
    let (own, others): (Vec<&SlotView>, Vec<&SlotView>) = talks.iter().partition(|talk| is_own(talk));
    let is_free = |talk: &&SlotView| matches!(Standing::of(talk), Standing::Free(_));
    let (free, others): (Vec<&SlotView>, Vec<&SlotView>) = others.into_iter().partition(is_free);
    let n_others = u32::try_from(others.len()).unwrap_or(u32::MAX);
    html! {
        <>
            if !own.is_empty() {
                <div key="own">{ day_rows(own) }</div>
            }
            if free.is_empty() {
                <Card key="full"><p>{ t("programme.times.full") }</p></Card>
            } else {
                <Rows key="free">{ for free.into_iter().map(free_row) }</Rows>
            }
            if !others.is_empty() {
                <More key="others" label={t_n("programme.times.others", n_others)}>
                    <div class="mt-stack mt-stack--tight">
                        <Soft>{ t("programme.times.others.what") }</Soft>
                        { day_rows(others) }
                    </div>
                </More>
            }
            if talks.is_empty() {
                <OtherWays key="ways" {referent} />
            }
        </>
    }
}

/// All of them are free talks with this company: the hours say it all.
fn free_row(talk: &SlotView) -> Html {
    let (from, to) = (talk.when.from.to_string(), talk.when.to.to_string());
    html! {
        <Row
            key={talk.id.to_string()}
            icon="clock"
            name={t_with("programme.hours", &[("from", &from), ("to", &to)])}
            href={Route::Workshop(talk.id.clone()).href()}
        />
    }
}

// i18n: programme.contract.*
fn sheet(company: &CompanyView) -> Html {
    let contract = t(&["programme.contract.", company.contract.as_str()].concat());
    let beginners =
        if company.beginners_welcome { "programme.beginners.yes" } else { "programme.beginners.no" };
    let licence = if company.licence_required { "programme.licence.yes" } else { "programme.licence.no" };
    html! {
        <Card title={t_n("programme.jobs", company.n_jobs)}>
            <ul class="mt-stack mt-stack--tight">
                <Fact key="jobs" icon="briefcase"><strong>{ job_words(&company.jobs) }</strong></Fact>
                <Fact key="contract" icon="file-text">{ contract }</Fact>
                <Fact key="beginners" icon="heart-handshake">{ t(beginners) }</Fact>
                <Fact key="licence" icon="id-card">{ t(licence) }</Fact>
                <Fact key="place" icon="map-pin">{ t_with("programme.place", &[("place", &company.place)]) }</Fact>
                <Fact key="access" icon="bus">{ company.access.clone() }</Fact>
                if !company.soft_skills.is_empty() {
                    <Fact key="skills" icon="info">{ t_with("programme.skills", &[("skills", &company.soft_skills)]) }</Fact>
                }
            </ul>
        </Card>
    }
}
