//! Parts of the console in files of their own, downloaded when they are first needed.
//!
//! What [`in_chunk!`] declares is compiled, with all that nothing else uses, into the chunk it names; that is done by
//! `cargo xtask build`, which switches the feature `chunks` on. Without it everything is in one file, and drawn at once.

use std::cell::RefCell;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::reactive::{Memo, effect};
use crate::ui::{ErrorState, SkeletonText, live};

/// Why a chunk is not there; the browser's console says more.
pub use wasm_split_helpers::SplitLoaderError as NotLoaded;

/// A function of a chunk, as [`in_chunk!`] hands it over.
pub struct Part {
    /// Whether the chunk has been downloaded.
    pub ready: &'static AtomicBool,
    pub load: fn() -> LocalBoxFuture<'static, Result<(), NotLoaded>>,
    /// Draws; at once when the chunk is there.
    pub draw: Box<dyn Fn() -> LocalBoxFuture<'static, Result<AnyView, NotLoaded>> + Send>,
    /// Whether nothing is said while it is awaited or when it cannot be had.
    pub quiet: bool,
}

/// Whether a page may be drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    Open,
    /// It waits for what somebody else shows to be on its way. Its chunk is fetched meanwhile.
    Waiting,
    /// Somebody else says why not.
    Shut,
}

/// Whether what lies in chunks may be drawn, for all below who provides it.
#[derive(Clone, Copy)]
pub struct Gate(pub Memo<Opening>);

impl Gate {
    fn opening() -> impl Fn() -> Opening + Copy {
        let gate = use_context::<Self>();
        move || gate.map_or(Opening::Open, |Self(opening)| opening.get())
    }
}

/// Draws what lies in no chunk as soon as it may be drawn.
pub fn gated(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let opening = Gate::opening();
    live(move || match opening() {
        Opening::Open => draw(),
        Opening::Waiting | Opening::Shut => ().into_any(),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Ready,
    Failed,
}

/// Counts how often somebody asked again for what could not be had.
static ASKED_AGAIN: LazyLock<ArcRwSignal<usize>> = LazyLock::new(|| ArcRwSignal::new(0));

impl Part {
    /// Draws it as soon as the chunk is there; until then that it is on its way, or why not and how to ask again.
    pub fn view(self) -> AnyView {
        let Self { ready, load, draw, quiet } = self;
        let is_ready = ready.load(Ordering::Relaxed);
        let state = RwSignal::new(if is_ready { State::Ready } else { State::Waiting });
        let fetch = move || {
            let styled = styles();
            spawn_local(async move {
                let loaded = load().await.is_ok();
                let loaded = JsFuture::from(styled).await.is_ok() && loaded;
                ready.fetch_or(loaded, Ordering::Relaxed);
                // The page may have been left meanwhile.
                state.try_set(if loaded { State::Ready } else { State::Failed });
            });
        };
        if !is_ready {
            fetch();
        }
        let again = move || {
            state.set(State::Waiting);
            fetch();
        };
        if quiet {
            // It says nothing of its failure: it comes with what does.
            effect(move || {
                ASKED_AGAIN.track();
                if state.get_untracked() == State::Failed {
                    again();
                }
            });
        }
        let opening = Gate::opening();
        live(move || match (state.get(), opening()) {
            (State::Ready, Opening::Open) => {
                draw().now_or_never().and_then(Result::ok).unwrap_or_else(|| ().into_any())
            }
            (State::Ready | State::Waiting, Opening::Waiting) | (_, Opening::Shut) => ().into_any(),
            _ if quiet => ().into_any(),
            (State::Waiting, _) => view! { <SkeletonText lines=4 label="Loading this page" /> }.into_any(),
            (State::Failed, _) => {
                let again = move || {
                    ASKED_AGAIN.update(|times| *times = times.wrapping_add(1));
                    again();
                };
                let text =
                    "Check the connection, then try again. If Wheelhouse was updated meanwhile, reload the page."
                        .to_owned();
                view! { <ErrorState title="This page could not be loaded" text=Some(text) on_retry=again /> }.into_any()
            }
        })
    }
}

thread_local! {
    /// The style sheet of what chunks draw, once it is asked for.
    static STYLES: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Adds the style sheet of what chunks draw to the page, once; the promise ends when it is there. A page that names none
/// has it in its only one.
fn styles() -> Promise {
    let asked = STYLES.with_borrow(Clone::clone);
    asked.unwrap_or_else(|| {
        let promise = append_styles().unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED));
        STYLES.set(Some(promise.clone()));
        promise
    })
}

fn append_styles() -> Option<Promise> {
    let named = document().query_selector("meta[name=pages-style]").ok()??;
    let address = named.get_attribute("content").filter(|address| !address.is_empty())?;
    let link = document().create_element("link").ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &address).ok()?;
    let there = Promise::new(&mut |resolve, reject| {
        let failed = Closure::once_into_js({
            let link = link.clone();
            move || {
                // Asked for again by who tries again.
                link.remove();
                STYLES.set(None);
                let _ = reject.call0(&JsValue::UNDEFINED);
            }
        });
        // Listening fails for nothing that is an element.
        let _ = link.add_event_listener_with_callback("load", &resolve);
        let _ = link.add_event_listener_with_callback("error", failed.unchecked_ref());
    });
    document().head()?.append_child(&link).ok()?;
    Some(there)
}

/// Declares a function that draws something out of a chunk: `in_chunk! { chunk: fn name(argument: Type) { view } }`.
///
/// With `quiet` before `fn`, nothing is shown until it is there.
macro_rules! in_chunk {
    ($(#[$doc:meta])* $chunk:ident: fn $name:ident($($argument:ident: $type:ty),*) $body:block) => {
        in_chunk! { @ false, $(#[$doc])* $chunk: fn $name($($argument: $type),*) $body }
    };
    ($(#[$doc:meta])* $chunk:ident: quiet fn $name:ident($($argument:ident: $type:ty),*) $body:block) => {
        in_chunk! { @ true, $(#[$doc])* $chunk: fn $name($($argument: $type),*) $body }
    };
    (@ $quiet:literal, $(#[$doc:meta])* $chunk:ident: fn $name:ident($($argument:ident: $type:ty),*) $body:block) => {
        $(#[$doc])*
        fn $name($($argument: $type),*) -> leptos::prelude::AnyView {
            #[cfg(feature = "chunks")]
            #[wasm_split_helpers::wasm_split($chunk, fallible, preload(load))]
            fn $name($($argument: $type),*) -> Result<leptos::prelude::AnyView, $crate::chunk::NotLoaded> {
                Ok($body)
            }
            #[cfg(not(feature = "chunks"))]
            async fn $name($($argument: $type),*) -> Result<leptos::prelude::AnyView, $crate::chunk::NotLoaded> {
                Ok($body)
            }
            #[cfg(not(feature = "chunks"))]
            async fn load() -> Result<(), $crate::chunk::NotLoaded> {
                Ok(())
            }
            static READY: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(!cfg!(feature = "chunks"));
            $crate::chunk::Part {
                ready: &READY,
                load: || Box::pin(load()),
                draw: Box::new(move || Box::pin($name($($argument.clone()),*))),
                quiet: $quiet,
            }
            .view()
        }
    };
}
pub(crate) use in_chunk;
