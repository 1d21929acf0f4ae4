//! The code of an account, shown once: as a link, and as what one reads out.

use crate::desk::place::Place;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::ui::{Notice, Stack};
use contract::accounts::StaffCode;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct CodeProps {
    pub login: AttrValue,
    pub code: StaffCode,
}

#[component]
pub(super) fn Code(props: &CodeProps) -> Html {
    use_language();
    let CodeProps { login, code } = props;
    let host = device::window().location().origin().unwrap_or_default();
    let page = [&host, &*Place::Setup.to_string()].concat();
    // Behind `#`, which no browser sends.
    let link = [&page, "#", login, "/", &code.code].concat();
    let until = [("day", i18n::weekday_date(code.until)), ("time", i18n::time(code.until))];
    html! {
        <Notice icon="id-card" title={t_with("desk.team.code", &[("code", &code.code)])}>
            <Stack>
                <p>{ t("desk.team.code.once") }</p>
                <p class="mt-written">{ t_with("desk.team.code.how", &[("page", &page), ("login", login), ("code", &code.code)]) }</p>
                <p class="mt-written">{ t("desk.team.code.link") }{ "\n" }<code>{ link }</code></p>
                <p>{ t_with("desk.team.code.until", &[("day", &until[0].1), ("time", &until[1].1)]) }</p>
            </Stack>
        </Notice>
    }
}
