//! The pathway: phases and steps on one line, full up to the person's dot. Not for progress in a form.
//!
//! Two ordered lists, one in the other. The line and its marks are drawn; the state is also said in words (`said`),
//! and the step where one is carries `aria-current="step"`.

use yew::prelude::*;

use super::icon::Icon;
use super::words::heading;

/// Where a phase or a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Done,
    Current,
    Ahead,
}

#[derive(Clone, Debug, Properties)]
pub struct PathProps {
    /// The `Phase`s, keyed.
    pub children: Html,
}

yew::always_drawn!(PathProps);

#[component]
pub fn Path(props: &PathProps) -> Html {
    html! { <ol class="mt-path">{ props.children.clone() }</ol> }
}

#[derive(Clone, Debug, Properties)]
pub struct PhaseProps {
    pub number: u8,
    pub title: AttrValue,
    pub state: Stage,
    #[prop_or_default]
    pub aim: Option<AttrValue>,
    /// The state in words, for screen readers: "fait".
    #[prop_or_default]
    pub said: Option<AttrValue>,
    /// Level of the title's heading.
    #[prop_or(2)]
    pub level: u8,
    /// A `Steps` list, or nothing.
    #[prop_or_default]
    pub children: Html,
}

yew::always_drawn!(PhaseProps);

#[component]
pub fn Phase(props: &PhaseProps) -> Html {
    let class = match props.state {
        Stage::Done => "mt-path__phase mt-path__phase--done",
        Stage::Current => "mt-path__phase mt-path__phase--current",
        Stage::Ahead => "mt-path__phase",
    };
    let title = html! { <>{ props.title.clone() }{ aloud(&props.said) }</> };
    html! {
        <li {class}>
            <div class="mt-path__head">
                <span class="mt-path__marker" aria-hidden="true">
                    if props.state == Stage::Done {
                        <Icon name="check" />
                    } else {
                        { props.number }
                    }
                </span>
                { heading(props.level, "mt-path__title", &None, &title) }
                if let Some(aim) = &props.aim {
                    <p class="mt-path__aim">{ aim.clone() }</p>
                }
            </div>
            <div class="mt-path__steps">{ props.children.clone() }</div>
        </li>
    }
}

#[derive(Clone, Debug, Properties)]
pub struct StepsProps {
    /// The `Step`s, keyed.
    pub children: Html,
}

yew::always_drawn!(StepsProps);

#[component]
pub fn Steps(props: &StepsProps) -> Html {
    html! { <ol class="mt-steps">{ props.children.clone() }</ol> }
}

#[derive(Clone, Debug, Properties)]
pub struct StepProps {
    pub state: Stage,
    /// The state in words, for screen readers: "fait".
    #[prop_or_default]
    pub said: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(StepProps);

/// The step where one is draws its children in the warm card, with room for actions (`mt-steps__acts`).
#[component]
pub fn Step(props: &StepProps) -> Html {
    match props.state {
        Stage::Current => html! {
            <li class="mt-steps__item mt-steps__item--now" aria-current="step">
                <span class="mt-steps__marker" aria-hidden="true"></span>
                <div class="mt-steps__card">{ props.children.clone() }{ aloud(&props.said) }</div>
            </li>
        },
        Stage::Done => html! {
            <li class="mt-steps__item mt-steps__item--done">
                <span class="mt-steps__marker" aria-hidden="true"><Icon name="check" small={true} /></span>
                <div>{ props.children.clone() }{ aloud(&props.said) }</div>
            </li>
        },
        Stage::Ahead => html! {
            <li class="mt-steps__item">
                <span class="mt-steps__marker" aria-hidden="true"></span>
                <div>{ props.children.clone() }{ aloud(&props.said) }</div>
            </li>
        },
    }
}

fn aloud(said: &Option<AttrValue>) -> Html {
    html! {
        <span class="mt-visually-hidden">
            if let Some(said) = said {
                { ", " }{ said.clone() }
            }
        </span>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
