//! Rows that lead somewhere: a picture, a name, one more line. A row without a target is a fact.

use yew::prelude::*;

use super::icon::{Icon, picto};

#[derive(Clone, Debug, Properties)]
pub struct RowsProps {
    /// On a white sheet the rows take the ground's colour.
    #[prop_or_default]
    pub calm: bool,
    /// The `Row`s, keyed.
    pub children: Html,
}

yew::always_drawn!(RowsProps);

#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let class = if props.calm { "mt-rows mt-rows--calm" } else { "mt-rows" };
    html! { <ul {class}>{ props.children.clone() }</ul> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RowProps {
    pub name: AttrValue,
    #[prop_or_default]
    pub more: Option<AttrValue>,
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    #[prop_or_default]
    pub href: Option<AttrValue>,
    #[prop_or_default]
    pub on_click: Option<Callback<MouseEvent>>,
}

#[component]
pub fn Row(props: &RowProps) -> Html {
    let leads = props.href.is_some() || props.on_click.is_some();
    let content = html! {
        <>
            if let Some(name) = &props.icon {
                { picto(name) }
            }
            <span class="mt-row__text">
                <span class="mt-row__name">{ props.name.clone() }</span>
                if let Some(more) = &props.more {
                    <span class="mt-row__more">{ more.clone() }</span>
                }
            </span>
            if leads {
                <Icon name="chevron-right" small={true} turn={true} />
            }
        </>
    };
    html! {
        <li class="mt-rows__item">
            if let Some(href) = &props.href {
                <a class="mt-row" href={href.clone()}>{ content }</a>
            } else if let Some(on_click) = &props.on_click {
                <button class="mt-row" type="button" onclick={on_click.clone()}>{ content }</button>
            } else {
                <div class="mt-row">{ content }</div>
            }
        </li>
    }
}

#[derive(Clone, Debug, Properties)]
pub struct TimedRowProps {
    /// "09:15".
    pub time: AttrValue,
    pub name: AttrValue,
    pub more: AttrValue,
    pub href: AttrValue,
    /// A `Tag`: how it stands.
    pub children: Html,
}

yew::always_drawn!(TimedRowProps);

/// A row that begins with its hour: one date of many under a day's heading.
#[component]
pub fn TimedRow(props: &TimedRowProps) -> Html {
    html! {
        <li class="mt-rows__item">
            <a class="mt-row" href={props.href.clone()}>
                <span class="mt-row__timed">
                    <span class="mt-row__time">{ props.time.clone() }</span>
                    <span class="mt-row__text">
                        <span class="mt-row__name">{ props.name.clone() }</span>
                        <span class="mt-row__more">{ props.more.clone() }</span>
                        <span class="mt-row__state">{ props.children.clone() }</span>
                    </span>
                </span>
                <Icon name="chevron-right" small={true} turn={true} />
            </a>
        </li>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests;
