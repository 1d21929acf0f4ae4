//! Which language is on screen, and changing it.

use super::Texts;
use super::texts::{add_later, has_later};
use crate::{api, device, drafts};
use wasm_bindgen_futures::spawn_local;
use yew::{prelude::*, provided};

/// The language on screen and the way to change it.
#[derive(Debug, Clone, PartialEq)]
pub struct Language {
    /// BCP 47 tag ("fr"); the content is asked for in it.
    pub code: AttrValue,
    /// Every language that the page offers, with its own name.
    pub offered: Vec<(AttrValue, AttrValue)>,
    /// Changes the language; keeps it on this device.
    pub choose: Callback<AttrValue>,
}

/// The language on screen. Every component that shows a text calls it, and so renders again when it changes.
#[hook]
pub fn use_language() -> Language {
    use_context::<Language>().expect("BUG: the app provides the language")
}

#[derive(Debug, Properties)]
pub struct LanguageProviderProps {
    pub children: Html,
}

yew::always_drawn!(LanguageProviderProps);

/// Provides the language that [`load_texts`] began with.
#[component]
pub fn LanguageProvider(props: &LanguageProviderProps) -> Html {
    let code = use_state_eq(|| AttrValue::from(super::current_code()));
    let choose = use_callback(code.setter(), |wanted: AttrValue, setter| {
        let setter = setter.clone();
        spawn_local(async move {
            // Without a network the language stays what it was; the person sees that and can choose again.
            if use_texts_of(&wanted).await.is_ok() {
                drafts::keep_language(&wanted);
                setter.set(wanted);
            }
        });
    });
    let offered = offered().into_iter().map(|code| (AttrValue::from(name_of(&code)), AttrValue::from(code)));
    let language = Language {
        code: (*code).clone(),
        offered: offered.map(|(name, code)| (code, name)).collect(),
        choose,
    };
    provided(language, props.children.clone())
}

/// Loads the texts to begin with: the language just chosen on the static page, or the one that `boot.js` has picked.
///
/// # Errors
/// When the language file cannot be had; the app cannot speak without it.
pub async fn load_texts() -> Result<(), api::ApiError> {
    loop {
        let chosen = device::take_page_data("pending-language");
        if let Some(chosen) = &chosen {
            drafts::keep_language(chosen);
        }
        let code = chosen.or_else(|| device::page_data("language"));
        use_texts_of(code.as_deref().unwrap_or("fr")).await?;
        // The static page goes on offering the choice while the texts arrive.
        if device::page_data("pending-language").is_none() {
            return Ok(());
        }
    }
}

/// Every language that may be offered, with its own name, in the order offered. A page names the files of those that are.
const NAMES: [(&str, &str); 5] =
    [("fr", "Français"), ("en", "English"), ("ar", "العربية"), ("uk", "Українська"), ("tr", "Türkçe")];

/// A language's own name; its code when unknown.
pub fn name_of(code: &str) -> String {
    NAMES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name).to_owned()
}

/// Whether the language is written from right to left.
pub fn is_right_to_left(code: &str) -> bool {
    matches!(code, "ar")
}

/// Loads the words of the pages that arrive later; at once when they are there.
///
/// # Errors
/// When the file cannot be had.
pub async fn load_later_texts() -> Result<(), api::ApiError> {
    loop {
        let code = super::current_code();
        let Some(url) = later_file(&code).filter(|_| !has_later()) else { return Ok(()) };
        let json = api::fetch_text(&url).await?;
        // Another language may have been chosen meanwhile.
        if add_later(&code, &json).is_some() {
            return Ok(());
        }
        if super::current_code() == code {
            return Err(api::ApiError::Unreachable);
        }
    }
}

/// Where the build has given the words of later pages a file of their own.
fn later_file(code: &str) -> Option<String> {
    device::page_data(&["i18n-later-", code].concat())
}

async fn use_texts_of(code: &str) -> Result<(), api::ApiError> {
    let unreachable = || api::ApiError::Unreachable;
    let url = device::page_data(&["i18n-", code].concat()).ok_or_else(unreachable)?;
    let json = api::fetch_text(&url).await?;
    let mut texts = Texts::read(code, &json).ok_or_else(unreachable)?;
    if has_later()
        && let Some(url) = later_file(code)
    {
        texts = texts.with_later(&api::fetch_text(&url).await?).ok_or_else(unreachable)?;
    }
    texts.use_now();
    if let Some(root) = device::document().document_element() {
        let _ = root.set_attribute("lang", code);
        let _ = root.set_attribute("dir", if is_right_to_left(code) { "rtl" } else { "ltr" });
    }
    Ok(())
}

/// The languages whose files the page names.
fn offered() -> Vec<String> {
    let is_named = |code: &&str| device::page_data(&["i18n-", code].concat()).is_some();
    NAMES.iter().map(|(code, _)| *code).filter(is_named).map(str::to_owned).collect()
}
