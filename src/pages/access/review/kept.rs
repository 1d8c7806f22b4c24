//! Where a review is kept: in this browser, for one person and one organization. There are no secrets in it.

use leptos::prelude::*;

use crate::access::review::{Item, Review};
use crate::reactive::State;

/// A review under way. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    pub review: State<Option<Review>>,
    key: StoredValue<String>,
}

impl Kept {
    /// What this person has kept for this organization.
    pub fn open(person: &str, organization: &str) -> Self {
        let key = format!("wheelhouse.access-review.{person}.{organization}");
        let text = storage().and_then(|storage| storage.get_item(&key).ok().flatten());
        let value = text.and_then(|text| serde_json::from_str(&text).ok());
        let review = value.and_then(|value| Review::from_json(&value, organization));
        Self { review: State::new(review), key: StoredValue::new(key) }
    }

    /// Takes this one, or none any more.
    pub fn set(self, review: Option<Review>) {
        if let Some(storage) = storage() {
            // A browser that keeps nothing still has it as long as the page is open.
            let _ = self.key.with_value(|key| match &review {
                Some(review) => storage.set_item(key, &review.to_json().to_string()),
                None => storage.remove_item(key),
            });
        }
        self.review.try_set(review);
    }

    /// Changes what is said of one grant.
    pub fn change(self, at: usize, change: impl FnOnce(&mut Item)) {
        let mut review = self.review.get_untracked();
        if let Some(item) = review.as_mut().and_then(|review| review.items.get_mut(at)) {
            change(item);
            self.set(review);
        }
    }

    /// Changes what is said of the grant of this key.
    pub fn end(self, key: &str, end: &str) {
        let at = self.review.with_untracked(|review| review.as_ref()?.items.iter().position(|item| item.key() == key));
        if let Some(at) = at {
            self.change(at, |item| item.end = end.to_owned());
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
