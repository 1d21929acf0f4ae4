//! An action sheet that is brought to the person's pathway. The person sees who brought it and can discuss it.

use super::{Act, run};
use crate::api::Call;
use crate::i18n::{t, use_language};
use crate::ui::{Button, Field, FieldKind, List, More, focus_field};
use contract::staff::{BRING_ACTION, BringAction, ClientAction, SheetChoice};
use domain::ids::{PersonId, SheetId};
use yew::prelude::*;

/// Id of the list of sheets.
const SHEET: &str = "bring-sheet";

#[derive(Debug, PartialEq, Properties)]
pub(super) struct BringProps {
    pub id: PersonId,
    pub sheets: Vec<SheetChoice>,
    pub on_lost: Callback<()>,
    pub on_done: Callback<()>,
}

#[component]
pub(super) fn Bring(props: &BringProps) -> Html {
    let language = use_language();
    let sheet = use_state_eq(AttrValue::default);
    let due = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| false);
    let act = use_state_eq(Act::default);
    let onsubmit = {
        let (sheet, due, problem, act) = (sheet.clone(), due.clone(), problem.setter(), act.clone());
        let (id, on_lost, on_done) = (props.id.clone(), props.on_lost.clone(), props.on_done.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let chosen = SheetId::new(sheet.as_str());
            problem.set(chosen.is_err());
            let Ok(sheet) = chosen else { return focus_field(SHEET) };
            let body = BringAction { sheet, due: due.parse().ok() };
            let call = Call::new(&BRING_ACTION).path(&[id.as_str()]).query("language", &language.code);
            run(&act, call.body(&body), &on_lost, on_done.reform(|_: ClientAction| ()));
        }
    };
    let set = |to: &UseStateHandle<AttrValue>| {
        let to = to.setter();
        Callback::from(move |text| to.set(text))
    };
    let options: Vec<(AttrValue, AttrValue)> = [(AttrValue::default(), t("desk.pathway.choose"))]
        .into_iter()
        .chain(props.sheets.iter().map(|sheet| (sheet.id.to_string().into(), sheet.title.clone().into())))
        .collect();
    html! {
        <div class="mt-card">
            <More label={t("desk.pathway.bring")}>
                <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                    <p>{ t("desk.pathway.bring.text") }</p>
                    <List
                        id={SHEET}
                        label={t("desk.pathway.bring.sheet")}
                        {options}
                        value={(*sheet).clone()}
                        on_change={set(&sheet)}
                        error={problem.then(|| t("desk.pathway.choose"))}
                    />
                    <Field
                        id="bring-due"
                        kind={FieldKind::Date}
                        label={t("desk.pathway.bring.due")}
                        value={(*due).clone()}
                        on_input={set(&due)}
                    />
                    <div class="mt-cluster">
                        <Button submit={true} waiting={act.is_under_way()}>{ t("desk.pathway.bring.send") }</Button>
                    </div>
                </form>
            </More>
            <div role="status">{ act.said("desk.pathway.sent") }</div>
        </div>
    }
}
