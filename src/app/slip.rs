//! A slip of paper from a kiosk (K3): what one asks to take along, shown before it is printed, and nothing else of the page.

use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Button, ButtonKind, Dialog, Soft, mark};
use contract::session::Setting;
use yew::prelude::*;

#[derive(Debug, Properties)]
pub struct SlipProps {
    /// What it is ("Ma prochaine étape").
    pub heading: AttrValue,
    pub title: AttrValue,
    /// One under the other; none of them is empty.
    pub lines: Vec<AttrValue>,
    /// Between the title and the lines: what is shown at a door.
    #[prop_or_default]
    pub children: Html,
}

yew::always_drawn!(SlipProps);

/// The button and the slip; on a phone, which prints its own pages, nothing.
#[component]
pub fn Slip(props: &SlipProps) -> Html {
    use_language();
    let is_open = use_state_eq(|| false);
    let is_printed = use_state_eq(|| false);
    if device::setting() != Setting::Kiosk {
        return html! { <div hidden=true></div> };
    }
    let open = {
        let (is_open, is_printed) = (is_open.setter(), is_printed.setter());
        move |_| {
            is_printed.set(false);
            is_open.set(true);
        }
    };
    let close = {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(false))
    };
    let print = {
        let is_printed = is_printed.setter();
        move |_| {
            // A browser that cannot print says so itself.
            let _ = device::window().print();
            is_printed.set(true);
        }
    };
    html! {
        <div>
            <Button icon="file-text" on_click={open} describes={t_with("slip.about", &[("title", &props.title)])}>
                { t("slip.open") }
            </Button>
            <Dialog
                id="slip"
                title={t("slip.title")}
                open={*is_open}
                on_close={close.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={print}>{ t("slip.print") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={close.reform(|_: MouseEvent| ())}>{ t("slip.close") }</Button>
                    </>
                }}
            >
                { paper(props) }
                <div role="status">
                    if *is_printed {
                        <Soft>{ t("slip.take") }</Soft>
                    }
                </div>
            </Dialog>
        </div>
    }
}

fn paper(props: &SlipProps) -> Html {
    let service = device::service();
    let foot = [service.name, service.phone].into_iter().flatten();
    html! {
        <section class="mt-slip" aria-label={t("slip.paper")}>
            <p class="mt-slip__head">{ mark() }<span>{ props.heading.clone() }</span></p>
            <p class="mt-slip__title">{ props.title.clone() }</p>
            { props.children.clone() }
            { for props.lines.iter().map(|line| html! { <p key={line.to_string()}>{ line.clone() }</p> }) }
            <div class="mt-slip__foot">
                { for foot.map(|line| html! { <p key={line.to_string()}>{ line }</p> }) }
                <p key="date">{ t_with("slip.date", &[("date", &i18n::date(device::now()))]) }</p>
            </div>
        </section>
    }
}
