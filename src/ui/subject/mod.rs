//! A subject of the triage: a native `details` (one open at a time, by its `name`) with a `fieldset` of four levels.
//!
//! Closed, its head says the answer in words and shows its road. Answering closes and moves nothing. `open` set to
//! true opens it in place; the person closes it. The dot marks the subject that one is at.

use yew::prelude::*;

use super::choice::{Choice, ChoiceKind};
use super::icon::{Icon, picto};
use super::part_id;
use super::road::{Road, road_picture};

/// One of the four levels, in the words of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelChoice {
    pub road: Road,
    pub label: AttrValue,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SubjectProps {
    pub id: AttrValue,
    /// The same for all subjects of the page: one of them is open at a time.
    pub group: AttrValue,
    pub title: AttrValue,
    pub icon: AttrValue,
    /// The question, for screen readers: "Me déplacer : où en êtes-vous ?".
    pub legend: AttrValue,
    /// The answer in words, once there is one.
    #[prop_or_default]
    pub answer: Option<AttrValue>,
    #[prop_or_default]
    pub level: Option<Road>,
    /// Who reads it, for a sensitive subject.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// "La dernière fois : ça me bloque". Said, never chosen.
    #[prop_or_default]
    pub last: Option<AttrValue>,
    #[prop_or_default]
    pub open: bool,
    #[prop_or_default]
    pub current: bool,
    pub levels: Vec<LevelChoice>,
    /// Gets the id. The same callback at each drawing leaves a subject alone that has not changed.
    pub on_choose: Callback<(AttrValue, Road)>,
    /// Gets the id, when the browser or the person has opened it.
    #[prop_or_default]
    pub on_open: Callback<AttrValue>,
}

#[component]
pub fn Subject(props: &SubjectProps) -> Html {
    let details = use_node_ref();
    {
        let details = details.clone();
        // Not an attribute of the drawing: the browser and the person also open and close it.
        use_effect_with(props.open, move |&open| {
            if let Some(element) = details.cast::<web_sys::Element>().filter(|_| open) {
                let _ = element.set_attribute("open", "");
            }
        });
    }
    let (on_open, id, element) = (props.on_open.clone(), props.id.clone(), details.clone());
    let ontoggle = move |_: Event| {
        if element.cast::<web_sys::Element>().is_some_and(|element| element.has_attribute("open")) {
            on_open.emit(id.clone());
        }
    };
    html! {
        <details class="mt-subject" id={props.id.clone()} name={props.group.clone()} ref={details} {ontoggle}>
            <summary class="mt-subject__head" id={part_id(&props.id, "-head")}>
                { picto(&props.icon) }
                <span class="mt-subject__name">
                    { props.title.clone() }
                    if let Some(answer) = &props.answer {
                        <span class="mt-subject__answer">
                            <span class="mt-visually-hidden">{ ": " }</span>
                            { answer.clone() }
                        </span>
                    }
                </span>
                <span class="mt-subject__mark" aria-hidden="true">
                    if let Some(road) = props.level {
                        { road_picture(road, "mt-subject__state mt-turn") }
                    } else if props.current {
                        <span class="mt-dot"></span>
                    } else {
                        <Icon name="chevron-down" small={true} />
                    }
                </span>
            </summary>
            <fieldset class="mt-subject__body">
                <legend class="mt-visually-hidden">{ props.legend.clone() }</legend>
                if let Some(note) = &props.note {
                    <p class="mt-subject__note"><Icon name="lock" small={true} /><span>{ note.clone() }</span></p>
                }
                if let Some(last) = &props.last {
                    <p class="mt-subject__note"><Icon name="clock" small={true} /><span>{ last.clone() }</span></p>
                }
                { for props.levels.iter().map(|level| answer(props, level)) }
            </fieldset>
        </details>
    }
}

fn answer(props: &SubjectProps, level: &LevelChoice) -> Html {
    let road = level.road;
    let (key, suffix) = match road {
        Road::Fine => (1, "-fine"),
        Road::Hard => (2, "-hard"),
        Road::Blocked => (3, "-blocked"),
        Road::Unsaid => (4, "-unsaid"),
    };
    html! {
        <Choice
            key={key}
            id={part_id(&props.id, suffix)}
            name={part_id(&props.id, "-level")}
            kind={ChoiceKind::Radio}
            label={level.label.clone()}
            checked={props.level == Some(road)}
            {road}
            on_change={{
                let (on_choose, id) = (props.on_choose.clone(), props.id.clone());
                move |_: bool| on_choose.emit((id.clone(), road))
            }}
        />
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
