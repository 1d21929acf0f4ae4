//! The fields of a part: of its own, or of one of its list.

use super::ask::{Ask, AskKind, asks, most, ticked, titles};
use super::problems::{field_id, problem_of};
use super::state::{Event, State};
use crate::app::search::Index;
use crate::i18n::{t, use_language};
use crate::ui::{self, Button, Card, Choice, ChoiceGroup, ChoiceKind, Field, Soft};
use domain::cv::{LINE_MAX_CHARS, SpokenLevel};
use yew::prelude::*;

/// Trades that are offered while one types.
const N_TRADES_MOST: usize = 4;

#[derive(PartialEq, Properties)]
pub(super) struct FieldsProps {
    pub state: UseReducerHandle<State>,
}

/// The fields, under a heading of their own when they are for one of a list.
#[component]
pub(super) fn Fields(props: &FieldsProps) -> Html {
    use_language();
    let state = &props.state;
    let key = state.key();
    // i18n: cv.another.*
    // i18n: cv.first.*
    let title = most(key).map(|_| match (state.at, titles(&state.kept).is_empty()) {
        (Some(_), _) => t("cv.changing"),
        (None, true) => t(&["cv.first.", key.as_str()].concat()),
        (None, false) => t(&["cv.another.", key.as_str()].concat()),
    });
    html! {
        <Card {title}>
            { for asks(key).iter().enumerate().map(|(i, ask)| html! {
                <div key={ask.name}>{ field(state, i, ask) }</div>
            }) }
        </Card>
    }
}

fn field(state: &UseReducerHandle<State>, i: usize, ask: &Ask) -> Html {
    let value = state.values.get(i).cloned().unwrap_or_default();
    let typed = {
        let dispatch = state.dispatcher();
        Callback::from(move |value| dispatch.dispatch(Event::Typed(i, value)))
    };
    // i18n: cv.ask.*
    let words = ["cv.ask.", ask.name].concat();
    let (id, label, error) = (field_id(ask), t(&words), problem_of(state, ask));
    match ask.kind {
        AskKind::Line { kind, max_chars, autocomplete } => html! {
            <Field
                {id}
                {kind}
                {label}
                hint={hint(&words)}
                {value}
                on_input={typed}
                {error}
                autocomplete={autocomplete.map(AttrValue::Static)}
                max_length={max_chars.to_string()}
            />
        },
        AskKind::Trade => {
            html! { <TradeField {id} {label} hint={hint(&words)} {value} on_input={typed} {error} state={state.clone()} /> }
        }
        AskKind::Tick => html! {
            <Choice
                name={id.clone()}
                {id}
                kind={ChoiceKind::Check}
                {label}
                checked={value == ticked(true)}
                on_change={typed.reform(ticked)}
            />
        },
        AskKind::Level => html! { <LevelField {id} {label} {value} on_input={typed} /> },
    }
}

/// Fields that need more than a name to be understood.
fn hint(words: &str) -> Option<AttrValue> {
    const HINTED: [&str; 12] = [
        "about",
        "doing",
        "email",
        "from",
        "interests",
        "job",
        "other",
        "place",
        "skill",
        "task-1",
        "training",
        "wish",
    ];
    let name = words.rsplit('.').next().unwrap_or_default();
    HINTED.contains(&name).then(|| t(&[words, ".hint"].concat()))
}

#[derive(PartialEq, Properties)]
struct TradeFieldProps {
    id: AttrValue,
    label: AttrValue,
    hint: Option<AttrValue>,
    value: AttrValue,
    on_input: Callback<AttrValue>,
    error: Option<AttrValue>,
    state: UseReducerHandle<State>,
}

/// One's own words; while one types, trades of the list that are called so.
#[component]
fn TradeField(props: &TradeFieldProps) -> Html {
    use_language();
    let view = props.state.view.clone();
    let index = use_memo(view.jobs.clone(), |jobs| Index::new(jobs));
    let is_chosen = view.jobs.iter().any(|job| *job.label == *props.value);
    let found = if is_chosen || props.value.chars().count() < 3 {
        vec![]
    } else {
        index.find(&props.value, N_TRADES_MOST)
    };
    let offer = |at: usize| {
        let label = AttrValue::from(view.jobs[at].label.clone());
        let (on_input, id, chosen) = (props.on_input.clone(), props.id.clone(), label.clone());
        let on_click = move |_| {
            on_input.emit(chosen.clone());
            // The pressed button is gone: focus goes to what it filled.
            ui::focus_field(&id);
        };
        html! { <Button key={at} lang="fr" {on_click}>{ label }</Button> }
    };
    let is_empty = found.is_empty();
    html! {
        <div class="mt-stack mt-stack--tight">
            <Field
                id={props.id.clone()}
                label={props.label.clone()}
                hint={props.hint.clone()}
                value={props.value.clone()}
                on_input={props.on_input.clone()}
                error={props.error.clone()}
                max_length={LINE_MAX_CHARS.to_string()}
            />
            <div class="mt-stack mt-stack--tight" hidden={is_empty}>
                <Soft>{ t("cv.trades") }</Soft>
                <div class="mt-cluster">{ for found.into_iter().map(offer) }</div>
            </div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct LevelFieldProps {
    id: AttrValue,
    label: AttrValue,
    value: AttrValue,
    on_input: Callback<AttrValue>,
}

#[component]
fn LevelField(props: &LevelFieldProps) -> Html {
    use_language();
    let choice = |level: &SpokenLevel| {
        let value = AttrValue::Static(level.as_str());
        let (on_input, chosen) = (props.on_input.clone(), value.clone());
        // i18n: cv.level.*
        html! {
            <Choice
                key={level.as_str()}
                id={[&props.id, "-", level.as_str()].concat()}
                name={props.id.clone()}
                kind={ChoiceKind::Radio}
                label={t(&["cv.level.", level.as_str()].concat())}
                checked={props.value == value}
                on_change={move |_| on_input.emit(chosen.clone())}
            />
        }
    };
    html! {
        <ChoiceGroup id={props.id.clone()} legend={props.label.clone()}>
            { for SpokenLevel::ALL.iter().map(choice) }
        </ChoiceGroup>
    }
}
