//! The way to what answers at a domain.

use leptos::prelude::*;
use wheelhouse_contract::checks::domain as check;

use crate::ui::{Icon, IconName, VisuallyHidden, el, view};

stylance::import_style!(style, "open.module.css");

/// A link to the domain itself, in a new tab. A name that no browser can open has none.
pub fn open_link(name: &str) -> Option<AnyView> {
    if name.starts_with('*') || check(name).is_err() {
        return None;
    }
    let words = format!("Open {name} in a new tab");
    let link = el("a")
        .class(style::open)
        .attr("href", format!("https://{name}"))
        .attr("title", words.clone())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(view! { <Icon name=IconName::EXTERNAL /> })
        .child(view! { <VisuallyHidden>{words}</VisuallyHidden> });
    Some(link.into_any())
}
