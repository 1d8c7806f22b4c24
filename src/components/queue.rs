//! Many writes, one after the other, and how each ended.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::Change;
use crate::api::ApiError;
use crate::data::Cache;
use crate::ui::{Status, Tone, live, nothing, view};

/// How a write of a [`Queue`] ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Running,
    Done,
    Failed(String),
}

/// What is to be written: its key, where it goes, and its body.
pub type Write = (String, Change, Option<Value>);

/// Writes that are sent one after the other. Each is known by a key; one that fails does not stop those after it.
#[derive(Clone, Copy)]
pub struct Queue {
    ends: RwSignal<Vec<(String, End)>>,
    busy: RwSignal<bool>,
    cache: Cache,
}

impl Queue {
    /// An empty one, whose writes go through the cache of the console.
    pub fn expect() -> Self {
        Self { ends: RwSignal::new(Vec::new()), busy: RwSignal::new(false), cache: Cache::expect() }
    }

    /// Whether it is at work.
    pub fn busy(self) -> RwSignal<bool> {
        self.busy
    }

    /// Forgets how writes ended.
    pub fn clear(self) {
        self.ends.set(Vec::new());
    }

    pub fn end(self, key: &str) -> Option<End> {
        self.ends.with(|ends| ends.iter().find(|(known, _)| known == key).map(|(_, end)| end.clone()))
    }

    pub fn is_done(self, key: &str) -> bool {
        self.end(key) == Some(End::Done)
    }

    /// How many are done, and how many failed.
    pub fn counts(self) -> (usize, usize) {
        self.ends.with(|ends| {
            let failed = ends.iter().filter(|(_, end)| matches!(end, End::Failed(_))).count();
            (ends.iter().filter(|(_, end)| *end == End::Done).count(), failed)
        })
    }

    /// Sends these, in order; nothing while it is still at work.
    pub fn start(self, writes: Vec<Write>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            for (key, change, body) in writes {
                self.set(&key, End::Running);
                let end = match change.send(self.cache, body).await {
                    Ok(_) => End::Done,
                    Err(error) => End::Failed(words(&error)),
                };
                // It goes on when the page is left; only nobody sees the ends.
                self.set(&key, end);
            }
            self.busy.try_set(false);
        });
    }

    fn set(self, key: &str, end: End) {
        self.ends.try_update(|ends| {
            ends.retain(|(known, _)| known != key);
            ends.push((key.to_owned(), end));
        });
    }

    /// How the write ended, in a cell: `busy` while it runs ("Writing"), `done` afterwards ("Written").
    pub fn end_view(self, key: String, busy: &'static str, done: &'static str) -> AnyView {
        live(move || match self.end(&key) {
            None => nothing(),
            Some(End::Running) => view! { <Status text=busy tone=Tone::Running /> },
            Some(End::Done) => view! { <Status text=done tone=Tone::Success /> },
            Some(End::Failed(reason)) => view! { <Status text=reason tone=Tone::Danger /> },
        })
    }
}

/// All that the API said against a write, on one line.
fn words(error: &ApiError) -> String {
    let at_fields = error.fields().iter().map(|field| field.message.clone());
    std::iter::once(error.text()).chain(at_fields).collect::<Vec<_>>().join(" ")
}
