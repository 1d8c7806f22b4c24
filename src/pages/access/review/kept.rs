//! Where a review is kept: in this browser, for one person and one organization. There are no secrets in it.

use leptos::prelude::*;

use crate::access::review::{Item, Review};
use crate::reactive::State;

/// A review under way. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    pub review: State<Option<Review>>,
    /// Whether the browser refuses to keep it: it is lost with the page.
    pub is_lost: RwSignal<bool>,
    key: StoredValue<String>,
    /// The note that is being typed, and on which grant.
    typed: StoredValue<Option<(usize, String)>>,
}

impl Kept {
    /// What this person has kept for this organization.
    pub fn open(person: &str, organization: &str) -> Self {
        let key = format!("wheelhouse.access-review.{person}.{organization}");
        let text = storage().and_then(|storage| storage.get_item(&key).ok().flatten());
        let value = text.and_then(|text| serde_json::from_str(&text).ok());
        let review = value.and_then(|value| Review::from_json(&value, organization));
        Self {
            review: State::new(review),
            is_lost: RwSignal::new(false),
            key: StoredValue::new(key),
            typed: StoredValue::new(None),
        }
    }

    /// Takes this one, or none any more.
    pub fn set(self, review: Option<Review>) {
        let done = storage().and_then(|storage| {
            let done = self.key.try_with_value(|key| match &review {
                Some(review) => storage.set_item(key, &review.to_json().to_string()),
                None => storage.remove_item(key),
            });
            done?.ok()
        });
        self.is_lost.try_set(done.is_none() && review.is_some());
        self.review.try_set(review);
    }

    /// Changes what is said of one grant.
    pub fn change(self, at: usize, change: impl FnOnce(&mut Item)) {
        // A note is written when the page goes away, too.
        let mut review = self.review.try_get_untracked().flatten();
        if let Some(item) = review.as_mut().and_then(|review| review.items.get_mut(at)) {
            change(item);
            self.set(review);
        }
    }

    /// Keeps in mind what is typed: all of the review is written each time, so not at every key.
    pub fn type_note(self, at: usize, note: String) {
        if self.typed.with_value(|typed| typed.as_ref().is_some_and(|(other, _)| *other != at)) {
            self.write_note();
        }
        self.typed.set_value(Some((at, note)));
    }

    /// Writes what was typed.
    pub fn write_note(self) {
        if let Some((at, note)) = self.typed.try_update_value(Option::take).flatten() {
            self.change(at, |item| item.note = note);
        }
    }

    /// The note on a grant, with what is typed.
    pub fn note(self, at: usize) -> String {
        let typed = self.typed.with_value(|typed| typed.clone().filter(|(of, _)| *of == at));
        typed.map_or_else(|| untrack(|| self.read(at, |item| item.note.clone())), |(_, note)| note)
    }

    /// Says of the grants of these keys how they ended.
    pub fn end(self, ends: &[(String, String)]) {
        let mut review = self.review.get_untracked();
        let mut is_changed = false;
        for item in review.iter_mut().flat_map(|review| review.items.iter_mut()) {
            let key = item.key();
            if let Some((_, end)) = ends.iter().find(|(of, end)| *of == key && *end != item.end) {
                item.end.clone_from(end);
                is_changed = true;
            }
        }
        if is_changed {
            self.set(review);
        }
    }

    /// What is read of one grant.
    pub fn read<T: Default>(self, at: usize, read: impl FnOnce(&Item) -> T) -> T {
        self.review.with(|review| review.as_ref().and_then(|review| review.items.get(at)).map(read).unwrap_or_default())
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
