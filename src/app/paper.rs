//! Papers that the person keeps: a link to a file of the server, which the browser downloads.

use crate::device;
use crate::i18n::{t, use_language};
use crate::ui::{Button, LinkButton, Soft, Stack};
use contract::Endpoint;
use contract::session::Setting;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PaperLinkProps {
    pub endpoint: &'static Endpoint,
    /// What the path names, when it names something.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    pub label: AttrValue,
    /// What tells the link from others with the same label, for whoever hears it.
    #[prop_or_default]
    pub describes: Option<AttrValue>,
}

/// The link; on a kiosk, where a downloaded file would stay for whoever comes next, how to get the paper elsewhere. In a
/// preview, which gives no file, it looks the same and says so when pressed.
#[component]
pub fn PaperLink(props: &PaperLinkProps) -> Html {
    let language = use_language();
    let is_refused = use_state_eq(|| false);
    if device::setting() == Setting::Kiosk {
        return html! { <Soft>{ t("paper.kiosk") }</Soft> };
    }
    if device::is_from_desk() {
        let on_click = {
            let is_refused = is_refused.setter();
            move |_| is_refused.set(true)
        };
        return html! {
            <Stack>
                <Button icon="file-text" describes={props.describes.clone()} {on_click}>{ props.label.clone() }</Button>
                <div role="status">
                    if *is_refused {
                        <Soft>{ t("paper.preview") }</Soft>
                    }
                </div>
            </Stack>
        };
    }
    let path = props.endpoint.path_with(props.id.as_deref().as_slice());
    // The server names the file, so the attribute has no value; with it, the router leaves the link to the browser.
    html! {
        <LinkButton
            href={[&path, "?language=", &language.code].concat()}
            icon="file-text"
            download=""
            describes={props.describes.clone()}
        >
            { props.label.clone() }
        </LinkButton>
    }
}
