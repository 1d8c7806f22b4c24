use leptos::prelude::*;

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
    items: Signal<Vec<Crumb>>,
) -> impl IntoView {
    let steps = move || {
        let step = |Crumb { label, href }| {
            let content = match href {
                Some(href) => view! { <a class=style::link href=href>{label}</a> }.into_any(),
                None => view! { <span class=style::here aria-current="page">{label}</span> }.into_any(),
            };
            view! { <li class=style::step>{content}</li> }
        };
        items.get().into_iter().map(step).collect_view()
    };
    view! {
        <nav aria-label="Breadcrumb">
            <ol class=style::steps>{steps}</ol>
        </nav>
    }
    .into_any()
}
