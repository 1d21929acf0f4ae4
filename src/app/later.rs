//! Parts of the app that the first question does not need: they arrive when they are asked for
//! ([decision 13](../../docs/decisions/0013-the-app-arrives-in-parts.md)).
//!
//! With the feature `split` each part is a wasm file of its own, made by `xtask dist`; without it (tests, `trunk serve`)
//! everything is there from the start. To move pages into a part: [`part!`](crate::part) names what draws them, and a
//! [`Later`] stands where they are shown. Nothing else may name what they are made of, or it comes with the first load.

use crate::api::ApiError;
use crate::app::shell::{away_screen, waiting_screen};
use crate::i18n::{load_later_texts, use_language};
use crate::ui;
use core::any::Any;
use core::cell::Cell;
use core::fmt;
use core::future::Future;
use core::pin::Pin;
use std::rc::Rc;
use std::thread::LocalKey;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// Draws the pages of a part, from what they are given.
pub type Draw<P> = fn(P) -> Html;

/// On its way: what draws a part's pages.
pub type Arriving<P> = Pin<Box<dyn Future<Output = Result<Draw<P>, NotThere>>>>;

/// The part could not be had: no network, or a newer version has taken its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotThere;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotThere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A part of the app, made by [`part!`](crate::part).
pub struct Part<P: 'static> {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub there: &'static LocalKey<Cell<Option<Draw<P>>>>,
    #[doc(hidden)]
    pub fetch: fn() -> Arriving<P>,
}

impl<P> Part<P> {
    /// Fetches the part when it is not there yet; a failure is not remembered.
    ///
    /// # Errors
    /// When it could not be had.
    pub async fn arrive(&self) -> Result<(), NotThere> {
        if self.there.get().is_none() {
            // Both at once: each is a way to the server and back.
            let words = wasm_bindgen_futures::future_to_promise(async {
                load_later_texts().await.map(|()| JsValue::NULL).map_err(|_| JsValue::NULL)
            });
            let draw = (self.fetch)().await?;
            JsFuture::from(words).await.map_err(|_| NotThere)?;
            self.there.set(Some(draw));
        }
        Ok(())
    }
}

impl<P> fmt::Debug for Part<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl<P> PartialEq for Part<P> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// `part!(NAME, file, Props => draw)`: the static `NAME` is the part whose pages `draw` draws, in the wasm file `file`.
#[macro_export]
macro_rules! part {
    ($(#[$doc:meta])* $vis:vis $name:ident, $file:ident, $with:ty => $draw:path) => {
        $(#[$doc])*
        $vis static $name: $crate::app::later::Part<$with> = {
            thread_local! {
                static THERE: core::cell::Cell<Option<$crate::app::later::Draw<$with>>> =
                    const { core::cell::Cell::new(None) };
            }
            #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($file, fallible))]
            fn $file() -> Result<$crate::app::later::Draw<$with>, $crate::app::later::NotThere> {
                Ok($draw)
            }
            fn fetch() -> $crate::app::later::Arriving<$with> {
                #[cfg(feature = "split")]
                return Box::pin($file());
                #[cfg(not(feature = "split"))]
                return Box::pin(core::future::ready($file()));
            }
            $crate::app::later::Part { name: stringify!($name), there: &THERE, fetch }
        };
    };
}

/// A page of a part: itself once the part is there, the shape of a page until then, and another try when it cannot be had.
/// `key` tells it from other pages in the same place.
pub fn later<P: PartialEq + Clone + 'static>(part: &'static Part<P>, key: &str, with: P) -> Html {
    let key = [part.name, key].concat();
    html! { <Later {key} page={Given(Rc::new((part, with)))} /> }
}

/// A piece of a page, from a part: nothing until it is there, and nothing where it cannot be had.
pub fn later_piece<P: PartialEq + Clone + 'static>(part: &'static Part<P>, with: P) -> Html {
    html! { <Later page={Given(Rc::new((part, with)))} is_piece={true} /> }
}

/// A part and what its page is given, whatever that is: one component for all is less to download.
trait Page: Any {
    fn draw(&self) -> Option<Html>;
    fn arrive(&self) -> Pin<Box<dyn Future<Output = Result<(), NotThere>>>>;
    fn is(&self, other: &dyn Any) -> bool;
}

impl<P: PartialEq + Clone + 'static> Page for (&'static Part<P>, P) {
    fn draw(&self) -> Option<Html> {
        self.0.there.get().map(|draw| draw(self.1.clone()))
    }

    fn arrive(&self) -> Pin<Box<dyn Future<Output = Result<(), NotThere>>>> {
        Box::pin(self.0.arrive())
    }

    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| self == other)
    }
}

#[derive(Clone)]
struct Given(Rc<dyn Page>);

impl PartialEq for Given {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.is(other)
    }
}

#[derive(PartialEq, Properties)]
struct LaterProps {
    page: Given,
    #[prop_or_default]
    is_piece: bool,
}

#[component]
fn Later(props: &LaterProps) -> Html {
    use_language();
    let page = props.page.0.clone();
    let n_tries = use_state_eq(|| 0_u32);
    let has_failed = use_state_eq(|| false);
    let arrived = use_force_update();
    let drawn = page.draw();
    let is_drawn = drawn.is_some();
    let is_piece = props.is_piece;
    let was_there = use_mut_ref(|| is_drawn);
    {
        let has_failed = has_failed.setter();
        use_effect_with(*n_tries, move |_| {
            // It may have come since the page was drawn without it, for someone else who asked: then it is drawn now.
            if !is_drawn {
                has_failed.set(false);
                wasm_bindgen_futures::spawn_local(async move {
                    match page.arrive().await {
                        Ok(()) => arrived.force_update(),
                        Err(NotThere) => has_failed.set(true),
                    }
                });
            }
        });
    }
    use_effect_with(is_drawn, move |is_there| {
        // The page takes the place of its shape, and of the shape's title, where the focus was.
        if *is_there && !was_there.replace(true) && !is_piece {
            ui::focus_title();
        }
    });
    let content = match drawn {
        Some(page) => page,
        None if is_piece => Html::default(),
        None if *has_failed => {
            let on_retry = move |()| n_tries.set(*n_tries + 1);
            away_screen(ApiError::Unreachable, Callback::from(on_retry))
        }
        None => waiting_screen(),
    };
    html! { <>{ content }</> }
}
