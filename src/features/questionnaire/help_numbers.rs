//! Free numbers, one touch to call. The page takes the place of the one before it in the history, and offers the
//! quick exit.

use crate::api::{Call, Load, use_load};
use crate::app::shell::Failure;
use crate::device::phone_href;
use crate::features::questionnaire::exit::QuickExit;
use crate::i18n::{t, use_language};
use crate::routes::{self, Route, StockPage};
use crate::ui::{Button, ButtonKind, Hand, Row, Rows, Screen, ScreenKind, Skeleton, Title, Tool, TopBar};
use contract::questionnaire::GET_QUESTIONNAIRE;
use domain::questionnaire::{Helpline, Page, Questionnaire};
use yew::prelude::*;

/// The way there: a button, because a link would leave the page in the history.
pub fn help_row() -> Html {
    let on_click = |_| routes::replace(&Route::Stock(StockPage::HelpNumbers));
    html! {
        <Rows calm={true}>
            <Row key="help" icon="phone" name={t("stock.help.title")} more={t("stock.help.offer")} on_click={Callback::from(on_click)} />
        </Rows>
    }
}

/// The page; `back_to`: the page that it took the place of, home without one.
pub fn help_numbers(helplines: &[Helpline], back_to: Option<&Page>) -> Html {
    let line = |helpline: &Helpline| {
        // A number is never broken over two lines.
        let name = [&helpline.phone.replace(' ', "\u{a0}"), "\u{a0}· ", &helpline.name].concat();
        html! {
            <Row
                key={helpline.phone.clone()}
                icon="phone"
                {name}
                more={helpline.text.clone()}
                href={phone_href(&helpline.phone)}
            />
        }
    };
    frame(back_to, html! { <Rows calm={true}>{ for helplines.iter().map(line) }</Rows> })
}

/// The page for someone who is not signed in.
#[component]
pub fn HelpNumbersAlone() -> Html {
    let language = use_language();
    let questions =
        use_load::<Questionnaire>(Call::new(&GET_QUESTIONNAIRE).query("language", &language.code));
    match &questions.load {
        Load::There(definition) => help_numbers(&definition.helplines, None),
        Load::Failed(error) => {
            frame(None, html! { <Failure error={error.clone()} on_retry={questions.again} /> })
        }
        Load::UnderWay => frame(None, html! { <Skeleton label={t("shell.loading")} lines={6} /> }),
    }
}

fn frame(back_to: Option<&Page>, content: Html) -> Html {
    let to = back_to.map_or(Route::Home, Route::of_page);
    let back = Callback::from(move |_: MouseEvent| routes::replace(&to));
    let start =
        html! { <Tool icon="arrow-left" turn={true} label={t("stock.back")} on_click={back.clone()} /> };
    html! {
        <Screen
            kind={ScreenKind::Task}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar exit={html! { <QuickExit /> }} {start} /> }}
            foot={html! {
                <Hand>
                    <Button kind={ButtonKind::Primary} on_click={back}>{ t("stock.help.back") }</Button>
                </Hand>
            }}
        >
            <Title>{ t("stock.help.title") }</Title>
            <p class="mt-soft">{ t("stock.help.lead") }</p>
            <div>{ content }</div>
        </Screen>
    }
}
