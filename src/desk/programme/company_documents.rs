//! The files that people want a company of the month to have, to be handed over by whoever organises it.

use super::{Reading, drawn, use_reading};
use crate::api::Call;
use crate::desk::place::Place;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Card, Gap, Lead, Link, LinkButton, Soft, Stack, Tag, TagKind, Title};
use contract::documents::company::{
    CompanyDocument, CompanyDocuments, DOWNLOAD_COMPANY_DOCUMENT, LIST_COMPANY_DOCUMENTS,
};
use domain::ids::{CompanyId, MonthId};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CompanyDocumentsPageProps {
    pub id: MonthId,
    pub company: CompanyId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn CompanyDocumentsPage(props: &CompanyDocumentsPageProps) -> Html {
    use_language();
    let reading: Reading<CompanyDocuments> =
        use_reading(props.company.clone(), props.on_lost.clone(), |company| {
            Call::new(&LIST_COMPANY_DOCUMENTS).path(&[company.as_str()])
        });
    let content = drawn(&reading, |found| {
        let name = [("name", found.company.as_str())];
        if found.documents.is_empty() {
            return html! { <p>{ t_with("desk.company.documents.none", &name) }</p> };
        }
        html! {
            <Stack>
                <Lead>{ t_with("desk.company.documents.lead", &name) }</Lead>
                { for found.documents.iter().map(|document| one(&props.company, document)) }
            </Stack>
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Month(props.id.clone()).href()}>{ t("desk.month.back") }</Link></p>
            <Title>{ t("desk.company.documents.title") }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

fn one(company: &CompanyId, document: &CompanyDocument) -> Html {
    // i18n: desk.documents.kind.*
    let kind = t(&["desk.documents.kind.", document.kind.as_str()].concat());
    let person = [document.first_name.as_str(), " ", &document.last_name].concat();
    let talk = t_with(
        "desk.company.documents.talk",
        &[("day", &i18n::weekday_date(document.talk_at)), ("time", &i18n::time(document.talk_at))],
    );
    html! {
        <Card key={document.id.to_string()} level={2} title={person.clone()}>
            <p>{ document.name.clone() }</p>
            <Soft>{ [kind.as_str(), " · ", &talk].concat() }</Soft>
            if document.can_open {
                <div key="acts" class="mt-cluster">
                    <LinkButton
                        href={DOWNLOAD_COMPANY_DOCUMENT.path_with(&[company.as_str(), document.id.as_str()])}
                        icon="file-text"
                        download=""
                        describes={[" : ", &document.name, ", ", &person].concat()}
                    >
                        { t("desk.documents.open") }
                    </LinkButton>
                </div>
            } else {
                <p key="waits"><Tag kind={TagKind::Plain} icon="clock">{ t("desk.company.documents.waiting") }</Tag></p>
            }
        </Card>
    }
}
