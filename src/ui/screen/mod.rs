//! The page shell. Three kinds of screen: a *place* (ground, cards, navigation in the hand), a *task* (white sheet,
//! the action in the hand) and a *held moment* (the whole screen is the hand).
//!
//! Landmarks: `header`, `main`, `footer`, and `nav` in a place. The first link jumps to `main`. The hand is in the flow, so
//! focus is never covered; the navigation sticks only where the window is high enough.

use yew::prelude::*;

use super::icon::Icon;
use super::mark::mark;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenKind {
    Place,
    Task,
    Held,
}

#[derive(Clone, Debug, Properties)]
pub struct ScreenProps {
    pub kind: ScreenKind,
    /// "Aller au contenu".
    pub skip_label: AttrValue,
    /// A `TopBar`.
    pub topbar: Html,
    /// A `Hand` under a task, the `Navigation` under a place, nothing under a held moment.
    #[prop_or_default]
    pub foot: Html,
    pub children: Html,
}

yew::always_drawn!(ScreenProps);

#[component]
pub fn Screen(props: &ScreenProps) -> Html {
    let class = match props.kind {
        ScreenKind::Place => "mt-screen mt-screen--hub",
        ScreenKind::Task => "mt-screen",
        ScreenKind::Held => "mt-screen mt-screen--held",
    };
    // A held moment has nothing at its foot, and a landmark without content would only be in the way.
    let foot = props.foot.clone();
    let foot = if props.kind == ScreenKind::Held {
        html! { <div class="mt-screen__foot">{ foot }</div> }
    } else {
        html! { <footer class="mt-screen__foot">{ foot }</footer> }
    };
    html! {
        <div {class}>
            <a class="mt-skip" href="#main">{ props.skip_label.clone() }</a>
            <div class="mt-screen__sheet">
                { props.topbar.clone() }
                <main class="mt-screen__main" id="main" tabindex="-1">{ props.children.clone() }</main>
            </div>
            { foot }
        </div>
    }
}

#[derive(Clone, Debug, Properties)]
pub struct TopBarProps {
    /// The quick exit of a sensitive page: first in the reading order, at the end of the line.
    #[prop_or_default]
    pub exit: Html,
    pub start: Html,
    #[prop_or_default]
    pub end: Html,
}

yew::always_drawn!(TopBarProps);

#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    html! {
        <header class="mt-topbar">
            <div class="mt-topbar__exit">{ props.exit.clone() }</div>
            <div class="mt-topbar__start">{ props.start.clone() }</div>
            <div class="mt-topbar__end">{ props.end.clone() }</div>
        </header>
    }
}

/// The mark and the name; `theme.css` adds the département's name and logo.
pub fn brand(href: AttrValue) -> Html {
    html! {
        <a class="mt-topbar__brand" {href}>
            { mark() }
            <span class="mt-topbar__name">{ "Main Tendue" }</span>
        </a>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ToolProps {
    pub icon: AttrValue,
    pub label: AttrValue,
    /// Where it goes; without it, it is a button.
    #[prop_or_default]
    pub href: Option<AttrValue>,
    #[prop_or_default]
    pub on_click: Callback<MouseEvent>,
    #[prop_or_default]
    pub turn: bool,
}

/// "Retour", "Aide", "Écouter".
#[component]
pub fn Tool(props: &ToolProps) -> Html {
    let content = html! { <><Icon name={props.icon.clone()} turn={props.turn} /><span>{ props.label.clone() }</span></> };
    match &props.href {
        Some(href) => {
            html! { <a class="mt-topbar__tool" href={href.clone()} onclick={props.on_click.clone()}>{ content }</a> }
        }
        None => {
            html! { <button class="mt-topbar__tool" type="button" onclick={props.on_click.clone()}>{ content }</button> }
        }
    }
}

#[derive(Clone, Debug, Properties)]
pub struct HandProps {
    /// One primary, at most two ways out.
    pub children: Html,
}

yew::always_drawn!(HandProps);

/// The foot of a task: it holds out one thing.
#[component]
pub fn Hand(props: &HandProps) -> Html {
    html! { <div class="mt-hand">{ props.children.clone() }</div> }
}

/// One place of the bottom navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    pub href: AttrValue,
    pub icon: AttrValue,
    pub label: AttrValue,
    pub current: bool,
}

/// The hand holds the dot of the place where one is. `label`: "Menu principal".
pub fn navigation(label: AttrValue, items: &[NavItem]) -> Html {
    html! {
        <nav class="mt-nav" aria-label={label}>
            <ul class="mt-nav__list">{ for items.iter().map(nav_item) }</ul>
        </nav>
    }
}

fn nav_item(item: &NavItem) -> Html {
    html! {
        <li key={item.href.to_string()}>
            <a class="mt-nav__link" href={item.href.clone()} aria-current={item.current.then_some("page")}>
                <Icon name={item.icon.clone()} />
                <span>{ item.label.clone() }</span>
            </a>
        </li>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
