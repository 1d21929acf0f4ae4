//! Who has looked at whose file, searched by a coordinator: about whom, by whom, what, when. Never what was seen.

mod fields;
mod lines;

use super::reading::{Reading, drawn, use_reading};
use crate::api::Call;
use crate::i18n::{t, t_with, use_language};
use crate::ui::{Button, Card, Gap, Lead, Notice, Stack, Title, focus_title};
use contract::access_search::{FoundAccesses, SEARCH_ACCESSES, SearchAccesses, SearchedPerson};
use contract::accounts::{LIST_STAFF, StaffList};
use domain::ids::AccessId;
use fields::Fields;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct LogPageProps {
    pub on_lost: Callback<()>,
}

/// Nothing is searched for before it is asked: each search is noted.
#[component]
pub(super) fn LogPage(props: &LogPageProps) -> Html {
    use_language();
    let asked = use_state_eq(|| None::<SearchAccesses>);
    let team = use_reading::<StaffList, _>((), props.on_lost.clone(), |()| Call::new(&LIST_STAFF));
    let on_search = {
        let asked = asked.setter();
        Callback::from(move |wanted| asked.set(Some(wanted)))
    };
    let form = drawn(&team, |list| {
        html! { <Fields members={list.members.clone()} on_search={on_search.clone()} /> }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.log.title") }</Title>
            <Lead>{ t("desk.log.lead") }</Lead>
            <div>{ form }</div>
            if let Some(asked) = &*asked {
                <Results key="results" asked={asked.clone()} {on_search} on_lost={props.on_lost.clone()} />
            }
        </Stack>
    }
}

#[derive(PartialEq, Properties)]
struct ResultsProps {
    asked: SearchAccesses,
    on_search: Callback<SearchAccesses>,
    on_lost: Callback<()>,
}

#[component]
fn Results(props: &ResultsProps) -> Html {
    use_language();
    let reading: Reading<FoundAccesses> = use_reading(props.asked.clone(), props.on_lost.clone(), |asked| {
        Call::new(&SEARCH_ACCESSES).body(asked)
    });
    let content = drawn(&reading, |found| {
        let is_about_someone = props.asked.person.is_some() || !props.asked.q.trim().is_empty();
        match found.people.as_slice() {
            [] if is_about_someone => html! {
                <Card title={t("desk.none-found.title")}><p>{ t("desk.none-found.text") }</p></Card>
            },
            [] => lines_of(found, props),
            [person] => html! {
                <Stack>
                    <Notice icon="eye"><p>{ t_with("desk.log.noted", &[("name", &name_of(person))]) }</p></Notice>
                    { lines_of(found, props) }
                </Stack>
            },
            people => choice(people, props),
        }
    });
    html! { <section class="mt-stack" aria-live="polite">{ content }</section> }
}

fn name_of(person: &SearchedPerson) -> String {
    [person.last_name.as_str(), " ", &person.first_name].concat()
}

/// Several people are called so.
fn choice(people: &[SearchedPerson], props: &ResultsProps) -> Html {
    let one = |person: &SearchedPerson| {
        let (on_search, asked, id) = (props.on_search.clone(), props.asked.clone(), person.id.clone());
        let on_click = move |_: MouseEvent| {
            on_search.emit(SearchAccesses { person: Some(id.clone()), ..asked.clone() });
        };
        html! { <li key={person.id.to_string()}><Button {on_click}>{ name_of(person) }</Button></li> }
    };
    html! {
        <Card title={t("desk.log.several")}>
            <ul class="mt-stack mt-stack--tight">{ for people.iter().map(one) }</ul>
        </Card>
    }
}

fn lines_of(found: &FoundAccesses, props: &ResultsProps) -> Html {
    if found.lines.is_empty() {
        return html! { <Card><p>{ t("desk.log.none") }</p></Card> };
    }
    let turn = |after: Option<AccessId>| {
        let (on_search, asked) = (props.on_search.clone(), props.asked.clone());
        move |_: MouseEvent| {
            on_search.emit(SearchAccesses { after: after.clone(), ..asked.clone() });
            focus_title();
        }
    };
    html! {
        <Stack>
            <ul class="mt-caseload">{ for found.lines.iter().map(lines::line) }</ul>
            <div class="mt-cluster">
                if props.asked.after.is_some() {
                    <Button key="first" on_click={turn(None)}>{ t("desk.first") }</Button>
                }
                if found.next.is_some() {
                    <Button key="next" icon="arrow-right" on_click={turn(found.next.clone())}>{ t("desk.next") }</Button>
                }
            </div>
        </Stack>
    }
}
