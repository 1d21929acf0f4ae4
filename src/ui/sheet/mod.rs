//! A paper that is here, beside what is said of it: a picture of its first page, or the sign of its kind where there is none.
//! And [`Pages`], in which it can be looked at more closely.
//!
//! The words beside it say everything that the sign says, so the sign is hidden from screen readers; a picture has words of
//! its own.

use super::icon::Icon;
use yew::prelude::*;

/// A page as a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePicture {
    pub src: AttrValue,
    /// "Page 2 de « CV Nadia »".
    pub alt: AttrValue,
}

#[derive(Clone, Debug, Properties)]
pub struct SheetProps {
    #[prop_or_default]
    pub picture: Option<PagePicture>,
    /// What stands on the sign: "Word".
    pub kind: AttrValue,
    /// When the picture does not come.
    #[prop_or_default]
    pub on_broken: Callback<()>,
    /// What is said of it.
    pub children: Html,
}

yew::always_drawn!(SheetProps);

#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let onerror = props.on_broken.reform(|_: Event| ());
    html! {
        <div class="mt-sheet">
            if let Some(PagePicture { src, alt }) = props.picture.clone() {
                <img key="picture" class="mt-sheet__paper" {src} {alt} {onerror} />
            } else {
                <div key="sign" class="mt-sheet__paper mt-sheet__sign" aria-hidden="true">
                    <Icon name="file-text" />
                    <span>{ props.kind.clone() }</span>
                </div>
            }
            <div key="words" class="mt-sheet__words">{ props.children.clone() }</div>
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PagesProps {
    pub pages: Vec<PagePicture>,
}

/// One under the other, as wide as there is room; each is fetched when it comes near the screen.
#[component]
pub fn Pages(props: &PagesProps) -> Html {
    let pages = props.pages.iter().cloned().map(|PagePicture { src, alt }| {
        html! { <img key={src.to_string()} class="mt-sheet__page" {src} {alt} loading="lazy" /> }
    });
    html! { <div class="mt-stack">{ for pages }</div> }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
