//! Parts of the console in files of their own, downloaded when they are first needed.
//!
//! What [`in_chunk!`] declares is compiled, with all that nothing else uses, into the chunk it names; that is done by
//! `cargo xtask build`, which switches the feature `chunks` on. Without it everything is in one file, and drawn at once.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

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

/// What a chunk's function is given that cannot be cloned, to be taken once.
pub struct Held<T>(StoredValue<Option<Box<dyn Any>>, LocalStorage>, PhantomData<fn() -> T>);

impl<T: 'static> Held<T> {
    pub fn new(value: T) -> Self {
        Self(StoredValue::new_local(Some(Box::new(value))), PhantomData)
    }

    pub fn take(&self) -> Option<T> {
        let value = self.0.try_update_value(Option::take).flatten()?;
        value.downcast().ok().map(|value| *value)
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(self.0, PhantomData)
    }
}

/// Whether what lies in chunks may be drawn, for all below who provides it. The chunks are fetched meanwhile.
#[derive(Clone, Copy)]
pub struct Gate(pub Signal<bool>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Ready,
    Failed,
}

impl Part {
    /// Fetches the chunk, for who will probably draw it soon. That it cannot be had is said when it is drawn.
    pub fn fetch(&self) {
        let Self { ready, load, .. } = *self;
        if !ready.load(Ordering::Relaxed) {
            spawn_local(async move {
                ready.fetch_or(load().await.is_ok(), Ordering::Relaxed);
            });
        }
    }

    /// Draws it as soon as the chunk is there; until then that it is on its way, or why not and how to ask again.
    pub fn view(self) -> AnyView {
        let Self { ready, load, draw, quiet } = self;
        let is_ready = ready.load(Ordering::Relaxed);
        let state = RwSignal::new(if is_ready { State::Ready } else { State::Waiting });
        let fetch = move || {
            spawn_local(async move {
                let loaded = load().await.is_ok();
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
        let gate = use_context::<Gate>();
        live(move || match state.get() {
            // Who shut it says why.
            _ if gate.is_some_and(|Gate(is_open)| !is_open.get()) => ().into_any(),
            State::Ready => draw().now_or_never().and_then(Result::ok).unwrap_or_else(|| ().into_any()),
            _ if quiet => ().into_any(),
            State::Waiting => view! { <SkeletonText lines=4 label="Loading this page" /> }.into_any(),
            State::Failed => {
                let text =
                    "Check the connection, then try again. If Wheelhouse was updated meanwhile, reload the page."
                        .to_owned();
                view! { <ErrorState title="This page could not be loaded" text=Some(text) on_retry=again /> }.into_any()
            }
        })
    }
}

/// Declares a function that draws something out of a chunk: `in_chunk! { chunk: fn name(argument: Type) { view } }`. What
/// it returns is drawn by [`Part::view`].
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
        fn $name($($argument: $type),*) -> $crate::chunk::Part {
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
        }
    };
}
pub(crate) use in_chunk;
