//! Who waits for an answer, oldest first, each with the day by which to answer; then the erasures that are to come.

use super::{kind_key, name_of};
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::reading::{drawn, use_reading};
use crate::desk::words::day_words;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Card, Gap, Heading, Lead, LinkButton, Soft, Stack, Title};
use contract::rights::{LIST_RIGHTS_TO_ANSWER, RightsToAnswer, RightsToAnswerList};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ListPageProps {
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn ListPage(props: &ListPageProps) -> Html {
    use_language();
    let reading = use_reading::<RightsToAnswerList, _>((), props.on_lost.clone(), |()| {
        Call::new(&LIST_RIGHTS_TO_ANSWER)
    });
    let content = drawn(&reading, |list| {
        let (to_come, open): (Vec<_>, Vec<_>) = list.requests.iter().partition(|one| one.erase_at.is_some());
        html! {
            <Stack gap={Gap::Wide}>
                if open.is_empty() {
                    <Card key="none"><p>{ t("desk.rights.none") }</p></Card>
                } else {
                    <ul key="open" class="mt-stack">{ for open.into_iter().map(waiting) }</ul>
                }
                if !to_come.is_empty() {
                    <Stack key="to-come">
                        <Heading>{ t("desk.rights.to-come") }</Heading>
                        <Soft>{ t("desk.rights.to-come.text") }</Soft>
                        <ul class="mt-stack">{ for to_come.into_iter().map(coming) }</ul>
                    </Stack>
                }
            </Stack>
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.rights.title") }</Title>
            <Lead>{ t("desk.rights.lead") }</Lead>
            <div>{ content }</div>
        </Stack>
    }
}

fn waiting(request: &RightsToAnswer) -> Html {
    let name = name_of(request);
    html! {
        <li key={request.id.to_string()} class="mt-card mt-stack mt-stack--tight">
            <h2 class="mt-heading"><bdi>{ name.clone() }</bdi></h2>
            <p>{ t_with(kind_key(request.kind), &[("day", &i18n::date(request.asked_at))]) }</p>
            <p><strong>{ t_with("desk.rights.by", &[("day", &day_words(request.answer_by))]) }</strong></p>
            <div class="mt-cluster">
                <LinkButton href={Place::RightsRequest(request.id.clone()).href()} describes={[" : ", &name].concat()}>
                    { t("desk.rights.read") }
                </LinkButton>
            </div>
        </li>
    }
}

fn coming(request: &RightsToAnswer) -> Html {
    let day = request.erase_at.map(i18n::date).unwrap_or_default();
    html! {
        <li key={request.id.to_string()} class="mt-card">
            <p>{ t_with("desk.rights.erased", &[("name", &name_of(request)), ("day", &day)]) }</p>
        </li>
    }
}
