//! The document's title.

use leptos::prelude::*;

/// Keeps the document's title: the page first, then what it is in, then Wheelhouse.
pub fn set_title(parts: impl Fn() -> Vec<String> + Send + Sync + 'static) {
    Effect::new(move |_| {
        let parts = parts();
        let named = parts.iter().map(String::as_str).filter(|part| !part.is_empty());
        document().set_title(&named.chain(["Wheelhouse"]).collect::<Vec<_>>().join(" · "));
    });
}
