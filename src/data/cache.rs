//! Answers by request path, shared by all who show them.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::paths::{is_lost, is_touched};
use crate::api::{Api, ApiError, ErrorKind, Request};
use crate::reactive::effect;

/// A wait that nobody needs to be told of, in seconds.
const MOMENT: u32 = 3;
/// An answer younger than this is not asked for again by a page that opens, in milliseconds.
const FRESH: f64 = 2_000.0;
/// How many answers that nobody shows are kept for Back.
const KEPT: usize = 200;
/// Longest wait between two tries of a read that fails in passing.
const LONGEST_WAIT: u32 = 15;
/// After this many tries a read that fails with an answer (not for lack of a network) waits for the person.
const TRIES: u32 = 3;

/// What is known of one answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The last good answer, however old.
    pub value: Option<Arc<Value>>,
    /// Why the last try failed; the value, if any, is older.
    pub error: Option<ApiError>,
    pub loading: bool,
    /// When the value came, in milliseconds since 1970.
    pub fetched_at: f64,
}

struct Entry {
    path: String,
    state: ArcRwSignal<Snapshot>,
    users: usize,
    abort: Option<web_sys::AbortController>,
    stale: bool,
    failures: u32,
    /// Which request the entry waits for: an older one's answer is dropped.
    turn: u32,
    used: u64,
}

impl Entry {
    fn new(path: &str, clock: u64) -> Self {
        Self {
            path: path.to_owned(),
            state: ArcRwSignal::new(Snapshot::default()),
            users: 1,
            abort: None,
            stale: true,
            failures: 0,
            turn: 0,
            used: clock,
        }
    }
}

#[derive(Default)]
struct Entries {
    /// A few hundred at most: looking through them all is quick, and a map's code would be downloaded by everyone.
    all: Vec<Entry>,
    clock: u64,
    /// The activities that the console's own writes have started, until they are seen at work or ended.
    started: Vec<String>,
}

impl Entries {
    fn find(&mut self, path: &str) -> Option<&mut Entry> {
        self.all.iter_mut().find(|entry| entry.path == path)
    }
}

/// All answers of this session.
#[derive(Clone, Copy)]
pub struct Cache {
    entries: StoredValue<RefCell<Entries>, LocalStorage>,
    pub(super) api: Api,
}

impl Cache {
    pub fn new(api: Api) -> Self {
        let cache = Self { entries: StoredValue::new_local(RefCell::default()), api };
        // Whoever failed while the API was away asks again as soon as it answers.
        let before = Cell::new(None);
        effect(move || {
            let recoveries = api.connection.recoveries();
            if before.replace(Some(recoveries)).is_some_and(|before| before != recoveries) {
                cache.retry_failed();
            }
        });
        cache
    }

