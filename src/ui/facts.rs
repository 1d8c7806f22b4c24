use leptos::prelude::*;

use super::el;

stylance::import_style!(style, "facts.module.css");

/// What is known of a thing, as names and values.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    el("dl").class(style::facts).child(children()).into_any()
}

/// One name and its value in [`Facts`].
#[component]
pub fn Fact(
    /// The name.
    #[prop(into)]
    label: Signal<String>,
    /// The value.
    children: Children,
) -> impl IntoView {
    el("div")
        .class(style::fact)
        .child(el("dt").class(style::name).show(label))
        .child(el("dd").class(style::value).child(children()))
        .into_any()
}
