//! What a list would do, and adding its people: all that are new, at once, when whoever looks at it says so.

use super::handing::Handing;
use super::remarks::Remarks;
use crate::api::Call;
use crate::desk::cards::LettersSection;
use crate::desk::place::{self, Place};
use crate::desk::reading::{drawn, use_reading};
use crate::desk::writing::{Act, run, run_only};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Card, Dialog, Fact, Facts, Gap, Link, Notice, NoticeKind, Progress, Soft, Stack,
    Title, focus_title,
};
use contract::import::{FINISH_IMPORT, FinishImport, GET_IMPORT, ImportPerson, ImportView, REMOVE_IMPORT};
use domain::ids::ImportId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ReportPageProps {
    pub id: ImportId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn ReportPage(props: &ReportPageProps) -> Html {
    let language = use_language().code.clone();
    let reading = use_reading::<ImportView, _>(
        (props.id.clone(), language.clone()),
        props.on_lost.clone(),
        |(id, language)| Call::new(&GET_IMPORT).path(&[id.as_str()]).query("language", language.as_str()),
    );
    let on_finished = {
        let again = reading.again.clone();
        Callback::from(move |_: ImportView| {
            again.emit(());
            focus_title();
        })
    };
    let content = drawn(&reading, |view| {
        if view.finished_at.is_some() {
            html! { <Finished key="finished" view={view.clone()} language={language.clone()} on_lost={props.on_lost.clone()} /> }
        } else {
            html! { <Found key="found" view={view.clone()} language={language.clone()} on_lost={props.on_lost.clone()} {on_finished} /> }
        }
    });
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Import.href()}>{ t("desk.import.report.back") }</Link></p>
            <Title>{ t("desk.import.report.title") }</Title>
            <div>{ content }</div>
        </Stack>
    }
}

/// The counts, without what is nothing; `faulty`: key of what is said of lines with faults.
fn counts(view: &ImportView, n_new: Option<u32>, faulty: &'static str) -> Html {
    let known = (view.n_known > 0).then_some(view.n_known);
    let twins = (view.n_twins > 0).then_some(view.n_twins);
    let n_faulty = (view.n_faulty > 0).then_some(view.n_faulty);
    let rows = [
        ("users-round", "desk.import.new", n_new),
        ("check", "desk.import.known", known),
        ("info", "desk.import.twins", twins),
        ("circle-alert", faulty, n_faulty),
    ];
    let one = |(icon, words, n): (&'static str, &'static str, Option<u32>)| {
        n.map(|n| html! { <Fact key={words} {icon}>{ t_n(words, n) }</Fact> })
    };
    html! { <Facts>{ for rows.into_iter().filter_map(one) }</Facts> }
}

