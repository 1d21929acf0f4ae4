//! The forum as a row, wherever it is listed: when it is, and the half-hour of the person's ticket.

use crate::api::{Call, use_load};
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::Route;
use crate::ui::{Heading, Rows, Tag, TagKind, TimedRow};
use contract::forum::{ForumBrief, ForumList, LIST_FORUMS};
use domain::workshops::SlotState;
use yew::prelude::*;

/// The forums to come under their heading; nothing while there is none.
#[component]
pub fn ForumRows() -> Html {
    let language = use_language();
    let loaded = use_load::<ForumList>(Call::new(&LIST_FORUMS).query("language", &language.code));
    let forums = loaded.load.value().map(|list| list.forums.clone()).unwrap_or_default();
    html! {
        <section class="mt-stack" hidden={forums.is_empty()}>
            <Heading>{ t("forum.title") }</Heading>
            <Rows>{ for forums.iter().map(row) }</Rows>
        </section>
    }
}

fn row(forum: &ForumBrief) -> Html {
    let day = i18n::weekday_of_day(forum.when.day);
    let (kind, icon, words) = match (forum.state, forum.own) {
        (SlotState::Cancelled, _) => (TagKind::Plain, Some("x"), t("forum.is.cancelled")),
        (_, Some(from)) => {
            (TagKind::Success, Some("check"), t_with("forum.is.own", &[("time", &from.to_string())]))
        }
        (_, None) => (TagKind::Warm, None, t("forum.is.open")),
    };
    html! {
        <TimedRow
            key={forum.id.to_string()}
            time={forum.own.unwrap_or(forum.when.from).to_string()}
            name={forum.name.clone()}
            more={t_with("forum.row", &[("date", &day), ("place", &forum.venue_name)])}
            href={Route::Forum(forum.id.clone()).href()}
        >
            <Tag {kind} {icon}>{ words }</Tag>
        </TimedRow>
    }
}
