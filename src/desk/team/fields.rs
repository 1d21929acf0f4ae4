//! What people read of a member of staff and what they may do, as it is typed.

use crate::i18n::{t, use_language};
use crate::ui::{Choice, ChoiceGroup, ChoiceKind, Field, FieldKind};
use contract::accounts::WriteStaff;
use contract::staff::StaffRole;
use domain::staff::{AccountProblem, read_card};
use yew::prelude::*;

/// What is wrong with what is typed.
pub(super) fn problems_of(card: &WriteStaff) -> Vec<AccountProblem> {
    read_card(&card.name, &card.phone, &card.place).err().unwrap_or_default()
}

/// The id of the field of a problem; `of`: which form it is in.
pub(super) fn field_id(of: &str, problem: AccountProblem) -> String {
    let name = match problem {
        AccountProblem::Name => "name",
        AccountProblem::Login => "login",
        AccountProblem::Phone => "phone",
        AccountProblem::Place => "place",
    };
    [of, "-", name].concat()
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct FieldsProps {
    /// Which form it is: ids begin with it.
    pub of: AttrValue,
    pub card: WriteStaff,
    pub on_change: Callback<WriteStaff>,
    pub problems: Vec<AccountProblem>,
}

#[component]
pub(super) fn Fields(props: &FieldsProps) -> Html {
    use_language();
    let FieldsProps { of, card, on_change, problems } = props;
    let changed = |set: fn(&mut WriteStaff, String)| {
        let (card, on_change) = (card.clone(), on_change.clone());
        Callback::from(move |text: AttrValue| {
            let mut next = card.clone();
            set(&mut next, text.to_string());
            on_change.emit(next);
        })
    };
    let error = |problem, key: &'static str| problems.contains(&problem).then(|| t(key));
    // i18n: desk.role.*
    let role = |role: StaffRole, name: &'static str, more: &'static str| {
        let (card, on_change) = (card.clone(), on_change.clone());
        html! {
            <Choice
                key={name}
                id={[of.as_str(), "-", name].concat()}
                name={[of.as_str(), "-role"].concat()}
                kind={ChoiceKind::Radio}
                label={t(&["desk.role.", name].concat())}
                more={t(more)}
                checked={card.role == role}
                on_change={move |_| on_change.emit(WriteStaff { role, ..card.clone() })}
            />
        }
    };
    html! {
        <div class="mt-stack">
            <Field
                id={field_id(of, AccountProblem::Name)}
                label={t("desk.team.name")}
                hint={t("desk.team.name.hint")}
                value={card.name.clone()}
                on_input={changed(|card, text| card.name = text)}
                max_length="80"
                error={error(AccountProblem::Name, "desk.team.name.bad")}
            />
            <ChoiceGroup id={[of.as_str(), "-role"].concat()} legend={t("desk.team.role")}>
                { role(StaffRole::Referent, "referent", "desk.team.role.referent") }
                { role(StaffRole::Coordinator, "coordinator", "desk.team.role.coordinator") }
            </ChoiceGroup>
            <Field
                id={field_id(of, AccountProblem::Phone)}
                kind={FieldKind::Phone}
                label={t("desk.team.phone")}
                hint={t("desk.team.phone.hint")}
                value={card.phone.clone()}
                on_input={changed(|card, text| card.phone = text)}
                max_length="80"
                error={error(AccountProblem::Phone, "desk.team.line.bad")}
            />
            <Field
                id={field_id(of, AccountProblem::Place)}
                label={t("desk.team.place")}
                value={card.place.clone()}
                on_input={changed(|card, text| card.place = text)}
                max_length="80"
                error={error(AccountProblem::Place, "desk.team.line.bad")}
            />
        </div>
    }
}
