use leptos::prelude::*;

stylance::import_style!(style, "kbd.module.css");

/// Keys to press, decorative beside the action they stand for.
#[component]
pub fn Kbd(
    /// The keys, separated by spaces: "Ctrl K".
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    let keys = keys.split_whitespace().map(|key| view! { <kbd class=style::key>{key.to_owned()}</kbd> }).collect_view();
    view! { <span class=style::keys>{keys}</span> }.into_any()
}
