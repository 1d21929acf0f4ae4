//! Who may read a subject (Q7), asked once after its questions.

use crate::features::questionnaire::going::preselected_sharing;
use crate::features::questionnaire::journey::Handle;
use crate::features::questionnaire::kept::Kept;
use crate::features::questionnaire::last_time::last_time;
use crate::features::questionnaire::state::Action;
use crate::i18n::t;
use crate::ui::{Choice, ChoiceGroup, ChoiceKind, Fact, Facts};
use contract::session::Contact;
use domain::ids::SubjectId;
use domain::questionnaire::{Answer, Sensitivity, Sharing, SharingText, StepKey, Subject};
use yew::prelude::*;

/// What "Continuer" answers: the choice on screen, also when it is the careful default. Only that makes it an answer.
pub fn preselected(stock: &Handle, subject: &SubjectId) -> Option<Action> {
    let answer = Some(Answer::Sharing(chosen(stock, subject)?));
    Some(Action::Answered { step: StepKey::Sharing(subject.clone()), answer })
}

/// What was chosen last time stands before the default: who kept a subject to themselves does not share it by going on.
fn chosen(stock: &Handle, subject: &SubjectId) -> Option<Sharing> {
    let last = || match stock.last_time(&StepKey::Sharing(subject.clone()))?.answer {
        Some(Answer::Sharing(sharing)) => Some(sharing),
        _ => None,
    };
    let chosen = stock.answers.sharing(subject).or_else(last);
    chosen.or_else(|| preselected_sharing(stock.definition.subject(subject)?))
}

/// The field that a problem leads to, and the choice.
pub fn content(
    stock: &Handle,
    subject_id: &SubjectId,
    referent: Option<&Contact>,
    error: Option<AttrValue>,
) -> (AttrValue, Html) {
    let step = StepKey::Sharing(subject_id.clone());
    let subject = stock.definition.subject(subject_id);
    let chosen = chosen(stock, subject_id);
    let is_invalid = error.is_some();
    let choice = |text: &SharingText| {
        let sharing = text.sharing;
        let on_change = {
            let (stock, step) = (stock.clone(), step.clone());
            move |_| {
                stock.dispatch(Action::Answered {
                    step: step.clone(),
                    answer: Some(Answer::Sharing(sharing)),
                });
            }
        };
        let (id, icon) = look(sharing);
        html! {
            <Choice
                key={id.to_string()}
                id={id.clone()}
                name="q"
                kind={ChoiceKind::Radio}
                label={text.label.clone()}
                more={more(sharing, referent)}
                {icon}
                checked={chosen == Some(sharing)}
                {on_change}
                invalid={is_invalid}
            />
        }
    };
    let content = html! {
        <>
            <ChoiceGroup
                id="q"
                heading={true}
                legend={stock.definition.sharing_question.clone()}
                eyebrow={subject.map(|subject| AttrValue::from(subject.title.clone()))}
                eyebrow_icon={subject.map(|subject| AttrValue::from(subject.icon.clone()))}
                hint={t("stock.sharing.hint")}
                {error}
            >
                { for last_time(stock, &step, false) }
                { for stock.definition.sharing_options.iter().map(choice) }
            </ChoiceGroup>
            <Facts>
                <Fact key="when" icon="send">{ t("stock.sharing.when") }</Fact>
                <Fact key="others" icon="lock">{ t(others_key(subject)) }</Fact>
            </Facts>
            <Kept answered={stock.answers.get(&step).is_some()} />
        </>
    };
    (look(Sharing::Referent).0, content)
}

/// Id and pictogram of a way of sharing.
fn look(sharing: Sharing) -> (AttrValue, AttrValue) {
    let (id, icon) = match sharing {
        Sharing::Referent => ("q-referent", "user-round"),
        Sharing::Team => ("q-team", "users-round"),
        Sharing::Me => ("q-me", "lock"),
    };
    (AttrValue::Static(id), AttrValue::Static(icon))
}

/// Who that is, by name.
fn more(sharing: Sharing, referent: Option<&Contact>) -> Option<AttrValue> {
    match sharing {
        Sharing::Referent => referent.map(|referent| AttrValue::from(referent.name.clone())),
        Sharing::Team => Some(t("stock.sharing.team")),
        Sharing::Me => Some(t("stock.sharing.me")),
    }
}

/// What everyone else sees of the subject.
fn others_key(subject: Option<&Subject>) -> &'static str {
    match subject.map(|subject| subject.sensitivity) {
        Some(Sensitivity::Sensitive) => "stock.sharing.others.sensitive",
        Some(Sensitivity::Normal | Sensitivity::Delicate) | None => "stock.sharing.others",
    }
}
