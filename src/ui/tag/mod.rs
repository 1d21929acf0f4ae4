//! A state in one or two words. Never a count, never a score. A warm tag wears the person's dot.

use yew::prelude::*;

use super::icon::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagKind {
    #[default]
    Plain,
    Warm,
    Success,
    Attention,
}

#[derive(Clone, Debug, Properties)]
pub struct TagProps {
    #[prop_or_default]
    pub kind: TagKind,
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(TagProps);

#[component]
pub fn Tag(props: &TagProps) -> Html {
    let class = match props.kind {
        TagKind::Plain => "mt-tag",
        TagKind::Warm => "mt-tag mt-tag--warm",
        TagKind::Success => "mt-tag mt-tag--success",
        TagKind::Attention => "mt-tag mt-tag--attention",
    };
    html! {
        <span {class}>
            if let Some(name) = &props.icon {
                <Icon name={name.clone()} small={true} />
            } else if props.kind == TagKind::Warm {
                <span class="mt-dot" aria-hidden="true"></span>
            }
            <span>{ props.children.clone() }</span>
        </span>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
