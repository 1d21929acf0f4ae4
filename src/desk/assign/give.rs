//! To whom: the colleagues as a list, the button, and what is asked before anything is done.

use crate::api::Call;
use crate::desk::reading::{drawn, use_reading};
use crate::desk::writing::{Act, run};
use crate::i18n::{t, t_n, t_with, use_language};
use crate::ui::{Button, ButtonKind, Dialog, List, Notice, NoticeKind, focus_field};
use contract::assign::{Assigned, Colleague, LIST_COLLEAGUES};
use domain::ids::StaffId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct GiveProps {
    /// Ids begin with it.
    pub of: AttrValue,
    /// Not offered, nor is whoever asks: who has them.
    #[prop_or_default]
    pub without: Option<StaffId>,
    /// The button before the question.
    pub label: AttrValue,
    /// Nobody is chosen yet who would be given: what is missing.
    #[prop_or_default]
    pub missing: Option<AttrValue>,
    /// The question; `{to}` is who would have them.
    pub question: AttrValue,
    /// What it does, a paragraph each; `{to}` as above.
    pub texts: Vec<AttrValue>,
    /// The write that gives them to someone.
    pub call: Callback<StaffId, Call>,
    pub on_lost: Callback<()>,
    pub on_done: Callback<Assigned>,
    /// Nothing was done, because it is not so any more: what stands around is to be read again.
    #[prop_or_default]
    pub on_moved: Callback<()>,
}

#[component]
pub(super) fn Give(props: &GiveProps) -> Html {
    use_language();
    let reading =
        use_reading::<Vec<Colleague>, _>((), props.on_lost.clone(), |()| Call::new(&LIST_COLLEAGUES));
    let chosen = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<AttrValue>);
    let is_asking = use_state_eq(|| false);
    let act = use_state_eq(Act::default);
    let list_id = AttrValue::from([props.of.as_str(), "-to"].concat());
    let onsubmit = {
        let (chosen, problem, is_asking) = (chosen.clone(), problem.setter(), is_asking.setter());
        let (missing, list_id) = (props.missing.clone(), list_id.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let nobody = chosen.is_empty().then(|| t("desk.assign.to.missing"));
            let found = missing.clone().or(nobody);
            is_asking.set(found.is_none());
            if found.is_some() {
                focus_field(&list_id);
            }
            problem.set(found);
        }
    };
    let on_yes = {
        let (chosen, is_asking, act) = (chosen.clone(), is_asking.setter(), act.clone());
        let (call, again) = (props.call.clone(), reading.again.clone());
        let (on_lost, on_done) = (props.on_lost.clone(), props.on_done.clone());
        move |_| {
            is_asking.set(false);
            let Ok(to) = StaffId::new(chosen.as_str()) else { return };
            let (chosen, again, on_done) = (chosen.setter(), again.clone(), on_done.clone());
            let on_answer = Callback::from(move |assigned: Assigned| {
                chosen.set(AttrValue::default());
                again.emit(());
                on_done.emit(assigned);
            });
            run(&act, call.emit(to), &on_lost, on_answer);
        }
    };
    {
        // Whatever was refused, it may not be so any more.
        let (on_moved, chosen) = (props.on_moved.clone(), chosen.setter());
        use_effect_with(matches!(&*act, Act::Failed(_)), move |has_failed| {
            if *has_failed {
                chosen.set(AttrValue::default());
                on_moved.emit(());
            }
        });
    }
    let close = {
        let is_asking = is_asking.setter();
        Callback::from(move |()| is_asking.set(false))
    };
    let on_change = {
        let (chosen, problem) = (chosen.setter(), problem.setter());
        Callback::from(move |id| {
            chosen.set(id);
            problem.set(None);
        })
    };
    let on_no = close.reform(|_: MouseEvent| ());
    let form = drawn(&reading, |colleagues| {
        let offered: Vec<&Colleague> =
            colleagues.iter().filter(|one| !one.is_me && props.without.as_ref() != Some(&one.id)).collect();
        let to = offered.iter().find(|one| one.id.as_str() == chosen.as_str());
        let to = [("to", to.map(|one| one.name.as_str()).unwrap_or_default())];
        let filled = |text: &AttrValue| AttrValue::from(crate::i18n::fill(text, &to));
        let options = core::iter::once((AttrValue::default(), t("desk.assign.to.choose")));
        let options = options.chain(offered.iter().map(|one| (one.id.to_string().into(), words(one))));
        if offered.is_empty() {
            return html! { <p>{ t("desk.assign.to.none") }</p> };
        }
        html! {
            <>
                <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                    <List
                        id={list_id.clone()}
                        label={t("desk.assign.to")}
                        options={options.collect::<Vec<_>>()}
                        value={(*chosen).clone()}
                        {on_change}
                        error={(*problem).clone()}
                    />
                    <div class="mt-cluster">
                        <Button submit={true} icon="user-round" waiting={act.is_under_way()}>{ props.label.clone() }</Button>
                    </div>
                </form>
                <Dialog
                    id={[props.of.as_str(), "-sure"].concat()}
                    title={filled(&props.question)}
                    open={*is_asking}
                    on_close={close.clone()}
                    actions={html! {
                        <>
                            <Button kind={ButtonKind::Primary} on_click={on_yes}>{ t("desk.assign.yes") }</Button>
                            <Button kind={ButtonKind::Plain} on_click={on_no}>{ t("desk.team.not-now") }</Button>
                        </>
                    }}
                >
                    { for props.texts.iter().enumerate().map(|(n, text)| html! { <p key={n}>{ filled(text) }</p> }) }
                </Dialog>
            </>
        }
    });
    html! {
        <div class="mt-stack">
            <div role="status">
                if let Act::Failed(error) = &*act {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            { form }
        </div>
    }
}

fn words(one: &Colleague) -> AttrValue {
    let n_clients = u32::try_from(one.n_clients).unwrap_or(u32::MAX);
    let followed = t_n("desk.assign.to.clients", n_clients);
    match one.place.as_str() {
        "" => t_with("desk.assign.to.named", &[("name", &one.name), ("clients", &followed)]),
        place => {
            t_with("desk.assign.to.at", &[("name", &one.name), ("place", place), ("clients", &followed)])
        }
    }
}
