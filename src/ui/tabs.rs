use leptos::prelude::*;

use super::el;

stylance::import_style!(style, "tabs.module.css");

/// The sub-pages of a thing. They are links and not ARIA tabs, since each has an address.
#[component]
pub fn Tabs(
    /// Whose pages they are, as the name of the navigation.
    #[prop(into)]
    label: Signal<String>,
    /// [`Tab`]s.
    children: Children,
) -> impl IntoView {
    el("nav").class(style::tabs).attr("aria-label", label).child(children()).into_any()
}

/// One link of [`Tabs`].
#[component]
pub fn Tab(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// It is the page shown.
    #[prop(into)]
    current: Signal<bool>,
    /// How many things are there, when known.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    el("a")
        .class(style::tab)
        .attr("href", href)
        .attr_fn("aria-current", move || current.get().then_some("page"))
        .child(children())
        .el(el("span").class(style::count).show_some(count))
        .into_any()
}
