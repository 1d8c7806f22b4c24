use leptos::prelude::*;

use super::el;
use crate::reactive::Derived;

stylance::import_style!(style, "breadcrumb.module.css");

/// One step of a [`Breadcrumb`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    label: String,
    href: Option<String>,
}

impl Crumb {
    /// A step that leads somewhere.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// The page itself, the last step.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// The path to the page, from the outermost thing to the page itself.
#[component]
pub fn Breadcrumb(
    /// The steps.
    #[prop(into)]
    items: Derived<Vec<Crumb>>,
) -> impl IntoView {
    let steps = move || {
        let step = |Crumb { label, href }| {
            let content = match href {
                Some(href) => el("a").class(style::link).attr("href", href),
                None => el("span").class(style::here).attr("aria-current", "page"),
            };
            el("li").class(style::step).child(content.text(label)).into_any()
        };
        items.get().into_iter().map(step).collect::<Vec<_>>().into_any()
    };
    el("nav").attr("aria-label", "Breadcrumb").child(el("ol").class(style::steps).child_fn(steps)).into_any()
}