    /// The cache that the application provided.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self::new(Api::expect()))
    }

    /// Starts showing a path; every call is paired with one of [`Cache::release`].
    pub(super) fn watch(self, path: &str) -> ArcRwSignal<Snapshot> {
        let (state, due) = self.with(|entries| {
            entries.clock += 1;
            let clock = entries.clock;
            let Some(entry) = entries.find(path) else {
                let entry = Entry::new(path, clock);
                let state = entry.state.clone();
                entries.all.push(entry);
                return (state, true);
            };
            entry.users += 1;
            entry.used = clock;
            let snapshot = entry.state.get_untracked();
            let old = js_sys::Date::now() - snapshot.fetched_at > FRESH;
            let due = !snapshot.loading && (entry.stale || old || snapshot.error.is_some());
            (entry.state.clone(), due)
        });
        if due {
            self.fetch(path);
        }
        state
    }

    /// Stops showing a path: the last one to leave aborts what still runs.
    pub(super) fn release(self, path: &str) {
        let abort = self.with(|entries| {
            let abort = entries.find(path).and_then(|entry| {
                entry.users = entry.users.saturating_sub(1);
                if entry.users > 0 {
                    return None;
                }
                entry.turn = entry.turn.wrapping_add(1);
                entry.state.update_untracked(|snapshot| snapshot.loading = false);
                entry.abort.take()
            });
            evict(entries);
            abort
        });
        if let Some(abort) = abort {
            abort.abort();
        }
    }

    /// Asks again for a path that is shown; what is known stays until the answer is there.
    pub fn refresh(self, path: &str) {
        self.with(|entries| {
            if let Some(entry) = entries.find(path) {
                entry.failures = 0;
            }
        });
        self.fetch(path);
    }

    /// Puts an answer in that came by another way, such as the entity in a write's answer.
    pub fn put(self, path: &str, value: Arc<Value>) {
        let state = self.with(|entries| entries.find(path).map(|entry| entry.state.clone()));
        if let Some(state) = state {
            state.update(|snapshot| {
                snapshot.value = Some(value);
                snapshot.error = None;
                snapshot.fetched_at = js_sys::Date::now();
            });
        }
    }

    /// Changes the known answers whose path fits, until the API is asked again.
    pub(super) fn amend(self, fits: impl Fn(&str) -> bool, change: impl Fn(&Value) -> Option<Value>) {
        let states = self.states(|path, _| fits(path));
        for (_, state) in states {
            let changed = state.with_untracked(|snapshot| snapshot.value.as_deref().and_then(&change));
            if let Some(changed) = changed {
                state.update(|snapshot| snapshot.value = Some(Arc::new(changed)));
            }
        }
    }

    /// Makes stale what a write to this path touched; what is shown is asked for again at once, but for what the
    /// thing had when it is `gone`: the page about it is about to be left.
    pub(super) fn touch(self, written: &str, gone: bool) {
        self.with(|entries| {
            for entry in &mut entries.all {
                entry.stale |= is_touched(&entry.path, written);
            }
        });
        self.refresh_where(|path, _| is_touched(path, written) && !(gone && is_lost(path, written)));
    }

    /// Remembers an activity that a write has started.
    pub(super) fn note_started(self, activity: &str) {
        self.with(|entries| entries.started.push(activity.to_owned()));
    }

    /// Whether an activity was started by a write and not seen since.
    pub(super) fn take_started(self, activity: &str) -> bool {
        self.with(|entries| {
            let before = entries.started.len();
            entries.started.retain(|known| known != activity);
            entries.started.len() < before
        })
    }

    /// Asks again for whatever is shown and failed.
    pub fn retry_failed(self) {
        self.refresh_where(|_, snapshot| snapshot.error.is_some());
    }

    /// Asks again for whatever is shown.
    pub fn refresh_shown(self) {
        self.refresh_where(|_, _| true);
    }

    /// Forgets everything: at sign-out, and when another person signs in.
    pub fn clear(self) {
        let entries = self.with(std::mem::take);
        for entry in entries.all {
            if let Some(abort) = entry.abort {
                abort.abort();
            }
        }
    }

    fn refresh_where(self, fits: impl Fn(&str, &Snapshot) -> bool) {
        for (path, _) in self.states(fits) {
            if self.with(|entries| entries.find(&path).is_some_and(|entry| entry.users > 0)) {
                self.refresh(&path);
            }
        }
    }

    fn states(self, fits: impl Fn(&str, &Snapshot) -> bool) -> Vec<(String, ArcRwSignal<Snapshot>)> {
        self.with(|entries| {
            let fitting =
                entries.all.iter().filter(|entry| entry.state.with_untracked(|state| fits(&entry.path, state)));
            fitting.map(|entry| (entry.path.clone(), entry.state.clone())).collect()
        })
    }

    fn fetch(self, path: &str) {
        let abort = web_sys::AbortController::new().ok();
        let started = self.with(|entries| {
            let entry = entries.find(path)?;
            let earlier = entry.abort.take();
            entry.abort.clone_from(&abort);
            entry.turn = entry.turn.wrapping_add(1);
            Some((entry.state.clone(), entry.turn, earlier))
        });
        let Some((state, turn, earlier)) = started else { return };
        if let Some(earlier) = earlier {
            earlier.abort();
        }
        state.update(|snapshot| snapshot.loading = true);
        let path = path.to_owned();
        spawn_local(async move {
            let request = Request { abort, ..Request::get(path.clone()) };
            let answer = self.api.send(request).await;
            self.settle(&path, turn, answer);
        });
    }

    fn settle(self, path: &str, turn: u32, answer: Result<Arc<Value>, ApiError>) {
        let Some(state) = self.with(|entries| {
            let entry = entries.find(path).filter(|entry| entry.turn == turn)?;
            entry.abort = None;
            match &answer {
                Ok(_) => {
                    entry.stale = false;
                    entry.failures = 0;
                }
                Err(_) => entry.failures += 1,
            }
            Some(entry.state.clone())
        }) else {
            return;
        };
        match answer {
            Ok(value) => {
                state.set(Snapshot { value: Some(value), error: None, loading: false, fetched_at: js_sys::Date::now() })
            }
            Err(error) if error.kind == ErrorKind::Aborted => state.update(|snapshot| snapshot.loading = false),
            Err(error) => self.fail(path, &state, error),
        }
    }

    /// Shows the error, or tries again first when it is a passing one.
    fn fail(self, path: &str, state: &ArcRwSignal<Snapshot>, error: ApiError) {
        let failures = self.with(|entries| entries.find(path).map_or(0, |entry| entry.failures));
        // What takes longer than a moment is said at once.
        let lost = match error.kind {
            ErrorKind::Network | ErrorKind::Timeout => true,
            ErrorKind::Busy(seconds) => seconds > MOMENT,
            _ => false,
        };
        let again = error.is_passing() && (lost || failures < TRIES);
        state.update(|snapshot| {
            snapshot.loading = again && !lost;
            // A failing server may do better at the next try: the error is shown when the tries are used up.
            if !snapshot.loading {
                let is_known = snapshot.value.is_some() && snapshot.fetched_at > 0.0;
                #[allow(clippy::cast_possible_truncation, reason = "milliseconds")]
                let as_of = is_known.then_some(snapshot.fetched_at as i64);
                snapshot.error = Some(ApiError { as_of, ..error.clone() });
            }
        });
        if again {
            let wait = match error.kind {
                ErrorKind::Busy(seconds) => seconds.min(120),
                _ => 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT),
            };
            let path = path.to_owned();
            let turn = self.turn(&path);
            set_timeout(
                move || {
                    let awaited = self
                        .with(|entries| entries.find(&path).filter(|entry| entry.users > 0).map(|entry| entry.turn));
                    if awaited.is_some_and(|awaited| turn == Some(awaited)) {
                        self.fetch(&path);
                    }
                },
                Duration::from_secs(wait.into()),
            );
        }
    }

    fn turn(self, path: &str) -> Option<u32> {
        self.with(|entries| entries.find(path).map(|entry| entry.turn))
    }

    /// Where the console itself is gone, what was under way in it finds nothing.
    fn with<T: Default>(self, use_them: impl FnOnce(&mut Entries) -> T) -> T {
        self.entries.try_with_value(|entries| use_them(&mut entries.borrow_mut())).unwrap_or_default()
    }
}

/// Drops the answers that were shown longest ago, beyond those kept.
fn evict(entries: &mut Entries) {
    let is_idle = |entry: &&Entry| entry.users == 0;
    while entries.all.iter().filter(is_idle).count() > KEPT {
        let oldest = entries.all.iter().filter(is_idle).map(|entry| entry.used).min();
        entries.all.retain(|entry| entry.users > 0 || Some(entry.used) != oldest);
    }
}
