use leptos::prelude::*;

use super::el;

stylance::import_style!(style, "kbd.module.css");

/// Keys to press, decorative beside the action they stand for.
#[component]
pub fn Kbd(
    /// The keys, separated by spaces: "Ctrl K".
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    let keys = keys.split_whitespace().map(|key| el("kbd").class(style::key).text(key.to_owned()).into_any());
    el("span").class(style::keys).children(keys).into_any()
}
