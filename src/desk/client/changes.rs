//! What has changed since the person took stock before, of what they share.

use crate::i18n::{self, t, t_n, t_with};
use crate::ui::{Heading, Row, Rows, Soft};
use contract::client::{ChangedAction, ClientChanges, ClientSummary};
use contract::versions::ChangedSubject;
use yew::prelude::*;

pub(super) fn changes(summary: &ClientSummary) -> Html {
    html! {
        if let Some(changes) = &summary.changes {
            <section key="changes" class="mt-stack mt-brief__changes">
                <Heading>{ t_with("desk.changes.title", &[("date", &i18n::date(changes.since))]) }</Heading>
                if is_empty(changes) {
                    <p>{ t_with("desk.changes.none", &[("name", &summary.first_name)]) }</p>
                } else {
                    <Rows>
                        { for changes.subjects.iter().map(subject) }
                        { for changes.done.iter().map(|action| acted(action, "check", "desk.changes.done")) }
                        { for changes.stuck.iter().map(|action| acted(action, "message-circle", "desk.changes.stuck")) }
                        { documents(changes) }
                    </Rows>
                }
                <Soft>{ t_with("desk.client.stock.shared", &[("name", &summary.first_name)]) }</Soft>
            </section>
        }
    }
}

fn is_empty(changes: &ClientChanges) -> bool {
    changes.subjects.is_empty()
        && changes.done.is_empty()
        && changes.stuck.is_empty()
        && changes.documents.is_empty()
}

fn subject(subject: &ChangedSubject) -> Html {
    let words =
        |words: &Option<String>| words.clone().unwrap_or_else(|| t("desk.changes.unknown").to_string());
    let values = [("before", &*words(&subject.before_words)), ("after", &*words(&subject.after_words))];
    let more = t_with("desk.changes.from-to", &values);
    html! { <Row key={subject.id.to_string()} icon={subject.icon.clone()} name={subject.title.clone()} {more} /> }
}

fn acted(action: &ChangedAction, icon: &'static str, key: &'static str) -> Html {
    let name = action.title.clone().map_or_else(|| t("desk.pathway.private"), AttrValue::from);
    let mut more = t_with(key, &[("date", &i18n::date(action.at))]).to_string();
    if let Some(reason) = &action.reason {
        more.push(' ');
        more.push_str(reason);
    }
    let id = format!("{key}-{}-{name}", action.at.as_ms());
    html! { <Row key={id} icon={icon} {name} {more} /> }
}

fn documents(changes: &ClientChanges) -> Html {
    let n = u32::try_from(changes.documents.len()).unwrap_or(u32::MAX);
    html! {
        if n > 0 {
            <Row key="documents" icon="file-text" name={t_n("desk.changes.documents", n)} more={changes.documents.join(", ")} />
        }
    }
}