#[derive(Debug, PartialEq, Properties)]
struct FoundProps {
    view: ImportView,
    language: AttrValue,
    on_lost: Callback<()>,
    on_finished: Callback<ImportView>,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    use_language();
    let act = use_state_eq(Act::default);
    let is_asking = use_state_eq(|| false);
    let view = &props.view;
    let finish = {
        let (act, on_lost, on_finished) = (act.clone(), props.on_lost.clone(), props.on_finished.clone());
        let (id, language, is_asking) = (view.id.clone(), props.language.clone(), is_asking.setter());
        let body = FinishImport { leave_faulty_out: view.n_faulty > 0 };
        Callback::from(move |_: MouseEvent| {
            is_asking.set(false);
            let call =
                Call::new(&FINISH_IMPORT).path(&[id.as_str()]).query("language", &language).body(&body);
            run(&act, call, &on_lost, on_finished.clone());
        })
    };
    let forget = {
        let (act, on_lost, id) = (act.clone(), props.on_lost.clone(), view.id.clone());
        Callback::from(move |_: MouseEvent| {
            let on_done = Callback::from(|()| place::open(&Place::Import));
            run_only(&act, Call::new(&REMOVE_IMPORT).path(&[id.as_str()]), &on_lost, on_done);
        })
    };
    let ask = |is_wanted: bool| {
        let is_asking = is_asking.setter();
        move || is_asking.set(is_wanted)
    };
    let (open, close, keep) = (ask(true), ask(false), ask(false));
    let is_faulty = view.n_faulty > 0;
    let next = match (view.n_new, is_faulty) {
        (0, false) => html! { <p key="none">{ t("desk.import.none") }</p> },
        (_, true) => html! {
            <Stack key="faulty">
                <p>{ t("desk.import.correct") }</p>
                <Handing words="desk.import.corrected" kind={ButtonKind::Primary} on_lost={props.on_lost.clone()} />
                if view.n_new > 0 {
                    <div key="others">
                        <Button icon="users-round" waiting={act.is_under_way()} on_click={move |_| open()}>
                            { t_n("desk.import.add-others", view.n_new) }
                        </Button>
                    </div>
                }
            </Stack>
        },
        (n, false) => html! {
            <div key="add">
                <Button kind={ButtonKind::Primary} icon="users-round" waiting={act.is_under_way()} on_click={finish.clone()}>
                    { t_n("desk.import.add", n) }
                </Button>
            </div>
        },
    };
    html! {
        <Stack gap={Gap::Wide}>
            <Card title={t("desk.import.found")}>
                <Stack>
                    { counts(view, Some(view.n_new), "desk.import.faulty") }
                    { sample(&view.first) }
                    <Soft>{ t_with("desk.import.until", &[("day", &i18n::date(view.until))]) }</Soft>
                </Stack>
            </Card>
            <Stack>
                { next }
                <div role="status">{ said(&act) }</div>
                <div>
                    <Button kind={ButtonKind::Plain} waiting={act.is_under_way()} on_click={forget}>{ t("desk.import.forget") }</Button>
                </div>
            </Stack>
            if view.n_remarks > 0 {
                <Remarks key="remarks" view={view.clone()} language={props.language.clone()} />
            }
            <Dialog
                id="import-others"
                title={t_n("desk.import.others.title", view.n_faulty)}
                open={*is_asking}
                on_close={move |()| close()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={finish}>{ t_n("desk.import.add", view.n_new) }</Button>
                        <Button kind={ButtonKind::Plain} on_click={move |_| keep()}>{ t("desk.import.others.no") }</Button>
                    </>
                }}
            >
                <p>{ t("desk.import.others.text") }</p>
            </Dialog>
        </Stack>
    }
}

fn said(act: &Act) -> Html {
    match act {
        Act::UnderWay => html! { <Progress key="under-way" words={t("desk.import.adding")} /> },
        Act::Failed(error) => {
            html! { <Notice key="failed" kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice> }
        }
        Act::Nothing | Act::Done => html! { <span key="nothing"></span> },
    }
}

/// The first people as they were read: accents and days that went wrong are seen at a glance.
fn sample(first: &[ImportPerson]) -> Html {
    let one = |person: &ImportPerson| {
        let day = i18n::date_of_day(person.birth_date);
        html! {
            <li key={[&person.last_name, " ", &person.first_name, " ", &day].concat()}>
                <bdi>{ person.last_name.clone() }{ " " }{ person.first_name.clone() }</bdi>
                { ", " }{ day }
            </li>
        }
    };
    html! {
        <div class="mt-stack mt-stack--tight">
            if !first.is_empty() {
                <p key="title">{ t("desk.import.first") }</p>
                <ul key="list" class="mt-stack mt-stack--tight">{ for first.iter().map(one) }</ul>
            }
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct FinishedProps {
    view: ImportView,
    language: AttrValue,
    on_lost: Callback<()>,
}

#[component]
fn Finished(props: &FinishedProps) -> Html {
    use_language();
    let view = &props.view;
    html! {
        <Stack gap={Gap::Wide}>
            <Notice kind={NoticeKind::Success} live={true} title={t_n("desk.import.added", view.n_new)}>
                <p>{ t("desk.import.added.text") }</p>
                <p><Link href={Place::Caseload.href()}>{ t("desk.import.added.see") }</Link></p>
            </Notice>
            if view.n_known + view.n_twins + view.n_faulty > 0 {
                <Card key="others" title={t("desk.import.done")}>{ counts(view, None, "desk.import.left-out") }</Card>
            }
            <LettersSection on_lost={props.on_lost.clone()} />
            if view.n_remarks > 0 {
                <Remarks key="remarks" view={view.clone()} language={props.language.clone()} />
            }
        </Stack>
    }
}
