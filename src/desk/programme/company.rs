//! The sheet of a company, as people will read it.

use super::form::to_choose;
use super::state::{CompanyForm, N_JOBS};
use super::{drawn, use_month};
use crate::api::Call;
use crate::desk::place::{self, Place};
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{
    Button, ButtonKind, Choice, ChoiceKind, ErrorSummary, Field, FieldKind, Gap, Link, List, Notice,
    NoticeKind, Problem, Soft, Stack, Title,
};
use contract::programme::staff::{ADD_COMPANY, StaffMonthDetail};
use domain::ids::MonthId;
use domain::programme::{CompanyProblem, CompanySheet, EmploymentKind};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CompanyPageProps {
    pub id: MonthId,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn CompanyPage(props: &CompanyPageProps) -> Html {
    let language = use_language();
    let reading = use_month(props.id.clone(), language.code, props.on_lost.clone());
    html! {
        <Stack gap={Gap::Wide}>
            <p><Link href={Place::Month(props.id.clone()).href()}>{ t("desk.month.back") }</Link></p>
            <Title>{ t("desk.company.new.title") }</Title>
            <div>{ drawn(&reading, |detail| html! { <Form detail={detail.clone()} on_lost={props.on_lost.clone()} /> }) }</div>
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct FormProps {
    detail: StaffMonthDetail,
    on_lost: Callback<()>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let language = use_language();
    let form = use_state_eq(CompanyForm::default);
    let act = use_state_eq(Act::default);
    let id = &props.detail.month.id;
    let onsubmit = {
        let (form, act) = (form.clone(), act.clone());
        let (id, on_lost, code) = (id.clone(), props.on_lost.clone(), language.code);
        move |event: SubmitEvent| {
            event.prevent_default();
            form.set(form.pressed());
            let Ok(sheet) = form.read() else { return };
            let call = Call::new(&ADD_COMPANY).path(&[id.as_str()]).query("language", &code).body(&sheet);
            let on_done =
                Callback::from(|detail: StaffMonthDetail| place::open(&Place::Month(detail.month.id)));
            run(&act, call, &on_lost, on_done);
        }
    };
    let problem = |of: &CompanyProblem| Problem { field: field_id(*of).into(), text: t(problem_key(*of)) };
    let problems: Vec<Problem> = form.problems.iter().map(problem).collect();
    html! {
        <form class="mt-card mt-stack--form mt-slot-form" novalidate=true {onsubmit}>
            <ErrorSummary
                title={t_n("session.problems", u32::try_from(problems.len()).unwrap_or(u32::MAX))}
                {problems}
                attempt={form.n_attempts}
            />
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            { line(&form, CompanyProblem::Name, "desk.company.name", &form.sheet.name, |sheet, text| sheet.name = text) }
            { line(&form, CompanyProblem::Sector, "desk.company.sector", &form.sheet.sector_naf, |sheet, text| sheet.sector_naf = text) }
            { jobs(&form, &props.detail) }
            { line(&form, CompanyProblem::Place, "desk.company.place", &form.sheet.place, |sheet, text| sheet.place = text) }
            { line(&form, CompanyProblem::Access, "desk.company.access", &form.sheet.access, |sheet, text| sheet.access = text) }
            { offer(&form) }
            { line(&form, CompanyProblem::SoftSkills, "desk.company.skills", &form.sheet.soft_skills, |sheet, text| sheet.soft_skills = text) }
            { check(&form, "company-beginners", "desk.company.beginners", form.sheet.beginners_welcome, |sheet, is_so| sheet.beginners_welcome = is_so) }
            { check(&form, "company-licence", "desk.company.licence", form.sheet.licence_required, |sheet, is_so| sheet.licence_required = is_so) }
            <Soft>{ t("desk.company.talks") }</Soft>
            <div class="mt-cluster">
                <Button kind={ButtonKind::Primary} submit={true} waiting={act.is_under_way()}>{ t("desk.company.keep") }</Button>
            </div>
        </form>
    }
}

const fn field_id(of: CompanyProblem) -> &'static str {
    match of {
        CompanyProblem::Name => "company-name",
        CompanyProblem::Sector => "company-sector",
        CompanyProblem::Jobs => "company-job-0",
        CompanyProblem::Place => "company-place",
        CompanyProblem::Access => "company-access",
        CompanyProblem::SoftSkills => "company-skills",
        CompanyProblem::Places => "company-n-jobs",
    }
}

const fn problem_key(of: CompanyProblem) -> &'static str {
    match of {
        CompanyProblem::Name => "desk.company.name.bad",
        CompanyProblem::Sector => "desk.company.sector.bad",
        CompanyProblem::Jobs => "desk.company.job.missing",
        CompanyProblem::Place => "desk.company.place.bad",
        CompanyProblem::Access => "desk.company.access.bad",
        CompanyProblem::SoftSkills => "desk.company.skills.bad",
        CompanyProblem::Places => "desk.company.n-jobs.bad",
    }
}

fn error(form: &CompanyForm, of: CompanyProblem) -> Option<AttrValue> {
    form.problems.contains(&of).then(|| t(problem_key(of)))
}

fn line(
    form: &UseStateHandle<CompanyForm>,
    of: CompanyProblem,
    label: &'static str,
    value: &str,
    put: fn(&mut CompanySheet, String),
) -> Html {
    let on_input = {
        let form = form.clone();
        Callback::from(move |text: AttrValue| {
            let mut next = (*form).clone();
            put(&mut next.sheet, text.to_string());
            form.set(next);
        })
    };
    html! { <Field id={field_id(of)} label={t(label)} value={value.to_owned()} {on_input} error={error(form, of)} /> }
}

fn jobs(form: &UseStateHandle<CompanyForm>, detail: &StaffMonthDetail) -> Html {
    let one = |nth: usize| {
        let form = form.clone();
        let options = detail.jobs.iter().map(|job| (job.code.clone().into(), job.label.clone().into()));
        let value = form.jobs[nth].clone();
        let error = (nth == 0).then(|| error(&form, CompanyProblem::Jobs)).flatten();
        let on_change = Callback::from(move |code: AttrValue| {
            let mut next = (*form).clone();
            next.jobs[nth] = code;
            form.set(next);
        });
        html! {
            <List
                key={nth.to_string()}
                id={["company-job-", &nth.to_string()].concat()}
                label={t_with("desk.company.job", &[("n", &(nth + 1).to_string())])}
                options={to_choose(options)}
                {value}
                {on_change}
                {error}
            />
        }
    };
    html! { <div class="mt-stack">{ for (0..N_JOBS).map(one) }</div> }
}

// i18n: programme.contract.*
fn offer(form: &UseStateHandle<CompanyForm>) -> Html {
    let options = EmploymentKind::ALL
        .map(|kind| (AttrValue::from(kind.as_str()), t(&["programme.contract.", kind.as_str()].concat())));
    let on_contract = {
        let form = form.clone();
        Callback::from(move |chosen: AttrValue| {
            let mut next = (*form).clone();
            let kind = EmploymentKind::ALL.into_iter().find(|kind| kind.as_str() == chosen.as_str());
            next.sheet.contract = kind.unwrap_or(next.sheet.contract);
            form.set(next);
        })
    };
    let on_number = {
        let form = form.clone();
        Callback::from(move |text| form.set(CompanyForm { n_jobs: text, ..(*form).clone() }))
    };
    html! {
        <div class="mt-slot-form__line">
            <List
                id="company-contract"
                label={t("desk.company.contract")}
                options={options.to_vec()}
                value={form.sheet.contract.as_str()}
                on_change={on_contract}
            />
            <Field
                id={field_id(CompanyProblem::Places)}
                kind={FieldKind::Digits}
                label={t("desk.company.n-jobs")}
                value={form.n_jobs.clone()}
                on_input={on_number}
                error={error(form, CompanyProblem::Places)}
            />
        </div>
    }
}

fn check(
    form: &UseStateHandle<CompanyForm>,
    id: &'static str,
    label: &'static str,
    checked: bool,
    put: fn(&mut CompanySheet, bool),
) -> Html {
    let on_change = {
        let form = form.clone();
        Callback::from(move |is_so| {
            let mut next = (*form).clone();
            put(&mut next.sheet, is_so);
            form.set(next);
        })
    };
    html! { <Choice {id} name={id} kind={ChoiceKind::Check} label={t(label)} {checked} {on_change} /> }
}
