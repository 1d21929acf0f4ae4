//! What every page shares: its frame, where one can go, who can be called, what is said when something is missing.

use crate::api::ApiError;
use crate::device;
use crate::drafts::{Drafts, Outbox, SaveState, open_new_version, use_drafts, use_new_version};
use crate::i18n::{self, t, t_n, t_with, use_language};
use crate::routes::{self, Route, StockPage};
use crate::ui::{
    self, Button, ButtonKind, LanguageChoice, LinkButton, NavItem, Notice, NoticeKind, Row, Rows, Screen,
    ScreenKind, Skeleton, Stack, Title, TopBar,
};
use contract::session::Contact;
use yew::prelude::*;

#[derive(Debug, Properties)]
pub struct PlaceProps {
    /// Which of the places this is.
    pub here: Route,
    pub children: Html,
}

yew::always_drawn!(PlaceProps);

/// A *place*: the brand on top, the navigation in the hand, and what is said about the network and unsent answers.
#[component]
pub fn Place(props: &PlaceProps) -> Html {
    use_language();
    html! {
        <Screen
            kind={ScreenKind::Place}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar start={ui::brand(Route::Home.href())} /> }}
            foot={navigation(&props.here)}
        >
            <NetworkNotice />
            { props.children.clone() }
        </Screen>
    }
}

/// Names the document after what a page shows (`names_itself`), by `key` until it is known; answers with the name.
#[hook]
pub fn use_own_name(name: Option<String>, key: &'static str) -> AttrValue {
    let language = use_language();
    use_effect_with((name.clone(), language.code), move |(name, _)| match name {
        Some(name) => routes::set_title(name),
        None => routes::set_title(&t(key)),
    });
    name.map_or_else(|| t(key), AttrValue::from)
}

/// The choice of language, for the top bar.
#[component]
pub fn LanguageTool() -> Html {
    let language = use_language();
    let languages = language.offered.into_iter().map(|(code, name)| {
        let rtl = i18n::is_right_to_left(&code);
        ui::Language { code, name, rtl }
    });
    html! {
        <LanguageChoice
            label={t("shell.language")}
            languages={languages.collect::<Vec<_>>()}
            current={language.code}
            on_choose={language.choose}
        />
    }
}

fn navigation(here: &Route) -> Html {
    let item = |route: Route, icon, key| NavItem {
        href: route.href(),
        icon: AttrValue::Static(icon),
        label: t(key),
        current: route == *here,
    };
    let items = vec![
        item(Route::Home, "house", "nav.home"),
        item(Route::Stock(StockPage::Start), "message-circle", "nav.stock"),
        item(Route::Pathway, "route", "nav.pathway"),
        item(Route::Account, "user-round", "nav.account"),
    ];
    ui::navigation(t("nav.label"), &items)
}

/// What waits on this device, and where: a title and what to know. `None` when nothing does.
pub fn waiting_words(drafts: &Drafts) -> Option<(AttrValue, AttrValue)> {
    let SaveState::Waiting { n_answers } = drafts.save_state() else { return None };
    let n_answers = u32::try_from(n_answers).unwrap_or(u32::MAX);
    let sends_all = matches!(drafts.outbox(), Outbox::Asked(_));
    Some(match (drafts.is_kept(), sends_all) {
        (true, true) => (t("shell.kept.title"), t("shell.kept.all")),
        (true, false) => (t("shell.kept.title"), t_n("shell.kept.text", n_answers)),
        (false, true) => (t("shell.waiting.all"), t("shell.waiting.text")),
        (false, false) => (t_n("shell.waiting.title", n_answers), t("shell.waiting.text")),
    })
}

