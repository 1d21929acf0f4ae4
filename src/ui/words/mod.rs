//! Words and the space between them: the page's title, headings, paragraphs, stacks, and what is only said aloud.

use yew::prelude::*;

#[derive(Clone, Debug, Properties)]
pub struct TitleProps {
    #[prop_or_default]
    pub id: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(TitleProps);

/// The `h1`. It can take focus, which a route change gives it (`focus_title`).
#[component]
pub fn Title(props: &TitleProps) -> Html {
    html! { <h1 class="mt-title" id={props.id.clone()} tabindex="-1">{ props.children.clone() }</h1> }
}

#[derive(Clone, Debug, Properties)]
pub struct HeadingProps {
    #[prop_or(2)]
    pub level: u8,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    pub children: Html,
}

yew::always_drawn!(HeadingProps);

/// A heading of level 2 or 3.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    heading(props.level, "mt-heading", &props.id, &props.children)
}

/// A heading element with a class, for components whose level depends on the page.
pub(crate) fn heading(level: u8, class: &'static str, id: &Option<AttrValue>, children: &Html) -> Html {
    match level {
        2 => html! { <h2 {class} id={id.clone()}>{ children.clone() }</h2> },
        3 => html! { <h3 {class} id={id.clone()}>{ children.clone() }</h3> },
        _ => html! { <h4 {class} id={id.clone()}>{ children.clone() }</h4> },
    }
}

#[derive(Clone, Debug, Properties)]
pub struct ParagraphProps {
    pub children: Html,
}

yew::always_drawn!(ParagraphProps);

/// A first sentence, larger.
#[component]
pub fn Lead(props: &ParagraphProps) -> Html {
    html! { <p class="mt-lead">{ props.children.clone() }</p> }
}

/// A second thought; still at 7:1, there is no pale text.
#[component]
pub fn Soft(props: &ParagraphProps) -> Html {
    html! { <p class="mt-soft">{ props.children.clone() }</p> }
}

/// The space between the parts of a stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Between like things.
    Tight,
    #[default]
    Normal,
    /// Before a new thought.
    Wide,
}

#[derive(Clone, Debug, Properties)]
pub struct StackProps {
    #[prop_or_default]
    pub gap: Gap,
    /// Goes to the bottom of the screen when there is room.
    #[prop_or_default]
    pub push: bool,
    pub children: Html,
}

yew::always_drawn!(StackProps);

/// Things under each other.
#[component]
pub fn Stack(props: &StackProps) -> Html {
    let gap = match props.gap {
        Gap::Tight => "mt-stack mt-stack--tight",
        Gap::Normal => "mt-stack",
        Gap::Wide => "mt-stack mt-stack--wide",
    };
    html! { <div class={classes!(gap, props.push.then_some("mt-push"))}>{ props.children.clone() }</div> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LiveRegionProps {
    pub text: AttrValue,
}

/// Says a change aloud and shows nothing. It stays in the page and its text changes: a region that appears with its
/// text is not always read.
#[component]
pub fn LiveRegion(props: &LiveRegionProps) -> Html {
    html! { <p class="mt-visually-hidden" role="status">{ props.text.clone() }</p> }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
