//! Parts of the console in their own files, downloaded when they are first needed.
//!
//! What [`in_chunk!`] declares is compiled, with all that nothing else uses, into the chunk it names; that is done by
//! `cargo xtask build`, which switches the feature `chunks` on. Without it everything is in one file, and drawn at
//once.

use std::any::Any;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use crate::reactive::{self, Memo, effect};
use crate::ui::{ErrorState, SkeletonText, live};

/// A chunk, as one of its functions knows it.
pub struct Chunk {
    /// Whether it has been downloaded.
    ready: AtomicBool,
    load: Load,
}

/// Asks for a chunk; calls back with the address and whether the chunk is there, once.
pub type Load = extern "C" fn(extern "C" fn(*mut c_void, bool), *mut c_void);

type Done = Box<dyn FnOnce(bool)>;

impl Chunk {
    pub const fn new(load: Load) -> Self {
        Self { ready: AtomicBool::new(!cfg!(feature = "chunks")), load }
    }

    fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    /// Asks for it, and says whether it came. The browser's console says why not.
    fn fetch(&'static self, then: impl FnOnce(bool) + 'static) {
        let done: Done = Box::new(move |there| {
            self.ready.fetch_or(there, Ordering::Relaxed);
            then(there);
        });
        (self.load)(come, Box::into_raw(Box::new(done)).cast());
    }
}

/// What a chunk calls when it is there, or can't be loaded.
extern "C" fn come(done: *mut c_void, there: bool) {
    // SAFETY: `Chunk::fetch` made it, and who loads calls back once.
    let done = unsafe { Box::from_raw(done.cast::<Done>()) };
    done(there);
}

/// A function of a chunk, as [`in_chunk!`] hands it over.
pub struct Part {
    pub chunk: &'static Chunk,
    /// Draws, when the chunk is there.
    pub draw: Box<dyn Fn() -> AnyView + Send>,
    /// Whether nothing is said while it is awaited or when it can't be loaded.
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Ready,
    Failed,
}

/// Whether the file that was not there last is one that a page which is shown lacks.
static IS_LACKING: AtomicBool = AtomicBool::new(false);

/// Whether the file that was just not there is one that a page which is shown lacks; says so once.
pub fn take_lacking() -> bool {
    IS_LACKING.swap(false, Ordering::Relaxed)
}

/// Counts how often somebody asked again for what couldn't be loaded.
static ASKED_AGAIN: LazyLock<ArcRwSignal<usize>> = LazyLock::new(|| ArcRwSignal::new(0));

impl Part {
    /// Fetches the chunk, for who will probably draw it soon. That it can't be loaded is said when it is drawn.
    pub fn fetch(&self) {
        if !self.chunk.is_ready() {
            self.chunk.fetch(|_| {});
        }
    }

    /// Draws it as soon as the chunk is there; until then that it is on its way, or why not and how to ask again.
    pub fn view(self) -> AnyView {
        self.drawn(use_context())
    }

    /// The same of what stands beside all pages: it waits for none of them, and outlives them.
    pub fn view_beside_pages(self) -> AnyView {
        self.drawn(None)
    }

    fn drawn(self, gate: Option<Gate>) -> AnyView {
        let Self { chunk, draw, quiet } = self;
        let state = reactive::State::new(if chunk.is_ready() { State::Ready } else { State::Waiting });
        let fetch = move || {
            chunk.fetch(move |there| {
                // The page may have been left meanwhile.
                let is_shown = state.try_set(if there { State::Ready } else { State::Failed });
                IS_LACKING.fetch_or(is_shown && !there && !quiet, Ordering::Relaxed);
            });
        };
        if !chunk.is_ready() {
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
        let opening = move || gate.map_or(Opening::Open, |Gate(opening)| opening.get());
        live(move || match (state.get(), opening()) {
            (State::Ready, Opening::Open) => draw(),
            (State::Ready | State::Waiting, Opening::Waiting) | (_, Opening::Shut) => ().into_any(),
            _ if quiet => ().into_any(),
            (State::Waiting, _) => view! { <SkeletonText lines=4 label="Loading this page" /> }.into_any(),
            (State::Failed, _) => {
                let again = move || {
                    ASKED_AGAIN.update(|times| *times = times.wrapping_add(1));
                    again();
                };
                let text = "Check your connection and try again. If Wheelhouse has just been updated, reload the page."
                    .to_owned();
                view! { <ErrorState title="This page couldn’t be loaded" text=Some(text) on_retry=again /> }.into_any()
            }
        })
    }
}

/// Declares a function that draws something out of a chunk: `in_chunk! { chunk: fn name(argument: Type) { view } }`.
/// What
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
            // `cargo xtask build` knows both sides of the cut by this name.
            #[cfg_attr(
                all(feature = "chunks", target_family = "wasm"),
                unsafe(export_name = concat!("part:", stringify!($chunk), ":", module_path!(), "::", stringify!($name)))
            )]
            #[allow(improper_ctypes_definitions, reason = "both sides are compiled at once")]
            extern "C" fn here($($argument: $type),*) -> leptos::prelude::AnyView $body
            {
                #[cfg(all(feature = "chunks", target_family = "wasm"))]
                #[link(wasm_import_module = "parts")]
                #[allow(improper_ctypes, reason = "both sides are compiled at once")]
                unsafe extern "C" {
                    #[link_name = concat!("part:", stringify!($chunk), ":", module_path!(), "::", stringify!($name))]
                    safe fn draw($($argument: $type),*) -> leptos::prelude::AnyView;
                    #[link_name = concat!("load_", stringify!($chunk))]
                    safe fn load(then: extern "C" fn(*mut std::ffi::c_void, bool), with: *mut std::ffi::c_void);
                }
                #[cfg(not(all(feature = "chunks", target_family = "wasm")))]
                use here as draw;
                #[cfg(not(all(feature = "chunks", target_family = "wasm")))]
                extern "C" fn load(then: extern "C" fn(*mut std::ffi::c_void, bool), with: *mut std::ffi::c_void) {
                    then(with, true);
                }
                static CHUNK: $crate::chunk::Chunk = $crate::chunk::Chunk::new(load);
                $crate::chunk::Part {
                    chunk: &CHUNK,
                    draw: Box::new(move || draw($($argument.clone()),*)),
                    quiet: $quiet,
                }
            }
        }
    };
}
pub(crate) use in_chunk;
