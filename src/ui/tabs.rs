use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::reactive::effect;

use super::{Handle, el};

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
    /// The page shown is it, or is below it.
    #[prop(optional, into)]
    within: Signal<bool>,
    /// How many things are there, when known.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let tab = Handle::new();
    // The strip may be wider than its place, and goes on to the side.
    effect(move || {
        if current.get() || within.get() {
            request_animation_frame(move || {
                let Some(tab) = tab.get::<HtmlElement>() else { return };
                if let Some(strip) = tab.parent_element().and_then(|strip| strip.dyn_into::<HtmlElement>().ok()) {
                    let middle = tab.offset_left() - strip.offset_left() + tab.offset_width() / 2;
                    strip.set_scroll_left(middle - strip.client_width() / 2);
                }
            });
        }
    });
    el("a")
        .class(style::tab)
        .handle(tab)
        .attr("href", href)
        .attr_fn("aria-current", move || match current.get() {
            true => Some("page"),
            false => within.get().then_some("true"),
        })
        .child(children())
        .child(el("span").class(style::count).show_some(count))
        .into_any()
}
