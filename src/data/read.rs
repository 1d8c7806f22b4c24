//! A reactive view of one operation's answer.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::{Answer, Endpoint};

use super::cache::{Cache, Snapshot};
use crate::api::{ApiError, ErrorKind};
use crate::reactive::{Derived, Memo, memo};

/// One operation's answer as it is now known.
pub struct Read<T: Answer> {
    any: AnyRead,
    of: PhantomData<fn() -> T>,
}

/// A [`Read`] for those who do not look at the answer itself.
#[derive(Clone, Copy)]
pub struct AnyRead {
    known: Memo<Option<Known>>,
    snapshot: Derived<Snapshot>,
    path: Memo<Option<String>>,
    cache: Cache,
}

/// An answer and the view over it; none when it is not at all what it should be.
///
/// The view's type is forgotten, so that one kind of memo serves all reads.
#[derive(Clone)]
struct Known {
    raw: Arc<Value>,
    view: Option<View>,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T: Answer> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Answer> Copy for Read<T> {}

impl<T: Answer> Deref for Read<T> {
    type Target = AnyRead;

    fn deref(&self) -> &AnyRead {
        &self.any
    }
}

impl<T: Answer> Read<T> {
    /// The last good answer.
    pub fn data(&self) -> Option<T> {
        view(self.known.get())
    }

    /// The last good answer, without following it.
    pub fn data_untracked(&self) -> Option<T> {
        view(self.known.get_untracked())
    }
}

fn view<T: Answer>(known: Option<Known>) -> Option<T> {
    known?.view?.downcast_ref().cloned()
}

impl AnyRead {
    /// Whether there is an answer.
    pub fn is_known(&self) -> bool {
        self.known.with(|known| known.as_ref().is_some_and(|known| known.view.is_some()))
    }

    /// Why the last try failed, or that its answer is not at all what it should be.
    pub fn error(&self) -> Option<ApiError> {
        let misfit = self.known.with(|known| known.as_ref().is_some_and(|known| known.view.is_none()));
        let error = self.snapshot.with(|snapshot| snapshot.error.clone());
        error.or_else(|| misfit.then(|| ErrorKind::Unreadable.into()))
    }

    /// Whether a request is under way.
    pub fn is_loading(&self) -> bool {
        self.snapshot.with(|snapshot| snapshot.loading)
    }

    /// When the answer came, in milliseconds since 1970.
    pub fn fetched_at(&self) -> f64 {
        self.snapshot.with(|snapshot| snapshot.fetched_at)
    }

    /// The last good answer, for those who know what is read; `None` when it is something else.
    pub fn data<T: Answer>(&self) -> Option<T> {
        view(self.known.get())
    }

    /// The last good answer as received.
    pub fn raw(&self) -> Option<Arc<Value>> {
        self.known.with(|known| known.as_ref().map(|known| known.raw.clone()))
    }

    /// As [`AnyRead::raw`], without following it.
    pub fn raw_untracked(&self) -> Option<Arc<Value>> {
        untrack(|| self.raw())
    }

    /// The path that is read.
    pub fn path(&self) -> Option<String> {
        self.path.get()
    }

    /// As [`AnyRead::path`], without following it.
    pub fn path_untracked(&self) -> Option<String> {
        self.path.get_untracked()
    }

    /// Asks again.
    pub fn refresh(&self) {
        if let Some(path) = self.path.get_untracked() {
            self.cache.refresh(&path);
        }
    }
}

/// Reads `E` at the path that the closure gives, and again whenever it gives another; `None` reads nothing yet.
///
/// Starts with what is known and asks the API behind it. Stops, and aborts what still runs, when the reactive owner
/// is disposed.
pub fn read<E: Endpoint>(path: impl Fn() -> Option<String> + Send + Sync + 'static) -> Read<E::Answer> {
    read_as(path)
}

/// As [`read`], for operations that answer alike, such as those on the variables of a project and of an environment.
pub fn read_as<T: Answer>(path: impl Fn() -> Option<String> + Send + Sync + 'static) -> Read<T> {
    let any = read_any(Box::new(path), |raw| T::fits(&raw).then(|| Arc::new(T::read(raw)) as View));
    Read { any, of: PhantomData }
}

type View = Arc<dyn Any + Send + Sync>;

fn read_any(path: Box<dyn Fn() -> Option<String> + Send + Sync>, view: fn(Arc<Value>) -> Option<View>) -> AnyRead {
    let cache = Cache::expect();
    let path = memo(path);
    let snapshot = watch(cache, path);
    let known = memo(move || {
        let raw = snapshot.with(|snapshot| snapshot.value.clone())?;
        Some(Known { view: view(raw.clone()), raw })
    });
    AnyRead { known, snapshot, path, cache }
}

/// The snapshot of whatever path is wanted now.
fn watch(cache: Cache, path: Memo<Option<String>>) -> Derived<Snapshot> {
    let current: RwSignal<Option<ArcRwSignal<Snapshot>>> = RwSignal::new(None);
    let shown = StoredValue::new(None::<String>);
    let follow = RenderEffect::new(move |_| {
        let wanted = path.get();
        untrack(move || {
            if shown.with_value(|shown| *shown == wanted) {
                return;
            }
            let next = wanted.as_deref().map(|path| cache.watch(path));
            let before = shown.try_update_value(|shown| std::mem::replace(shown, wanted)).flatten();
            if let Some(before) = before {
                cache.release(&before);
            }
            current.set(next);
        });
    });
    let follow = StoredValue::new_local(Some(follow));
    on_cleanup(move || {
        follow.try_update_value(Option::take);
        if let Some(path) = shown.try_get_value().flatten() {
            cache.release(&path);
        }
    });
    Derived::new(move || current.get().map(|state| state.get()).unwrap_or_default())
}
