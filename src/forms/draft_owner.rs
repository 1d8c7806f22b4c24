//! Whose drafts the tab keeps: they wait for the person who typed them, and nobody else finds them.

use leptos::prelude::*;

use super::draft::{forget_drafts, storage};

/// Where the tab keeps the id of the person.
const KEY: &str = "drafts-of";

/// Who typed what the tab keeps; `None` while it is not known who is signed in.
#[derive(Clone, Copy)]
pub struct DraftOwner(RwSignal<Option<String>>);

impl DraftOwner {
    /// A page that is reloaded is still that of the person who typed last in its tab.
    pub fn provide() -> Self {
        let owner = Self(RwSignal::new(storage().and_then(|storage| storage.get_item(KEY).ok().flatten())));
        provide_context(owner);
        owner
    }

    /// Where nobody asks who is signed in, all drafts are one person's.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(Some(String::new()))))
    }

    /// Says who is signed in. What somebody else typed is forgotten.
    pub fn set(self, person: &str) {
        if let Some(storage) = storage()
            && storage.get_item(KEY).ok().flatten().as_deref() != Some(person)
        {
            forget_drafts();
            let _ = storage.set_item(KEY, person);
        }
        if self.0.with_untracked(|known| known.as_deref() != Some(person)) {
            self.0.set(Some(person.to_owned()));
        }
    }

    /// Nobody is signed in: whoever signs in next has to be known before a draft is shown or kept.
    pub fn unset(self) {
        self.0.set(None);
    }

    /// Who is signed in, as far as it is known.
    pub(super) fn now(self) -> Option<String> {
        self.0.get()
    }
}
