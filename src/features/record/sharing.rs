//! Who may read each subject now, since when, and before. Taking back is the same gesture as giving (Q7).

use super::{frame, not_there};
use crate::api::{ApiError, Call, send, use_load};
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Button, Card, Fact, Facts, Heading, LinkButton, More, Notice, NoticeKind, Soft};
use contract::session::Contact;
use contract::sharing::{LIST_SHARING, SET_SHARING, SetSharing, SharingPeriod, SharingView, SubjectSharing};
use domain::questionnaire::{Sharing, SharingText};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[component]
pub(super) fn SharingPage() -> Html {
    let language = use_language();
    let view = use_load::<SharingView>(Call::new(&LIST_SHARING).query("language", &language.code));
    let content = match view.load.value() {
        None => not_there(&view.load, &view.again),
        Some(view) if view.subjects.is_empty() => html! {
            <Card key="none">
                <p>{ t("record.sharing.none") }</p>
                <LinkButton href={Route::Stock(StockPage::Start).href()}>{ t("record.answers.begin") }</LinkButton>
            </Card>
        },
        Some(view) => html! {
            <div key="there" class="mt-stack mt-stack--wide">
                <p>{ t("record.sharing.lead") }</p>
                <section class="mt-stack">
                    <Heading>{ t("record.sharing.who") }</Heading>
                    { readers(view) }
                </section>
                <section class="mt-stack">
                    <Heading>{ t("record.sharing.subjects") }</Heading>
                    { for view.subjects.iter().map(|subject| html! {
                        <SubjectCard key={subject.subject.to_string()} subject={subject.clone()} view={view.clone()} />
                    }) }
                </section>
            </div>
        },
    };
    frame(html! { t("page.record-sharing") }, content)
}

/// The people, by name.
fn readers(view: &SharingView) -> Html {
    let person = |icon: &'static str, who: &Contact| {
        html! { <Fact key={who.name.clone()} {icon}>{ who.name.clone() }{ " · " }{ who.place.clone() }</Fact> }
    };
    html! {
        <Facts>
            { for view.referent.iter().map(|who| person("user-round", who)) }
            { for view.team.iter().map(|who| person("users-round", who)) }
            if view.team.is_empty() {
                <Fact key="nobody" icon="users-round">{ t("record.sharing.no-team") }</Fact>
            }
        </Facts>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct SubjectCardProps {
    subject: SubjectSharing,
    view: Rc<SharingView>,
}

/// Where a change stands.
#[derive(Debug, Clone, PartialEq, Default)]
enum Change {
    #[default]
    None,
    UnderWay,
    Done,
    Failed(ApiError),
}

#[component]
fn SubjectCard(props: &SubjectCardProps) -> Html {
    let language = use_language();
    let changed = use_state(|| None::<SubjectSharing>);
    let change = use_state_eq(Change::default);
    let subject =
        changed.as_ref().filter(|changed| changed.since >= props.subject.since).unwrap_or(&props.subject);
    let choose = {
        let (changed, change) = (changed.clone(), change.clone());
        let (id, now, language) = (subject.subject.clone(), subject.sharing, language.code);
        Callback::from(move |sharing: Sharing| {
            if sharing == now || *change == Change::UnderWay {
                return;
            }
            change.set(Change::UnderWay);
            let call = Call::new(&SET_SHARING).path(&[id.as_str()]).query("language", &language);
            let call = call.body(&SetSharing { sharing });
            let (changed, change) = (changed.clone(), change.setter());
            spawn_local(async move {
                match send::<SubjectSharing>(&call).await {
                    Ok(subject) => {
                        changed.set(Some(subject));
                        change.set(Change::Done);
                    }
                    Err(error) => change.set(Change::Failed(error)),
                }
            });
        })
    };
    let option = |option: &SharingText| {
        let (choose, sharing) = (choose.clone(), option.sharing);
        html! {
            <Button
                key={key_of(sharing)}
                pressed={subject.sharing == sharing}
                describes={[" : ", &subject.title].concat()}
                on_click={move |_| choose.emit(sharing)}
            >{ option.label.clone() }</Button>
        }
    };
    let name = name_of(&props.view);
    html! {
        <Card level={3} title={subject.title.clone()}>
            <ul class="mt-list">
                <Fact key="now" icon={if subject.sharing == Sharing::Me { "lock" } else { "eye" }}>
                    { now_words(subject.sharing, &name) }{ " " }
                    { t_with("record.sharing.since", &[("date", &i18n::date(subject.since))]) }
                </Fact>
            </ul>
            if let Some(before) = &subject.was_for {
                <Notice key="was-for" icon="lock">
                    <p>{ t_with("record.sharing.was-for", &[("before", before), ("name", &name)]) }</p>
                </Notice>
            }
            <div role="status">{ outcome(&change) }</div>
            <More label={t("record.sharing.change")} describes={[" : ", &subject.title].concat()}>
                <div class="mt-stack mt-stack--tight">{ for props.view.options.iter().map(option) }</div>
            </More>
            <div hidden={subject.before.is_empty()}>
                <More label={t("record.sharing.before")} describes={[" : ", &subject.title].concat()}>
                    <ul class="mt-stack mt-stack--tight">
                        { for subject.before.iter().map(|period| before(period, &name)) }
                    </ul>
                </More>
            </div>
        </Card>
    }
}

fn outcome(change: &Change) -> Html {
    match change {
        Change::None => Html::default(),
        Change::UnderWay => html! { <Soft>{ t("pathway.noting") }</Soft> },
        Change::Done => html! {
            <Notice kind={NoticeKind::Success}><p>{ t("record.sharing.done") }</p></Notice>
        },
        Change::Failed(error) => html! {
            <Notice kind={NoticeKind::Attention} title={t("record.sharing.failed")}><p>{ t(&error.text_key()) }</p></Notice>
        },
    }
}

fn name_of(view: &SharingView) -> AttrValue {
    view.referent.as_ref().map_or_else(|| t("stock.referent"), |who| AttrValue::from(who.name.clone()))
}

const fn key_of(sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Referent => "referent",
        Sharing::Team => "team",
        Sharing::Me => "me",
    }
}

fn now_words(sharing: Sharing, name: &str) -> AttrValue {
    match sharing {
        Sharing::Referent => t_with("record.sharing.now.referent", &[("name", name)]),
        Sharing::Team => t_with("record.sharing.now.team", &[("name", name)]),
        Sharing::Me => t("stock.kept-for-you"),
    }
}

fn before(period: &SharingPeriod, name: &str) -> Html {
    let name = period.referent.as_deref().unwrap_or(name);
    let (from, until) = (i18n::date(period.from), i18n::date(period.until));
    let dates = [("from", from.as_str()), ("until", until.as_str())];
    html! {
        <li key={period.from.as_ms().to_string()}>
            { t_with("record.sharing.period", &dates) }{ " " }{ now_words(period.sharing, name) }
        </li>
    }
}
