//! A value before and after.

use leptos::prelude::*;

use crate::text::marked_lines;
use crate::ui::el;

stylance::import_style!(style, "change_view.module.css");

/// What a write does to a value.
pub enum Before {
    /// There was none.
    Nothing,
    Value(String),
    /// There was one that cannot be read.
    Secret,
}

/// Both in a line, the one before struck through.
pub fn change_view(before: Before, after: AnyView) -> AnyView {
    let before = match before {
        Before::Nothing => None,
        Before::Value(before) => Some(el("del").class(style::before).text(marked_lines(&before))),
        Before::Secret => Some(el("span").class("muted").text("a sensitive value")),
    };
    let arrow = before.is_some().then(|| el("span").attr("aria-hidden", "true").text(" → ").into_any());
    el("code").class(style::value).maybe(before.map(|before| before.into_any())).maybe(arrow).child(after).into_any()
}
