//! Choosing files of the device.

use crate::api::bytes::Chosen;
use crate::i18n::{t, use_language};
use crate::ui::{Button, ButtonKind};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct FileInputProps {
    /// The kinds that the browser offers.
    pub accept: &'static str,
    /// Key of the button's words.
    pub words: &'static str,
    #[prop_or_default]
    pub kind: ButtonKind,
    #[prop_or_default]
    pub describes: Option<AttrValue>,
    /// Opens the camera at once, where there is one.
    #[prop_or_default]
    pub camera: bool,
    #[prop_or_default]
    pub several: bool,
    pub on_files: Callback<Vec<Chosen>>,
}

/// The browser's own choice of files, behind a button that says what to do. Nothing is told when none was chosen.
#[component]
pub fn FileInput(props: &FileInputProps) -> Html {
    use_language();
    let input = use_node_ref();
    let on_click = {
        let input = input.clone();
        move |_| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                Chosen::ask(&input);
            }
        }
    };
    let onchange = {
        let (input, on_files) = (input.clone(), props.on_files.clone());
        move |_: Event| {
            let files =
                input.cast::<HtmlInputElement>().map(|input| Chosen::take(&input)).unwrap_or_default();
            if !files.is_empty() {
                on_files.emit(files);
            }
        }
    };
    let words = t(props.words);
    html! {
        <div>
            <input
                ref={input}
                class="mt-visually-hidden"
                type="file"
                accept={props.accept}
                capture={props.camera.then_some("environment")}
                multiple={props.several}
                tabindex="-1"
                aria-hidden="true"
                {onchange}
            />
            <Button kind={props.kind} describes={props.describes.clone()} {on_click}>{ words }</Button>
        </div>
    }
}
