use leptos::prelude::*;

use super::icon::icon as draw_icon;
use super::{IconName, el};

stylance::import_style!(pub(crate) style, "empty_state.module.css");

/// Where a list would be: what would be here, and the one action that puts it there.
#[component]
pub fn EmptyState(
    /// "No variables yet", or "No variables match".
    #[prop(into)]
    title: Signal<String>,
    /// What such a thing is good for, or how to see more.
    #[prop(optional, into)]
    text: Signal<Option<String>>,
    /// The icon of the kind of thing.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The action that puts something here, or clears the filter.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    el("div")
        .class(style::empty)
        .maybe(icon.map(draw_icon))
        .child(el("p").class(style::title).show(title))
        .child(el("p").class(style::text).show_some(text))
        .maybe(actions.map(|actions| el("div").class(style::actions).child(actions.run()).into_any()))
        .into_any()
}
