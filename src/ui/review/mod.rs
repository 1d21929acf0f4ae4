//! Check your answers: one card a subject, its questions and answers, one way to change them, and who can read them.
//! Nothing is edited in place.

use yew::prelude::*;

use super::icon::Icon;
use super::words::heading;

/// One answered question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewItem {
    /// Key of the line.
    pub id: AttrValue,
    pub question: AttrValue,
    pub answer: AttrValue,
    /// The way back to this one question.
    pub change: Option<Change>,
}

/// The way back to a question, or to the questions of the subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub href: AttrValue,
    /// "Changer".
    pub label: AttrValue,
    /// " : Me déplacer", for screen readers.
    pub describes: AttrValue,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReviewProps {
    pub title: AttrValue,
    #[prop_or_default]
    pub change: Option<Change>,
    pub items: Vec<ReviewItem>,
    /// "Hélène Marchand pourra lire."
    #[prop_or_default]
    pub reader: Option<AttrValue>,
    /// `eye`, or `lock` for what stays with the person.
    #[prop_or(AttrValue::Static("eye"))]
    pub reader_icon: AttrValue,
    /// Level of the title's heading.
    #[prop_or(2)]
    pub level: u8,
    /// On the ground of a place instead of a white sheet.
    #[prop_or_default]
    pub plain: bool,
}

#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let class = if props.plain { "mt-card" } else { "mt-card mt-card--calm" };
    html! {
        <section {class}>
            <div class="mt-review__head">
                { heading(props.level, "mt-heading", &None, &html! { props.title.clone() }) }
                if let Some(change) = &props.change {
                    { link(change) }
                }
            </div>
            <dl class="mt-review">{ for props.items.iter().map(item) }</dl>
            if let Some(reader) = &props.reader {
                <p class="mt-subject__note"><Icon name={props.reader_icon.clone()} small={true} /><span>{ reader.clone() }</span></p>
            }
        </section>
    }
}

fn item(item: &ReviewItem) -> Html {
    html! {
        <div class="mt-review__item" key={item.id.to_string()}>
            <dt class="mt-review__question">{ item.question.clone() }</dt>
            <dd class="mt-review__answer">{ item.answer.clone() }</dd>
            if let Some(change) = &item.change {
                <dd class="mt-review__change">{ link(change) }</dd>
            }
        </div>
    }
}

fn link(change: &Change) -> Html {
    html! {
        <a class="mt-button mt-button--plain" href={change.href.clone()}>
            <span>{ change.label.clone() }<span class="mt-visually-hidden">{ change.describes.clone() }</span></span>
        </a>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
