//! What stands above a list.

use leptos::prelude::*;

use super::style;
use crate::ui::{El, el};

/// The search of a list, what else narrows it, how many rows it has, and at the far right ways elsewhere with the list's
/// main action last. On small screens all but the search is one line, which scrolls.
pub fn toolbar(search: AnyView, filters: AnyView, amount: Signal<String>, ways: Vec<AnyView>) -> El {
    let amount = el("span").class("muted").attr("aria-live", "polite").show(amount);
    let rest =
        el("div").class(style::rest).child(filters).child(amount).child(el("div").class(style::ways).children(ways));
    el("div").class(style::tools).child(el("div").class(style::search).child(search)).child(rest)
}
