//! Whether something may be done to one of many.

use leptos::prelude::*;
use serde_json::Value;
use wheelhouse_contract::{Links, Relation};

use crate::data::AnyRead;

/// Whether a thing carries a link: as it is listed, or, as lists may carry fewer, as it is when read alone.
/// `None` while that is not known; what cannot be read carries none.
pub fn verdict(listed: &Value, relation: Relation, open: impl FnOnce() -> AnyRead) -> Signal<Option<bool>> {
    if Links::of(listed).allows(relation) {
        return Signal::stored(Some(true));
    }
    let read = open();
    Signal::derive(move || {
        let known = read.raw().map(|raw| Links::of(&raw).allows(relation));
        known.or_else(|| read.error().map(|_| false))
    })
}
