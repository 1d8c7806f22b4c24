//! Keeping lists of activities alive: new ones appear, progress moves, finished ones say how.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;

use serde_json::Value;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::activity::Activity;

use super::cache::Cache;
use super::paths::{root, without_query};
use super::read::{AnyRead, Read};
use crate::reactive::{Derived, Memo, effect, memo};

/// Between two looks while something runs.
const QUICK: Duration = Duration::from_millis(1_000);
/// Between two looks while nothing does.
const SLOW: Duration = Duration::from_secs(15);

/// Looks for news in a list of activities: quickly while one runs, slowly while none does, never in a hidden tab.
///
/// When one has finished, what is known of its project is stale: its effect is there only now. That one may have begun and
/// ended between two looks, or before the first one after the write that started it.
pub fn poll(list: Read<Items<Activity>>) {
    follow(*list, move || {
        let list = list.data();
        list.iter().flat_map(Items::items).filter_map(running_id).collect()
    });
    let cache = Cache::expect();
    let seen = memo(move || {
        let seen = |activity: &Activity| Some((activity.id()?.to_owned(), activity.is_running()));
        Some(list.data()?.items().iter().filter_map(seen).collect::<Vec<_>>())
    });
    let before = RefCell::new(None::<(String, Vec<(String, bool)>)>);
    effect(move || {
        if let Some((path, seen)) = list.path_untracked().zip(seen.get()) {
            let before = before.replace(Some((path.clone(), seen.clone())));
            // Of another list nothing follows for this one.
            let unseen = before.is_some_and(|(of, before)| of == path && has_ended_unseen(&before, &seen));
            let own = seen.iter().filter(|(id, is_running)| cache.take_started(id) && !is_running).count();
            if unseen || own > 0 {
                cache.touch(root(&path), false);
            }
        }
    });
}

/// Whether one that was not in the list before has ended already. Each has its id, and whether it runs.
fn has_ended_unseen(before: &[(String, bool)], now: &[(String, bool)]) -> bool {
    now.iter().any(|(id, is_running)| !is_running && before.iter().all(|(known, _)| known != id))
}

/// As [`poll`], for one activity; one that is done is not looked at again.
pub fn poll_one(activity: Read<Activity>) {
    let running = move || activity.data().iter().filter_map(running_id).collect();
    follow_while(*activity, running, move || activity.data().is_none_or(|activity| activity.is_running()));
}

fn running_id(activity: &Activity) -> Option<String> {
    activity.id().filter(|_| activity.is_running()).map(str::to_owned)
}

/// As [`poll`], for anything else that changes by itself: `running` says what is under way in it.
pub fn follow(read: AnyRead, running: impl Fn() -> Vec<String> + Send + Sync + 'static) {
    follow_while(read, running, || true);
}

fn follow_while(
    read: AnyRead,
    running: impl Fn() -> Vec<String> + Send + Sync + 'static,
    goes_on: impl Fn() -> bool + Send + Sync + 'static,
) {
    let running = memo(running);
    watch(
        Cache::expect(),
        running,
        Signal::derive(move || read.path()),
        Derived::new(move || (!read.is_loading() && goes_on()).then(|| read.fetched_at())),
        Callback::new(move |()| read.refresh()),
    );
}

/// Asks again in time. `idle_since` is when the last answer came, `None` while one is awaited.
fn watch(
    cache: Cache,
    running: Memo<Vec<String>>,
    path: Signal<Option<String>>,
    idle_since: Derived<Option<f64>>,
    refresh: Callback<()>,
) {
    // A timer that fires looks only if none was set after it, and nothing has ended it since.
    let turn = StoredValue::new(0_u32);
    let visible = RwSignal::new(!document().hidden());
    let handle = window_event_listener_untyped("visibilitychange", move |_| {
        let now = !document().hidden();
        if now && !visible.get_untracked() {
            refresh.run(());
        }
        visible.set(now);
    });
    let before = RefCell::new(Vec::new());
    effect(move || {
        let running = running.get();
        let before = before.replace(running.clone());
        if let Some(path) = path.get_untracked()
            && before.iter().any(|id| !running.contains(id))
        {
            cache.touch(root(&path), false);
        }
    });
    effect(move || {
        let mine = turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        let busy = running.with(|running| !running.is_empty());
        if idle_since.get().is_some() && visible.get() && path.with(Option::is_some) {
            let look = move || {
                if turn.try_get_value() == mine {
                    refresh.run(());
                }
            };
            set_timeout(look, if busy { QUICK } else { SLOW });
        }
    });
    on_cleanup(move || handle.remove());
}

/// Puts activities that a write just started at the head of the known lists that they belong in.
pub(super) fn announce<'a>(cache: Cache, project: &str, activities: impl Iterator<Item = &'a Value>) {
    let started: Vec<&Value> = activities.collect();
    let below = format!("{project}/");
    if started.is_empty() {
        return;
    }
    started.iter().filter_map(|activity| activity.get("id")?.as_str()).for_each(|id| cache.note_started(id));
    cache.amend(
        |path| {
            // A list narrowed by a query may not hold them: asking the API tells.
            let narrowed = path.contains("type=")
                || path.contains("state=")
                || path.contains("result=")
                || path.contains("starts_at=");
            path.starts_with(&below) && without_query(path) == format!("{project}/activities") && !narrowed
        },
        |list| {
            let list = list.as_array()?;
            let is_new = |id: Option<&Value>| started.iter().any(|activity| activity.get("id") == id);
            let known = list.iter().filter(|activity| !is_new(activity.get("id"))).cloned();
            Some(Value::Array(started.iter().map(|activity| (*activity).clone()).chain(known).collect()))
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_began_and_ended_between_two_looks_is_noticed() {
        let list = |all: &[(&str, bool)]| all.iter().map(|(id, runs)| ((*id).to_owned(), *runs)).collect::<Vec<_>>();
        let before = list(&[("b", true), ("a", false)]);
        assert!(has_ended_unseen(&before, &list(&[("c", false), ("b", true), ("a", false)])));
        // One that was seen at work is noticed by that.
        assert!(!has_ended_unseen(&before, &list(&[("b", false), ("a", false)])));
        assert!(!has_ended_unseen(&before, &list(&[("c", true), ("b", true), ("a", false)])));
        assert!(!has_ended_unseen(&before, &list(&[("b", true)])));
    }
}
