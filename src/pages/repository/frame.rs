//! What the pages of a revision have in common: the way from its root, its title, its states.

use leptos::prelude::*;

use super::revision::Revision;
use crate::components::{DataOf, Loaded};
use crate::routes::Route;
use crate::ui::{ButtonLink, PageHeader, el, live, nothing, view, views};

stylance::import_style!(pub(crate) style, "repository.module.css");

/// What such a page shows.
pub struct Frame {
    pub revision: Revision,
    /// The way from the root to what the page is about.
    pub steps: Vec<String>,
    pub title: Signal<String>,
    /// What is being loaded, for screen readers.
    pub loading: &'static str,
    pub data: DataOf,
    pub meta: ViewFn,
    pub actions: ViewFn,
    /// Drawn once all is known, and again when it changes.
    pub content: ViewFn,
}

/// Draws it.
pub fn frame(frame: Frame) -> AnyView {
    let Frame { revision, steps, title, loading, data: (ready, error, awaited, retry), meta, actions, content } = frame;
    let inside = move || {
        let (meta, actions, content) = (meta.clone(), actions.clone(), content.clone());
        views![
            view! { <PageHeader title=title meta=move || meta.run() actions=move || actions.run() /> },
            live(move || content.run())
        ]
    };
    let loaded = view! {
        <Loaded ready=ready error=error loading=awaited on_retry=retry label=loading>
            {inside()}
        </Loaded>
    };
    views![way(revision, &steps), loaded]
}

/// Links from the revision down to the page; none on the page of the revision itself.
fn way(revision: Revision, steps: &[String]) -> AnyView {
    let Some((last, above)) = steps.split_last() else { return nothing() };
    let link = |label: &str, route: Route| {
        let link = el("a").attr("href", route.path()).text(label.to_owned());
        el("li").child(link).into_any()
    };
    let mut links = vec![link(&revision.label(), revision.route())];
    for (at, step) in above.iter().enumerate() {
        links.push(link(step, revision.path(above.get(..=at).unwrap_or_default())));
    }
    let here = el("li").child(el("span").attr("aria-current", "page").text(last.clone()));
    links.push(here.into_any());
    el("nav").attr("aria-label", "Path").child(el("ol").class(style::way).children(links)).into_any()
}

/// A link that looks like a button.
pub fn button(label: &'static str, href: Signal<String>) -> AnyView {
    view! { <ButtonLink href=href>{label}</ButtonLink> }
}
