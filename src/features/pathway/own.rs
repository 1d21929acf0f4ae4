//! An action in the person's own words (P3).

use super::said::said;
use super::state::{Errand, Event, Part, State};
use crate::i18n::{t, use_language};
use crate::ui::{Button, Field, More};
use domain::pathway::{ActionTitle, TITLE_MAX_CHARS, TitleProblem};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct OwnProps {
    pub state: UseReducerHandle<State>,
}

#[component]
pub(super) fn Own(props: &OwnProps) -> Html {
    use_language();
    let title = use_state_eq(AttrValue::default);
    let problem = use_state_eq(|| None::<&'static str>);
    let state = &props.state;
    {
        // Once it stands among the actions, the field is ready for another.
        let title = title.setter();
        let n_actions = state.view.as_ref().map_or(0, |view| view.actions.len());
        use_effect_with(n_actions, move |_| title.set(AttrValue::default()));
    }
    let onsubmit = {
        let (title, problem, dispatch) = (title.clone(), problem.setter(), state.dispatcher());
        move |event: SubmitEvent| {
            event.prevent_default();
            problem.set(problem_of(&title));
            if let Ok(title) = ActionTitle::new(&title) {
                dispatch.dispatch(Event::Asked(Errand::Own(title.to_string())));
            }
        }
    };
    let on_input = {
        let title = title.setter();
        Callback::from(move |text| title.set(text))
    };
    html! {
        <div class="mt-card" id={Part::Own.id()} tabindex="-1">
            <More label={t("pathway.own.add")}>
                <form class="mt-stack mt-stack--form" novalidate=true {onsubmit}>
                    <Field
                        id="own-title"
                        label={t("pathway.own.title")}
                        hint={t("pathway.own.hint")}
                        value={(*title).clone()}
                        {on_input}
                        max_length={TITLE_MAX_CHARS.to_string()}
                        error={problem.map(t)}
                    />
                    <Button submit={true} waiting={state.is_waiting(&Part::Own)}>{ t("pathway.own.keep") }</Button>
                </form>
            </More>
            <div role="status">{ said(state, &Part::Own) }</div>
        </div>
    }
}

/// Key of what is wrong with a title.
pub(super) fn problem_of(title: &str) -> Option<&'static str> {
    match ActionTitle::new(title) {
        Ok(_) => None,
        Err(TitleProblem::Empty) => Some("pathway.own.empty"),
        Err(TitleProblem::TooLong) => Some("pathway.own.long"),
    }
}
