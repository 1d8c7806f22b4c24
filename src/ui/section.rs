use leptos::prelude::*;

use super::{el, unique_id};

stylance::import_style!(style, "section.module.css");

/// A part of a page under its own heading.
#[component]
pub fn Section(
    /// What the part is about.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence under the heading.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Actions on the part as a whole.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let id = unique_id("section");
    let words = el("div")
        .class(style::words)
        .child(el("h2").attr("id", id.clone()).show(title))
        .child(el("p").class(style::description).show_some(description));
    let actions = actions.map(|actions| el("div").class(style::actions).child(actions.run()).into_any());
    el("section")
        .class(style::section)
        .attr("aria-labelledby", id)
        .child(el("div").class(style::head).child(words).maybe(actions))
        .child(children())
        .into_any()
}

/// A box around things that belong together.
#[component]
pub fn Card(children: Children) -> impl IntoView {
    el("div").class(style::card).child(children()).into_any()
}
