//! What many requests need at once, and one of them asks for.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Mutex as Turn;

/// Whose turn it is to ask. What came of it is behind that.
pub(super) type Slot<T> = Arc<Turn<T>>;

/// Slots by what they are for.
pub(super) struct Slots<K, T>(Mutex<HashMap<K, Slot<T>>>);

impl<K: Eq + Hash, T: Default> Slots<K, T> {
    /// The slot for `key`. Of the others, those go that nobody uses and whose content does not last.
    pub(super) fn slot(&self, key: K, lasts: impl Fn(&T) -> bool) -> Slot<T> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(&key) {
            return slot.clone();
        }
        slots.retain(|_, slot| Arc::strong_count(slot) > 1 || slot.try_lock().is_ok_and(|content| lasts(&content)));
        slots.entry(key).or_default().clone()
    }
}

impl<K, T> Default for Slots<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K, T> fmt::Debug for Slots<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slots")
    }
}
