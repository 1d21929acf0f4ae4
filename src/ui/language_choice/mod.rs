//! The language of the page: a native disclosure in the top bar; each language is named in itself, and the one in use
//! is pressed. The choice closes the list and leaves focus on its head.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::icon::Icon;

/// One language that the page can be read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP 47: `fr`, `ar`.
    pub code: AttrValue,
    /// Its name in itself: "Français".
    pub name: AttrValue,
    /// Whether it is written from right to left.
    pub rtl: bool,
}

#[derive(Clone, Debug, Properties)]
pub struct LanguageChoiceProps {
    /// "Langue", for screen readers.
    pub label: AttrValue,
    pub languages: Vec<Language>,
    /// Code of the language in use.
    pub current: AttrValue,
    pub on_choose: Callback<AttrValue>,
}

// Whoever shows it is drawn only when the language changes.
yew::always_drawn!(LanguageChoiceProps);

#[component]
pub fn LanguageChoice(props: &LanguageChoiceProps) -> Html {
    let details = use_node_ref();
    let name = props.languages.iter().find(|language| language.code == props.current);
    let name = name.map(|language| language.name.clone()).unwrap_or_default();
    let onkeydown = {
        let details = details.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close(&details);
            }
        }
    };
    html! {
        <details class="mt-language" ref={details.clone()} {onkeydown}>
            <summary class="mt-topbar__tool">
                <Icon name="globe" />
                <span><span class="mt-visually-hidden">{ props.label.clone() }{ ": " }</span>{ name }</span>
            </summary>
            <ul class="mt-language__list">
                { for props.languages.iter().map(|language| choice(props, &details, language)) }
            </ul>
        </details>
    }
}

fn choice(props: &LanguageChoiceProps, details: &NodeRef, language: &Language) -> Html {
    let (code, details, on_choose) = (language.code.clone(), details.clone(), props.on_choose.clone());
    let onclick = move |_: MouseEvent| {
        close(&details);
        on_choose.emit(code.clone());
    };
    let pressed = if language.code == props.current { "true" } else { "false" };
    html! {
        <li key={language.code.as_str()}>
            <button
                class="mt-language__choice"
                type="button"
                lang={language.code.clone()}
                dir={if language.rtl { "rtl" } else { "ltr" }}
                aria-pressed={pressed}
                {onclick}
            >
                <span class="mt-dot" aria-hidden="true"></span>
                <span>{ language.name.clone() }</span>
            </button>
        </li>
    }
}

fn close(details: &NodeRef) {
    let Some(element) = details.cast::<web_sys::Element>() else { return };
    let _ = element.remove_attribute("open");
    let head = element.first_element_child().and_then(|head| head.dyn_into::<HtmlElement>().ok());
    if let Some(head) = head {
        let _ = head.focus();
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
