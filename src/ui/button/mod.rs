//! Buttons and links. A button acts, a link goes somewhere; a link may look like a button when it is the way on.
//!
//! One primary action a screen. While an action runs, its button waits: it keeps its place, its focus and its name in
//! the accessibility tree (`aria-disabled`, never `disabled`), and a press does nothing.

use yew::prelude::*;

use super::icon::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do now. Amber, on the hand.
    Primary,
    #[default]
    Quiet,
    /// A way out, as plain words.
    Plain,
    /// Leaves a sensitive page at once; first in the reading order.
    Exit,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "mt-button mt-button--primary",
            Self::Quiet => "mt-button mt-button--quiet",
            Self::Plain => "mt-button mt-button--plain",
            Self::Exit => "mt-button mt-button--exit",
        }
    }
}

#[derive(Clone, Debug, Properties)]
pub struct ButtonProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub kind: ButtonKind,
    #[prop_or_default]
    pub on_click: Callback<MouseEvent>,
    #[prop_or_default]
    pub submit: bool,
    /// Id of the form that it submits, when it stands outside of it (in the hand).
    #[prop_or_default]
    pub form: Option<AttrValue>,
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// The action is running: give "Envoi…" as the words.
    #[prop_or_default]
    pub waiting: bool,
    /// For a choice that is on or off.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// The end of the name that only a screen reader needs: " : Me déplacer" after "Changer".
    #[prop_or_default]
    pub describes: Option<AttrValue>,
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(ButtonProps);

#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let waiting = props.waiting;
    let on_click = props.on_click.clone();
    let onclick = move |event: MouseEvent| {
        if waiting {
            // Also keeps the form from being submitted, by a press as by Enter in a field.
            event.prevent_default();
        } else {
            on_click.emit(event);
        }
    };
    html! {
        <button
            class={props.kind.class()}
            id={props.id.clone()}
            type={if props.submit { "submit" } else { "button" }}
            form={props.form.clone()}
            aria-disabled={waiting.then_some("true")}
            aria-pressed={props.pressed.map(|pressed| if pressed { "true" } else { "false" })}
            lang={props.lang.clone()}
            {onclick}
        >
            { content(&props.icon, &props.children, &props.describes) }
        </button>
    }
}

#[derive(Clone, Debug, Properties)]
pub struct LinkButtonProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub kind: ButtonKind,
    pub href: AttrValue,
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    #[prop_or_default]
    pub describes: Option<AttrValue>,
    /// File name under which the target is kept.
    #[prop_or_default]
    pub download: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(LinkButtonProps);

/// A link that is the way on: it looks like a button and stays a link.
#[component]
pub fn LinkButton(props: &LinkButtonProps) -> Html {
    html! {
        <a class={props.kind.class()} id={props.id.clone()} href={props.href.clone()} download={props.download.clone()}>
            { content(&props.icon, &props.children, &props.describes) }
        </a>
    }
}

#[derive(Clone, Debug, Properties)]
pub struct LinkProps {
    pub href: AttrValue,
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    #[prop_or_default]
    pub describes: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(LinkProps);

/// A link in or after a text.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    html! {
        <a class="mt-link" href={props.href.clone()} lang={props.lang.clone()}>
            { content(&None, &props.children, &props.describes) }
        </a>
    }
}

fn content(icon: &Option<AttrValue>, children: &Html, describes: &Option<AttrValue>) -> Html {
    html! {
        <>
            if let Some(name) = icon {
                <Icon name={name.clone()} />
            }
            <span class="mt-button__words">
                { children.clone() }
                if let Some(rest) = describes {
                    <span class="mt-visually-hidden">{ rest.clone() }</span>
                }
            </span>
        </>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
