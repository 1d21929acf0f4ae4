//! Around a person's page when someone at the desk looks at it or fills in with the person: a bar that says so on every page and
//! cannot be closed, and what is shown when the look is over (R1, R2, R4). The page itself is the person's own, drawn by the
//! same features.

use crate::api::{ApiError, Call, SessionEvent, send, send_only, use_session};
use crate::app::over::over_screen;
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::routes;
use crate::ui::{Button, Icon, Notice, NoticeKind};
use contract::ErrorCode;
use contract::preview::{END_PREVIEW, PAGES};
use contract::session::{GET_ME, Me};
use contract::sitting::END_SITTING;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;
use yew::prelude::*;

/// How often the server is asked whether it goes on, while the page is in sight.
const ASK_EVERY_MS: u32 = 15_000;

#[derive(Debug, Properties)]
pub struct FromDeskProps {
    /// The page, as the person sees it.
    pub children: Html,
    /// What is shown in a sitting to which the person has not agreed, and when it is over.
    pub agree: Html,
}

yew::always_drawn!(FromDeskProps);

/// The page with its bar; before and after, nothing of the person. As wide as a phone at first: most people have one.
#[component]
pub fn FromDesk(props: &FromDeskProps) -> Html {
    let is_wide = use_state_eq(|| false);
    let on_turn = {
        let is_wide = is_wide.clone();
        Callback::from(move |_| is_wide.set(!*is_wide))
    };
    match use_session().me().filter(|me| me.in_preview) {
        Some(me) => html! {
            <div class={classes!("mt-from-desk", is_wide.then_some("mt-from-desk--wide"))}>
                <Bar me={me.clone()} is_wide={*is_wide} {on_turn} />
                <div class="mt-from-desk__page">{ props.children.clone() }</div>
            </div>
        },
        None if device::sitting().is_some() => {
            html! { <div class="mt-from-desk">{ props.agree.clone() }</div> }
        }
        None => html! { <Over /> },
    }
}

#[derive(Debug, PartialEq, Properties)]
struct BarProps {
    me: Rc<Me>,
    /// The page takes the whole screen.
    is_wide: bool,
    on_turn: Callback<MouseEvent>,
}

/// What the bar says.
struct Words {
    icon: &'static str,
    label: &'static str,
    bar: &'static str,
    end: &'static str,
    note: &'static str,
}

const PREVIEW: Words = Words {
    icon: "eye",
    label: "preview.label",
    bar: "preview.bar",
    end: "preview.end",
    note: "preview.note",
};

const TOGETHER: Words = Words {
    icon: "users-round",
    label: "together.title",
    bar: "together.bar",
    end: "together.end",
    note: "together.note",
};

#[component]
fn Bar(props: &BarProps) -> Html {
    use_language();
    let session = use_session();
    let is_ending = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<ApiError>);
    // Another one may have begun in another tab, or the desk may be closed: an answer that says so ends this one.
    let n_asked = use_state_eq(|| 0_u32);
    use_effect_with(n_asked, |n_asked| {
        let n_asked = n_asked.clone();
        let again = Timeout::new(ASK_EVERY_MS, move || {
            ask();
            n_asked.set(*n_asked + 1);
        });
        move || drop(again)
    });
    use_effect_with((), |()| {
        let back = device::listen(&device::document(), "visibilitychange", |_| ask());
        move || drop(back)
    });
    let end = {
        let session = session.dispatcher();
        let (is_ending, failed) = (is_ending.setter(), failed.setter());
        move |_| {
            is_ending.set(true);
            failed.set(None);
            let call = match device::sitting() {
                Some(id) => Call::new(&END_SITTING).path(&[&id]),
                None => {
                    let base = device::base();
                    Call::new(&END_PREVIEW).path(&[base.strip_prefix(PAGES).unwrap_or_default()])
                }
            };
            let (session, is_ending, failed) = (session.clone(), is_ending.clone(), failed.clone());
            spawn_local(async move {
                match send_only(&call).await {
                    Err(error) if !is_over(&error) => {
                        is_ending.set(false);
                        failed.set(Some(error));
                    }
                    Ok(_) | Err(_) => session.dispatch(SessionEvent::Lost),
                }
            });
        }
    };
    let time = i18n::time(props.me.ends_at);
    let name = ("name", props.me.first_name.as_str());
    let words = if device::sitting().is_some() { &TOGETHER } else { &PREVIEW };
    html! {
        <>
            <section class="mt-from-desk__bar" aria-label={t(words.label)}>
                <p class="mt-from-desk__words"><Icon name={words.icon} /><span>{ t_with(words.bar, &[name, ("time", &time)]) }</span></p>
                <div class="mt-from-desk__acts">
                    // On a screen as narrow as a phone there is nothing to choose.
                    <div class="mt-from-desk__frame">
                        <Button on_click={props.on_turn.clone()}>
                            { t(if props.is_wide { "preview.frame.phone" } else { "preview.frame.wide" }) }
                        </Button>
                    </div>
                    <Button waiting={*is_ending} on_click={end}>{ t(words.end) }</Button>
                </div>
            </section>
            <aside class="mt-from-desk__note">
                <p>{ t_with(words.note, &[name]) }</p>
                <div role="status">
                    if let Some(error) = &*failed {
                        <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    }
                </div>
            </aside>
        </>
    }
}

/// Asks who is looked at; that it is over is told by the answer itself, as everywhere.
fn ask() {
    if device::document().visibility_state() == VisibilityState::Visible {
        spawn_local(async {
            let _ = send::<Me>(&Call::new(&GET_ME).once()).await;
        });
    }
}

/// Already ended is ended.
fn is_over(error: &ApiError) -> bool {
    matches!(error.code(), Some(ErrorCode::NotFound | ErrorCode::SessionNeeded))
}

/// The look is over. Nothing of the person is on the page any more.
#[component]
fn Over() -> Html {
    let language = use_language();
    use_effect_with(language.code, |_| routes::set_title(&t("page.preview-over")));
    over_screen(t("page.preview-over"), [t("preview.over.text"), t("preview.over.why")])
}
