//! A fact that changes what one does next. Calm: information; warm: for you, now; success: received; attention: to
//! correct. A notice that appears while the person is on the page is `live`: it is said without taking focus.

use yew::prelude::*;

use super::icon::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    #[default]
    Information,
    Warm,
    Success,
    Attention,
}

#[derive(Clone, Debug, Properties)]
pub struct NoticeProps {
    #[prop_or_default]
    pub kind: NoticeKind,
    #[prop_or_default]
    pub title: Option<AttrValue>,
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    #[prop_or_default]
    pub live: bool,
    pub children: Html,
}

yew::always_drawn!(NoticeProps);

#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let (class, icon) = match props.kind {
        NoticeKind::Information => ("mt-notice", "info"),
        NoticeKind::Warm => ("mt-notice mt-notice--warm", "clock"),
        NoticeKind::Success => ("mt-notice mt-notice--success", "check"),
        NoticeKind::Attention => ("mt-notice mt-notice--attention", "circle-alert"),
    };
    let icon = props.icon.clone().unwrap_or(AttrValue::Static(icon));
    html! {
        <div {class} role={props.live.then_some("status")}>
            <Icon name={icon} />
            <div class="mt-notice__words">
                if let Some(title) = &props.title {
                    <p class="mt-notice__title">{ title.clone() }</p>
                }
                <div>{ props.children.clone() }</div>
            </div>
        </div>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
