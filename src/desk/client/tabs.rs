//! The ways to the person's own pages, each in another tab: to look at them as the person does (R1), and to fill in together (R4).

use crate::api::Call;
use crate::desk::writing::{Act, run};
use crate::device;
use crate::i18n::{self, t, t_with, use_language};
use crate::routes::{Route, StockPage};
use crate::ui::{Button, Heading, Notice, NoticeKind, Soft};
use contract::preview::{self, PreviewView, START_PREVIEW};
use contract::sitting::{self, START_SITTING, SittingView};
use domain::ids::PersonId;
use domain::time::Timestamp;
use yew::prelude::*;

/// What a tab is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Preview,
    Together,
}

/// A tab that was opened.
#[derive(Debug, Clone, PartialEq)]
struct Opened {
    address: String,
    until: Timestamp,
}

impl Tab {
    /// The browser's name of the tab: a second one takes the place of the first there, as it does on the server.
    const fn name(self) -> &'static str {
        match self {
            Self::Preview => "main-tendue-preview",
            Self::Together => "main-tendue-together",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Preview => "eye",
            Self::Together => "users-round",
        }
    }

    fn key(self, what: &str) -> String {
        let of = match self {
            Self::Preview => "desk.preview.",
            Self::Together => "desk.together.",
        };
        [of, what].concat()
    }
}

impl From<PreviewView> for Opened {
    fn from(preview: PreviewView) -> Self {
        Self { address: [&preview::base_of(&preview.id), "/"].concat(), until: preview.until }
    }
}

/// One begins where one was: the questions.
impl From<SittingView> for Opened {
    fn from(sitting: SittingView) -> Self {
        let start = Route::Stock(StockPage::Start).to_string();
        Self { address: [&sitting::base_of(&sitting.id), &*start].concat(), until: sitting.until }
    }
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct TabSectionProps {
    pub tab: Tab,
    pub id: PersonId,
    pub first_name: String,
    pub on_lost: Callback<()>,
}

#[component]
pub(super) fn TabSection(props: &TabSectionProps) -> Html {
    use_language();
    let tab = props.tab;
    let opened = use_state_eq(|| None::<Opened>);
    let act = use_state_eq(Act::default);
    let on_click = {
        let (id, on_lost) = (props.id.clone(), props.on_lost.clone());
        let (act, opened) = (act.clone(), opened.setter());
        move |_| {
            let call = |endpoint| Call::new(endpoint).path(&[id.as_str()]);
            match tab {
                Tab::Preview => {
                    run::<PreviewView>(&act, call(&START_PREVIEW), &on_lost, on_started(tab, &opened));
                }
                Tab::Together => {
                    run::<SittingView>(&act, call(&START_SITTING), &on_lost, on_started(tab, &opened));
                }
            }
        }
    };
    let name = [("name", props.first_name.as_str())];
    html! {
        <section class="mt-stack">
            <Heading>{ t_with(&tab.key("title"), &name) }</Heading>
            <div class="mt-card mt-stack">
                <p>{ t_with(&tab.key("text"), &name) }</p>
                <Soft>{ t_with(&tab.key("kept"), &name) }</Soft>
                <div class="mt-cluster">
                    <Button icon={tab.icon()} waiting={act.is_under_way()} {on_click}>{ t_with(&tab.key("start"), &name) }</Button>
                </div>
                <div role="status">
                    if let Act::Failed(error) = &*act {
                        <Notice kind={NoticeKind::Attention}><p>{ t(&error.text_key()) }</p></Notice>
                    } else if let Some(opened) = &*opened {
                        { is_open(tab, opened) }
                    }
                </div>
            </div>
        </section>
    }
}

fn on_started<T: Into<Opened> + 'static>(tab: Tab, opened: &UseStateSetter<Option<Opened>>) -> Callback<T> {
    let opened = opened.clone();
    Callback::from(move |started: T| {
        let started = started.into();
        open(tab, &started);
        opened.set(Some(started));
    })
}

/// A browser may refuse to open a tab by itself; a press always may.
fn is_open(tab: Tab, opened: &Opened) -> Html {
    let again = opened.clone();
    html! {
        <Notice icon={tab.icon()}>
            <div class="mt-stack mt-stack--tight">
                <p>{ t_with(&tab.key("open"), &[("time", &i18n::time(opened.until))]) }</p>
                <div class="mt-cluster">
                    <Button on_click={move |_| open(tab, &again)}>{ t(&tab.key("again")) }</Button>
                </div>
            </div>
        </Notice>
    }
}

fn open(tab: Tab, opened: &Opened) {
    let _ = device::window().open_with_url_and_target(&opened.address, tab.name());
}
