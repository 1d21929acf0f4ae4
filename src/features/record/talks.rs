//! The person's wishes to talk: read or not, over or not, and the way to take one back (Q6).

use super::{frame, not_there};
use crate::api::{ApiError, Call, send, use_load};
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Button, ButtonKind, Card, Dialog, Fact, LinkButton, Notice, NoticeKind};
use contract::talk::{About, LIST_TALK_REQUESTS, TalkOutcome, TalkRequest, WITHDRAW_TALK_REQUEST};
use domain::ids::TalkRequestId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[component]
pub(super) fn TalksPage() -> Html {
    let language = use_language();
    let list = use_load::<Vec<TalkRequest>>(Call::new(&LIST_TALK_REQUESTS).query("language", &language.code));
    let asking = use_state_eq(|| None::<TalkRequestId>);
    let is_leaving = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    let stay = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let withdraw = {
        let (asking, is_leaving, failed) = (asking.clone(), is_leaving.setter(), failed.setter());
        let again = list.again.clone();
        move |_| {
            let Some(id) = (*asking).clone() else { return };
            asking.set(None);
            is_leaving.set(true);
            failed.set(None);
            let (is_leaving, failed, again) = (is_leaving.clone(), failed.clone(), again.clone());
            spawn_local(async move {
                match send::<TalkRequest>(&Call::new(&WITHDRAW_TALK_REQUEST).path(&[id.as_str()])).await {
                    Ok(_) => again.emit(()),
                    Err(error) => failed.set(Some(error)),
                }
                is_leaving.set(false);
            });
        }
    };
    let content = match list.load.value() {
        None => not_there(&list.load, &list.again),
        Some(list) if list.is_empty() => html! {
            <Card key="none">
                <p>{ t("record.talks.none") }</p>
                <LinkButton href={Route::Stock(StockPage::Start).href()}>{ t("record.answers.begin") }</LinkButton>
            </Card>
        },
        Some(list) => html! {
            <div key="list" class="mt-stack">
                <p>{ t("record.talks.lead") }</p>
                { for list.iter().map(|wish| one(wish, *is_leaving, &asking)) }
            </div>
        },
    };
    let content = html! {
        <>
            <div role="status">
                if let Some(error) = &*failed {
                    <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                }
            </div>
            { content }
            <Dialog
                id="withdraw"
                title={t("record.talks.withdraw.title")}
                open={asking.is_some()}
                on_close={stay.clone()}
                actions={html! {
                    <>
                        <Button kind={ButtonKind::Primary} on_click={stay.reform(|_: MouseEvent| ())}>{ t("record.talks.withdraw.keep") }</Button>
                        <Button kind={ButtonKind::Plain} on_click={withdraw}>{ t("record.talks.withdraw.go") }</Button>
                    </>
                }}
            >
                <p>{ t("record.talks.withdraw.text") }</p>
            </Dialog>
        </>
    };
    frame(html! { t("page.record-talks") }, content)
}

fn one(wish: &TalkRequest, is_leaving: bool, asking: &UseStateHandle<Option<TalkRequestId>>) -> Html {
    let title = match &wish.about {
        About::Subject(title) => AttrValue::from(title.clone()),
        About::Personal => t("record.talks.personal"),
        About::Private => t("record.talks.private"),
    };
    let ask = {
        let (asking, id) = (asking.setter(), wish.id.clone());
        move |_| asking.set(Some(id.clone()))
    };
    let describes = [" : ", &title].concat();
    html! {
        <Card key={wish.id.to_string()} title={title.clone()}>
            <ul class="mt-list">
                <Fact key="asked" done={true}>
                    { t_with("record.talks.asked", &[("date", &i18n::date(wish.asked_at))]) }
                </Fact>
                <Fact key="read" done={wish.read_at.is_some()}>{ read_words(wish) }</Fact>
                if let Some(outcome) = wish.outcome {
                    <Fact key="over" done={true}>{ over_words(outcome, wish) }</Fact>
                }
            </ul>
            <div hidden={wish.outcome.is_some()}>
                <Button icon="x" {describes} waiting={is_leaving} on_click={ask}>{ t("record.talks.withdraw") }</Button>
            </div>
        </Card>
    }
}

fn read_words(wish: &TalkRequest) -> AttrValue {
    match (&wish.read_by, wish.read_at) {
        (Some(name), Some(at)) => t_with("record.talks.read", &[("name", name), ("date", &i18n::date(at))]),
        _ => t("record.talks.unread"),
    }
}

fn over_words(outcome: TalkOutcome, wish: &TalkRequest) -> AttrValue {
    let date = wish.closed_at.map_or_else(String::new, i18n::date);
    let key = match outcome {
        TalkOutcome::Met => "record.talks.met",
        TalkOutcome::Withdrawn => "record.talks.withdrawn",
        TalkOutcome::Replaced => "record.talks.replaced",
    };
    t_with(key, &[("date", &date)])
}
