//! The forum at the desk (W14): which there are, one of them with its numbers, making and cancelling one.
//!
//! A référent sees what is published; a coordinator makes, publishes, changes and cancels.

mod cancel;
mod detail;
mod form;
mod list;
pub mod state;

use super::place::Place;
use super::purpose::Purpose;
use super::reading::{Reading, drawn, use_reading};
use super::words::{day_words, span_words};
use crate::api::Call;
use crate::i18n::t;
use crate::ui::{Fact, Facts, Tag, TagKind};
use cancel::CancelPage;
use contract::forum::staff::{LIST_STAFF_FORUMS, StaffForum, StaffForumList};
use contract::staff::StaffRole;
use detail::DetailPage;
use domain::ids::ForumId;
use form::FormPage;
use list::ListPage;
use state::Stage;
use yew::prelude::*;

/// The page of a place of the forum.
pub(super) fn page(place: &Place, role: StaffRole, on_lost: Callback<()>) -> Html {
    // What only a coordinator may do is not there for others, as the server says too.
    let can_make = role == StaffRole::Coordinator;
    let key = place.to_string();
    match place {
        Place::Forum(id) => html! { <DetailPage {key} id={id.clone()} {role} {on_lost} /> },
        Place::NewForum if can_make => html! { <FormPage {key} purpose={Purpose::New} {on_lost} /> },
        Place::ChangeForum(id) if can_make => {
            html! { <FormPage {key} purpose={Purpose::Change(id.clone())} {on_lost} /> }
        }
        Place::CopyForum(id) if can_make => {
            html! { <FormPage {key} purpose={Purpose::Copy(id.clone())} {on_lost} /> }
        }
        Place::CancelForum(id) if can_make => html! { <CancelPage {key} id={id.clone()} {on_lost} /> },
        _ => html! { <ListPage {key} {role} {on_lost} /> },
    }
}

#[hook]
fn use_forums(language: AttrValue, on_lost: Callback<()>) -> Reading<StaffForumList> {
    use_reading(language, on_lost, |language| Call::new(&LIST_STAFF_FORUMS).query("language", language))
}

/// One forum of the list, or that it is not there.
fn drawn_forum(
    reading: &Reading<StaffForumList>,
    id: &ForumId,
    content: impl FnOnce(&StaffForumList, &StaffForum) -> Html,
) -> Html {
    drawn(reading, |list| match list.forums.iter().find(|forum| forum.id == *id) {
        Some(forum) => content(list, forum),
        None => html! { <p>{ t("desk.forum.gone") }</p> },
    })
}

fn stage_tag(stage: Stage) -> Html {
    let (kind, icon, key) = match stage {
        Stage::Draft => (TagKind::Warm, None, "desk.slots.draft"),
        Stage::Open => (TagKind::Success, Some("check"), "desk.slots.published"),
        Stage::Begun => (TagKind::Plain, None, "desk.slots.begun"),
        Stage::Cancelled => (TagKind::Plain, Some("x"), "desk.slots.cancelled"),
    };
    html! { <Tag {kind} {icon}>{ t(key) }</Tag> }
}

/// When and where.
fn facts(forum: &StaffForum) -> Html {
    html! {
        <Facts>
            <Fact key="day" icon="calendar">{ day_words(forum.when.day) }</Fact>
            <Fact key="hours" icon="clock">{ span_words(forum.when.from, forum.when.to) }</Fact>
            <Fact key="venue" icon="map-pin">{ forum.venue_name.clone() }</Fact>
        </Facts>
    }
}

#[cfg(test)]
mod tests;
