//! People whom nobody follows, those who have waited longest first: some are chosen and given to a référent.

use super::account::done_words;
use super::give::Give;
use crate::api::Call;
use crate::desk::place::Place;
use crate::desk::reading::{drawn, use_reading};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{
    Button, Card, Choice, ChoiceGroup, ChoiceKind, Field, FieldKind, Gap, LinkButton, List, Notice,
    NoticeKind, Stack, Title, focus_title,
};
use contract::assign::{
    ASSIGN_PEOPLE, AssignPeople, Assigned, SEARCH_UNASSIGNED, SearchUnassigned, Unassigned,
    UnassignedPage as Page,
};
use domain::ids::{PersonId, StaffId};
use std::collections::BTreeSet;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(in crate::desk) struct UnassignedPageProps {
    pub on_lost: Callback<()>,
}

#[component]
pub(in crate::desk) fn UnassignedPage(props: &UnassignedPageProps) -> Html {
    use_language();
    let asked = use_state_eq(SearchUnassigned::default);
    let chosen = use_state_eq(BTreeSet::<PersonId>::new);
    let done = use_state_eq(|| None::<Assigned>);
    let reading = use_reading::<Page, _>((*asked).clone(), props.on_lost.clone(), |asked| {
        Call::new(&SEARCH_UNASSIGNED).body(asked)
    });
    let ask = {
        let (asked, chosen, done) = (asked.setter(), chosen.setter(), done.setter());
        Callback::from(move |next| {
            asked.set(next);
            chosen.set(BTreeSet::new());
            done.set(None);
        })
    };
    let on_done = {
        let (chosen, done, again) = (chosen.setter(), done.setter(), reading.again.clone());
        Callback::from(move |assigned| {
            chosen.set(BTreeSet::new());
            done.set(Some(assigned));
            again.emit(());
            focus_title();
        })
    };
    let on_search = {
        let (ask, asked) = (ask.clone(), asked.clone());
        Callback::from(move |q: AttrValue| {
            ask.emit(SearchUnassigned { q: q.to_string(), after: None, ..(*asked).clone() });
        })
    };
    let content = drawn(&reading, |page| {
        html! {
            <div class="mt-client">
                <div class="mt-stack">
                    { filter(page, &asked, &ask) }
                    { people(page, &asked, &chosen, &ask) }
                </div>
                { give(&chosen, props, &on_done, &reading.again) }
            </div>
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <Title>{ t("desk.assign.title") }</Title>
            <div role="status">
                if let Some(done) = &*done {
                    <Notice kind={NoticeKind::Success}><p>{ done_words(done) }</p></Notice>
                }
            </div>
            <Field
                id="search"
                kind={FieldKind::Search}
                label={t("desk.search")}
                hint={t("desk.search.hint")}
                value={asked.q.clone()}
                on_input={on_search}
            />
            <div>{ content }</div>
        </Stack>
    }
}

/// Whose people they were; with it the way to give all of them at once.
fn filter(page: &Page, asked: &SearchUnassigned, ask: &Callback<SearchUnassigned>) -> Html {
    let everybody = (AttrValue::default(), t_n("desk.assign.everybody", count(page.n_unassigned)));
    let former = page.former.iter().map(|one| {
        let words = t_n("desk.assign.former", count(one.n_clients));
        (AttrValue::from(one.id.to_string()), i18n::fill(&words, &[("name", &one.name)]).into())
    });
    let on_change = {
        let (ask, asked) = (ask.clone(), asked.clone());
        Callback::from(move |id: AttrValue| {
            ask.emit(SearchUnassigned {
                former: StaffId::new(id.as_str()).ok(),
                after: None,
                ..asked.clone()
            });
        })
    };
    html! {
        <div class="mt-stack mt-stack--tight">
            if !page.former.is_empty() {
                <List
                    key="former"
                    id="former"
                    label={t("desk.assign.whose")}
                    options={core::iter::once(everybody).chain(former).collect::<Vec<_>>()}
                    value={asked.former.as_ref().map(ToString::to_string).unwrap_or_default()}
                    {on_change}
                />
            }
            if let Some(former) = &asked.former {
                <div key="all" class="mt-cluster">
                    <LinkButton href={Place::Assignment(former.clone()).href()}>{ t("desk.assign.all") }</LinkButton>
                </div>
            }
        </div>
    }
}

fn people(
    page: &Page,
    asked: &SearchUnassigned,
    chosen: &UseStateHandle<BTreeSet<PersonId>>,
    ask: &Callback<SearchUnassigned>,
) -> Html {
    if page.people.is_empty() {
        let is_search = !asked.q.trim().is_empty() || asked.former.is_some();
        let key = if is_search { "desk.none-found.title" } else { "desk.assign.none" };
        return html! { <Card><p>{ t(key) }</p></Card> };
    }
    let all: BTreeSet<PersonId> = page.people.iter().map(|one| one.id.clone()).collect();
    let is_all = all.is_subset(chosen);
    let on_all = {
        let chosen = chosen.setter();
        move |_| chosen.set(if is_all { BTreeSet::new() } else { all.clone() })
    };
    let turn = |after: Option<PersonId>| {
        let (ask, asked) = (ask.clone(), asked.clone());
        move |_| {
            ask.emit(SearchUnassigned { after: after.clone(), ..asked.clone() });
            focus_title();
        }
    };
    html! {
        <>
            <ChoiceGroup id="people" legend={t("desk.assign.choose")}>
                { for page.people.iter().map(|one| person(one, chosen)) }
            </ChoiceGroup>
            <div class="mt-cluster">
                <Button key="all" on_click={on_all}>{ t(if is_all { "desk.assign.choose-none" } else { "desk.assign.choose-all" }) }</Button>
                if asked.after.is_some() {
                    <Button key="first" on_click={turn(None)}>{ t("desk.first") }</Button>
                }
                if page.next.is_some() {
                    <Button key="next" icon="arrow-right" on_click={turn(page.next.clone())}>{ t("desk.next") }</Button>
                }
            </div>
        </>
    }
}

fn person(one: &Unassigned, chosen: &UseStateHandle<BTreeSet<PersonId>>) -> Html {
    let day = i18n::date(one.since);
    let since = match &one.former {
        Some(former) => t_with("desk.assign.since-former", &[("day", &day), ("name", former)]),
        None => t_with("desk.assign.since", &[("day", &day)]),
    };
    let on_change = {
        let (chosen, id) = (chosen.clone(), one.id.clone());
        move |is_chosen| {
            let mut next = (*chosen).clone();
            if is_chosen {
                next.insert(id.clone());
            } else {
                next.remove(&id);
            }
            chosen.set(next);
        }
    };
    html! {
        <Choice
            key={one.id.to_string()}
            id={["give-", one.id.as_str()].concat()}
            name="people"
            kind={ChoiceKind::Check}
            label={[one.last_name.as_str(), " ", &one.first_name].concat()}
            more={since}
            checked={chosen.contains(&one.id)}
            {on_change}
        />
    }
}

/// Stays in sight beside a long list.
fn give(
    chosen: &BTreeSet<PersonId>,
    props: &UnassignedPageProps,
    on_done: &Callback<Assigned>,
    again: &Callback<()>,
) -> Html {
    let n_chosen = count(chosen.len() as u64);
    let call = {
        let people: Vec<PersonId> = chosen.iter().cloned().collect();
        Callback::from(move |to| {
            Call::new(&ASSIGN_PEOPLE).body(&AssignPeople { people: people.clone(), expected: None, to })
        })
    };
    html! {
        <div class="mt-beside">
            <Card title={t("desk.assign.give.title")}>
                <p aria-live="polite">{ t_n("desk.assign.chosen", n_chosen) }</p>
                <Give
                    of="people"
                    label={t("desk.assign.give.button")}
                    missing={(n_chosen == 0).then(|| t("desk.assign.missing"))}
                    question={t_n("desk.assign.question", n_chosen)}
                    texts={vec![t("desk.assign.told")]}
                    {call}
                    on_lost={props.on_lost.clone()}
                    on_done={on_done.clone()}
                    on_moved={again.clone()}
                />
            </Card>
        </div>
    }
}

fn count(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
