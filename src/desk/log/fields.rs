//! What is looked for, as it is typed; all of it may stay empty.

use super::lines::{OPERATIONS, words};
use crate::i18n::{t, use_language};
use crate::ui::{Button, Field, FieldKind, List};
use contract::access_search::SearchAccesses;
use contract::accounts::StaffMember;
use domain::ids::StaffId;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct FieldsProps {
    pub members: Vec<StaffMember>,
    pub on_search: Callback<SearchAccesses>,
}

#[component]
pub(super) fn Fields(props: &FieldsProps) -> Html {
    use_language();
    let wanted = use_state_eq(SearchAccesses::default);
    let from = use_state_eq(AttrValue::default);
    let until = use_state_eq(AttrValue::default);
    let onsubmit = {
        let (wanted, from, until) = (wanted.clone(), from.clone(), until.clone());
        let on_search = props.on_search.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            // A calendar gives a whole day or none.
            on_search.emit(SearchAccesses {
                from: from.parse().ok(),
                until: until.parse().ok(),
                ..(*wanted).clone()
            });
        }
    };
    let changed = |set: fn(&mut SearchAccesses, String)| {
        let wanted = wanted.clone();
        Callback::from(move |text: AttrValue| {
            let mut next = (*wanted).clone();
            set(&mut next, text.to_string());
            wanted.set(next);
        })
    };
    let everyone = |key: &str| core::iter::once((AttrValue::default(), t(key)));
    let staff = props.members.iter().map(|one| (one.id.to_string().into(), one.name.clone().into()));
    let operations = OPERATIONS.iter().map(|one| (AttrValue::from(*one), words(one)));
    let day = |day: &UseStateHandle<AttrValue>| {
        let day = day.setter();
        Callback::from(move |text| day.set(text))
    };
    html! {
        <form class="mt-stack" novalidate=true {onsubmit}>
            <div class="mt-fields">
                <Field
                    id="log-person"
                    kind={FieldKind::Search}
                    label={t("desk.log.person")}
                    hint={t("desk.search.hint")}
                    value={wanted.q.clone()}
                    on_input={changed(|wanted, text| wanted.q = text)}
                />
                <List
                    id="log-staff"
                    label={t("desk.log.staff")}
                    options={everyone("desk.log.staff.all").chain(staff).collect::<Vec<_>>()}
                    value={wanted.staff.as_ref().map(ToString::to_string).unwrap_or_default()}
                    on_change={changed(|wanted, text| wanted.staff = StaffId::new(text).ok())}
                />
                <List
                    id="log-operation"
                    label={t("desk.log.operation")}
                    options={everyone("desk.log.operation.all").chain(operations).collect::<Vec<_>>()}
                    value={wanted.operation.clone().unwrap_or_default()}
                    on_change={changed(|wanted, text| wanted.operation = Some(text).filter(|text| !text.is_empty()))}
                />
                <Field id="log-from" kind={FieldKind::Date} label={t("desk.log.from")} value={(*from).clone()} on_input={day(&from)} />
                <Field id="log-until" kind={FieldKind::Date} label={t("desk.log.until")} value={(*until).clone()} on_input={day(&until)} />
                <div class="mt-cluster"><Button submit={true}>{ t("desk.log.search") }</Button></div>
            </div>
        </form>
    }
}
