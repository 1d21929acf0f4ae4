//! What is kept of the person: until when, all of it to take along, and how to have it put right or erased (S4, S5).

use super::health::Health;
use crate::api::{Call, Load, use_load_at};
use crate::app::paper::PaperLink;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::Route;
use crate::ui::{Heading, Row, Rows, Stack};
use contract::pathway::GET_RECAP;
use contract::retention::{EXPORT_MY_DATA, GET_RETENTION, RetentionView};
use contract::session::Setting;
use yew::prelude::*;

#[component]
pub fn Kept() -> Html {
    use_language();
    let n_erased = use_state_eq(|| 0_u32);
    let loaded = use_load_at::<RetentionView>(Call::new(&GET_RETENTION), *n_erased);
    let health_until = match &loaded.load {
        Load::There(view) => view.health_until,
        Load::UnderWay | Load::Failed(_) => None,
    };
    let on_erased = Callback::from(move |()| n_erased.set(*n_erased + 1));
    let until = match &loaded.load {
        Load::There(view) => match view.erase_at {
            Some(at) => t_with("account.kept.erased", &[("day", &i18n::date(at))]),
            None => t_with("account.kept.until", &[("day", &i18n::date(view.kept_until))]),
        },
        Load::UnderWay | Load::Failed(_) => t("account.kept.lead"),
    };
    // There a file would stay for whoever comes next, and saying so once is enough.
    let can_keep = device::setting() != Setting::Kiosk;
    html! {
        <Stack>
            <Heading>{ t("account.kept") }</Heading>
            <p>{ until }</p>
            <PaperLink endpoint={&GET_RECAP} label={t("paper.recap")} />
            if can_keep {
                <Stack key="all">
                    <PaperLink endpoint={&EXPORT_MY_DATA} label={t("paper.everything")} />
                    <p>{ t("account.kept.all") }</p>
                </Stack>
            }
            <Rows>
                <Row
                    key="rights"
                    icon="pencil"
                    name={t("page.rights")}
                    more={t("account.kept.change")}
                    href={Route::Rights.href()}
                />
            </Rows>
            <Health until={health_until} {on_erased} />
        </Stack>
    }
}
