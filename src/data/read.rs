//! A reactive view of one operation's answer.

use leptos::prelude::*;
use wheelhouse_contract::{Answer, Endpoint};

use super::cache::{Cache, Snapshot};
use crate::api::{ApiError, ErrorKind};

/// One operation's answer as it is now known.
pub struct Read<T: Answer> {
    data: Memo<Option<T>>,
    snapshot: Signal<Snapshot>,
    path: Memo<Option<String>>,
    cache: Cache,
}

impl<T: Answer> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Answer> Copy for Read<T> {}

impl<T: Answer> Read<T> {
    /// The last good answer.
    pub fn data(&self) -> Option<T> {
        self.data.get()
    }

    /// The last good answer, without following it.
    pub fn data_untracked(&self) -> Option<T> {
        self.data.get_untracked()
    }

    /// Why the last try failed, or that its answer is not at all what it should be.
    pub fn error(&self) -> Option<ApiError> {
        self.snapshot.with(|snapshot| {
            let misfit = snapshot.value.as_deref().is_some_and(|value| !T::fits(value));
            snapshot.error.clone().or_else(|| misfit.then(|| ErrorKind::Unreadable.into()))
        })
    }

    /// Whether a request is under way.
    pub fn is_loading(&self) -> bool {
        self.snapshot.with(|snapshot| snapshot.loading)
    }

    /// When the answer came, in milliseconds since 1970.
    pub fn fetched_at(&self) -> f64 {
        self.snapshot.with(|snapshot| snapshot.fetched_at)
    }

    /// The path that is read.
    pub fn path(&self) -> Option<String> {
        self.path.get()
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
    let cache = Cache::expect();
    let path = Memo::new(move |_| path());
    let snapshot = watch(cache, path);
    // Readers that differ in type alone share everything up to this line.
    let data = Memo::new(move |_| {
        snapshot.with(|snapshot| snapshot.value.clone()).filter(|value| T::fits(value)).map(T::read)
    });
    Read { data, snapshot, path, cache }
}

/// The snapshot of whatever path is wanted now.
fn watch(cache: Cache, path: Memo<Option<String>>) -> Signal<Snapshot> {
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
    Signal::derive(move || current.get().map(|state| state.get()).unwrap_or_default())
}
