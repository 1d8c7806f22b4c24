//! The document's title.

use leptos::prelude::*;

use crate::reactive::effect;

/// Keeps the document's title: the page first, then what it is in, then Wheelhouse.
pub fn set_title(parts: impl Fn() -> Vec<String> + Send + Sync + 'static) {
    effect(move || {
        let parts = parts();
        let named = parts.iter().map(String::as_str).filter(|part| !part.is_empty());
        document().set_title(&named.chain(["Wheelhouse"]).collect::<Vec<_>>().join(" · "));
    });
}
