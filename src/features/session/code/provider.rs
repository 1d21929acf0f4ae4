//! Signing in at a provider that one has linked with one's space (decision 38): the way there, and what one comes back with, from signing in
//! and from linking.

use crate::api::{ApiError, Call, Session, SessionEvent, send, send_only, use_session};
use crate::app::provider::{ToProvider, find_returned, take_returned};
use crate::app::shell::{OtherWays, bare};
use crate::i18n::{t, t_with, use_language};
use crate::routes::{self, Route};
use crate::ui::{
    self, ButtonKind, Heading, LinkButton, Notice, NoticeKind, ScreenKind, Skeleton, Stack, Title,
};
use contract::ErrorCode;
use contract::identity::{
    BEGIN_PROVIDER_ENTRY, BEGIN_PROVIDER_LINK, FINISH_PROVIDER_ENTRY, LINK_IDENTITY, LINK_STATE, RETURN_PAGE,
};
use contract::session::Me;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Whether the page that was opened is where a provider sends the browser back.
pub(super) fn is_return() -> bool {
    find_returned(RETURN_PAGE).is_some_and(|returned| !returned.state.is_empty())
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ProviderProps {
    /// What people know the provider by.
    pub label: AttrValue,
}

/// The way to the provider.
#[component]
pub(super) fn ToEnter(props: &ProviderProps) -> Html {
    let failed = use_state_eq(|| None::<ApiError>);
    let on_failed = {
        let failed = failed.setter();
        move |error| failed.set(Some(error))
    };
    let named = [("provider", props.label.as_str())];
    html! {
        <Stack>
            <p>{ t_with("identity.enter.text", &named) }</p>
            <div role="status">
                if let Some(error) = &*failed {
                    <Notice kind={NoticeKind::Attention}><p>{ t(failure(error).1) }</p></Notice>
                }
            </div>
            <div class="mt-cluster">
                <ToProvider endpoint={&BEGIN_PROVIDER_ENTRY} {on_failed}>
                    { t_with("identity.enter", &named) }
                </ToProvider>
            </div>
        </Stack>
    }
}

/// The page of those who come in without their card, where no codes are sent.
#[component]
pub(super) fn OnlyProvider(props: &ProviderProps) -> Html {
    use_language();
    let is_in = use_session().me().is_some();
    use_effect_with(is_in, |is_in| {
        if *is_in {
            routes::replace(&Route::Home);
        }
    });
    use_own_title(t("session.without-card"));
    bare(
        ScreenKind::Task,
        html! {
            <div class="mt-stack mt-stack--wide">
                <Title>{ t("session.without-card") }</Title>
                <ToEnter label={props.label.clone()} />
                { to_card(ButtonKind::Plain) }
                <section class="mt-stack">
                    <Heading>{ t("workshops.ways") }</Heading>
                    <OtherWays />
                </section>
            </div>
        },
    )
}

fn to_card(kind: ButtonKind) -> Html {
    html! {
        <div class="mt-cluster"><LinkButton {kind} href={Route::SignIn.href()}>{ t("code.card") }</LinkButton></div>
    }
}

/// Where someone stands who has come back.
#[derive(Debug, Clone, PartialEq)]
enum Standing {
    UnderWay,
    Linked,
    Failed(ApiError),
}

/// What one sees who comes back from the provider.
#[component]
pub(super) fn Returned(props: &ProviderProps) -> Html {
    use_language();
    let session = use_session();
    let standing = use_state_eq(|| Standing::UnderWay);
    let is_link = *use_state_eq(|| {
        find_returned(RETURN_PAGE).is_some_and(|returned| returned.state.starts_with(LINK_STATE))
    });
    let is_in = session.me().is_some();
    use_effect_with(is_in && !is_link, |is_in| {
        if *is_in {
            routes::replace(&Route::Home);
        }
    });
    {
        // This page is drawn anew once it is known who is in, and gives in then what works once.
        let is_due = session.session != Session::Unknown && (is_link || !is_in);
        let (session, standing) = (session.dispatcher(), standing.setter());
        use_effect_with(is_due, move |is_due| {
            let Some(returned) = is_due.then(|| take_returned(RETURN_PAGE, RETURN_PAGE)).flatten() else {
                return;
            };
            spawn_local(async move {
                if is_link {
                    let linked = send_only(&Call::new(&LINK_IDENTITY).body(&returned)).await;
                    standing.set(linked.map_or_else(Standing::Failed, |_| Standing::Linked));
                    return;
                }
                match send::<Me>(&Call::new(&FINISH_PROVIDER_ENTRY).body(&returned)).await {
                    Ok(me) => session.dispatch(SessionEvent::Found(Rc::new(me))),
                    Err(error) => standing.set(Standing::Failed(error)),
                }
            });
        });
    }
    use_effect_with((*standing).clone(), |standing| {
        if *standing != Standing::UnderWay {
            ui::focus_title();
        }
    });
    let named = [("provider", props.label.as_str())];
    let title = match &*standing {
        Standing::UnderWay => t("shell.loading"),
        Standing::Linked => t_with("identity.linked", &named),
        Standing::Failed(error) => t_with(failure(error).0, &named),
    };
    use_own_title(title.clone());
    let content = match &*standing {
        Standing::UnderWay => html! {
            <div key="loading" class="mt-stack">
                <h1 class="mt-visually-hidden" tabindex="-1">{ title }</h1>
                <Skeleton label={t("shell.loading")} lines={5} />
            </div>
        },
        Standing::Linked => html! {
            <div key="linked" class="mt-stack mt-stack--wide">
                <Title>{ title }</Title>
                <p>{ t_with("identity.linked.text", &named) }</p>
                { to_space(ButtonKind::Primary) }
            </div>
        },
        Standing::Failed(error) => html! {
            <div key="failed" class="mt-stack mt-stack--wide">
                <Title>{ title }</Title>
                <p>{ t_with(failure(error).1, &named) }</p>
                if is_link { { to_space(ButtonKind::Primary) } } else { { to_card(ButtonKind::Primary) } }
                if may_begin_anew(error) {
                    <Anew key="anew" {is_link} label={props.label.clone()} />
                }
                <section key="ways" class="mt-stack">
                    <Heading>{ t("workshops.ways") }</Heading>
                    <OtherWays />
                </section>
            </div>
        },
    };
    bare(ScreenKind::Task, content)
}

fn to_space(kind: ButtonKind) -> Html {
    html! {
        <div class="mt-cluster"><LinkButton {kind} href={Route::Account.href()}>{ t("reach.back") }</LinkButton></div>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct AnewProps {
    is_link: bool,
    label: AttrValue,
}

/// The same way once more.
#[component]
fn Anew(props: &AnewProps) -> Html {
    let named = [("provider", props.label.as_str())];
    let is_away = use_state_eq(|| false);
    let on_failed = {
        let is_away = is_away.setter();
        move |_| is_away.set(true)
    };
    let endpoint = if props.is_link { &BEGIN_PROVIDER_LINK } else { &BEGIN_PROVIDER_ENTRY };
    html! {
        <div class="mt-stack">
            <div role="status">
                if *is_away {
                    <Notice kind={NoticeKind::Attention}><p>{ t("identity.away.text") }</p></Notice>
                }
            </div>
            <div class="mt-cluster">
                <ToProvider {endpoint} {on_failed}>{ t_with("identity.anew", &named) }</ToProvider>
            </div>
        </div>
    }
}

/// Keys of what went wrong, and of what one can do.
fn failure(error: &ApiError) -> (&'static str, &'static str) {
    match error.code() {
        Some(ErrorCode::ProviderUnknown) => ("identity.unknown", "identity.unknown.text"),
        Some(ErrorCode::IdentityTaken) => ("identity.taken", "error.identity.taken"),
        Some(ErrorCode::ProviderAway) => ("identity.away", "identity.away.text"),
        Some(ErrorCode::ProviderTooWeak) => ("identity.too-weak", "identity.too-weak.text"),
        _ => ("identity.refused", "identity.refused.text"),
    }
}

fn may_begin_anew(error: &ApiError) -> bool {
    !matches!(error.code(), Some(ErrorCode::ProviderUnknown | ErrorCode::IdentityTaken))
}

/// Names the document after what the page says, after the app has named it after its address (WCAG 2.4.2).
#[hook]
fn use_own_title(title: AttrValue) {
    use_effect_with(title, |title| {
        let title = title.clone();
        spawn_local(async move { routes::set_title(&title) });
    });
}