/// Says when there is no network, when answers wait, and when a new version does; nothing otherwise.
#[component]
pub fn NetworkNotice() -> Html {
    use_language();
    let is_online = device::use_online();
    let drafts = use_drafts();
    let has_new_version = use_new_version();
    let waiting = waiting_words(&drafts);
    // Opening it would lose what is only in memory.
    let can_renew = has_new_version && (drafts.is_kept() || !drafts.has_unsent());
    html! {
        <div role="status">
            if drafts.is_lost() {
                <Notice key="lost" kind={NoticeKind::Attention} title={t("shell.lost.title")}>
                    <p>{ t("shell.lost.text") }</p>
                </Notice>
            }
            if let Some((title, text)) = waiting {
                <Notice key="waiting" kind={NoticeKind::Warm} icon="wifi-off" {title}><p>{ text }</p></Notice>
            } else if !is_online {
                <Notice key="offline" icon="wifi-off" title={t("shell.offline.title")}>
                    <p>{ t("shell.offline.text") }</p>
                </Notice>
            } else if can_renew {
                <Notice key="renew" icon="refresh-cw" title={t("shell.new-version.title")}>
                    <div class="mt-stack mt-stack--tight">
                        <p>{ t("shell.new-version.text") }</p>
                        <Button on_click={|_| open_new_version()}>{ t("shell.new-version.open") }</Button>
                    </div>
                </Notice>
            }
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct FailureProps {
    pub error: ApiError,
    pub on_retry: Callback<()>,
    #[prop_or_default]
    pub referent: Option<Contact>,
}

/// In place of what could not be read: why, another try, and a way that needs no network.
#[component]
pub fn Failure(props: &FailureProps) -> Html {
    use_language();
    let on_retry = props.on_retry.clone();
    html! {
        <Stack>
            <Notice kind={NoticeKind::Attention} live={true}>
                <p>{ t(&props.error.text_key()) }</p>
            </Notice>
            <Button icon="refresh-cw" on_click={move |_| on_retry.emit(())}>{ t("shell.retry") }</Button>
            <OtherWays referent={props.referent.clone()} />
        </Stack>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct OtherWaysProps {
    /// Who follows the person, when that is known.
    #[prop_or_default]
    pub referent: Option<Contact>,
}

/// The phone and the place: no screen is a dead end (product.md, rule 9).
#[component]
pub fn OtherWays(props: &OtherWaysProps) -> Html {
    use_language();
    let service = device::service();
    let referent = props.referent.as_ref();
    let place = referent.map(|referent| AttrValue::from(referent.place.clone())).or(service.place);
    html! {
        <Rows>
            if let Some(referent) = referent {
                { phone_row(&referent.name, &referent.phone, Some(t("shell.referent"))) }
            } else if let Some(phone) = service.phone {
                { phone_row(&service.name.unwrap_or_else(|| t("shell.service")), &phone, None) }
            }
            if let Some(place) = place {
                <Row key="place" icon="map-pin" name={t("shell.place")} more={place} />
            } else {
                <Row key="place" icon="map-pin" name={t("shell.place")} more={t("shell.place.unknown")} />
            }
        </Rows>
    }
}

/// A line that calls. The number is written: not every device can call. `who`: who it is ("Qui vous suit").
pub fn phone_row(name: &str, phone: &str, who: Option<AttrValue>) -> Html {
    // A number is one word.
    let number = phone.replace(' ', "\u{a0}");
    let more = AttrValue::from(match who {
        Some(who) => [who.as_str(), " · ", &number].concat(),
        None => number,
    });
    let name = t_with("shell.call", &[("name", name)]);
    html! { <Row key="phone" icon="phone" {name} {more} href={device::phone_href(phone)} /> }
}

/// The server has not said yet who is signed in.
pub fn waiting_screen() -> Html {
    let content = html! {
        <>
            <h1 class="mt-visually-hidden" tabindex="-1">{ t("shell.loading") }</h1>
            <Skeleton label={t("shell.loading")} lines={4} />
        </>
    };
    bare(ScreenKind::Place, content)
}

/// The server cannot be reached for what the page needs first: who is signed in, or a part of the app.
pub fn away_screen(error: ApiError, on_retry: Callback<()>) -> Html {
    let content = html! {
        <>
            <Title>{ t("shell.away.title") }</Title>
            <Failure {error} {on_retry} />
        </>
    };
    bare(ScreenKind::Task, content)
}

/// No page has this address.
#[component]
pub fn NotFoundScreen() -> Html {
    use_language();
    let content = html! {
        <>
            <Title>{ t("shell.not-found.title") }</Title>
            <p>{ t("shell.not-found.text") }</p>
            <LinkButton kind={ButtonKind::Primary} href={Route::Home.href()}>{ t("shell.not-found.home") }</LinkButton>
            <OtherWays />
        </>
    };
    bare(ScreenKind::Task, content)
}

/// A page of nobody in particular: the brand and no navigation.
pub fn bare(kind: ScreenKind, content: Html) -> Html {
    html! {
        <Screen
            {kind}
            skip_label={t("shell.skip")}
            topbar={html! { <TopBar start={ui::brand(Route::Home.href())} /> }}
        >
            { content }
        </Screen>
    }
}
