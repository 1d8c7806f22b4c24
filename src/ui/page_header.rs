use leptos::prelude::*;

stylance::import_style!(style, "page_header.module.css");

/// The name of the page, what is most worth knowing about its subject, and what can be done with it.
///
/// The heading takes the focus when a page is opened by a link, so that screen readers start there:
/// it is the only `h1`, with `tabindex="-1"`.
#[component]
pub fn PageHeader(
    /// The name of the page's subject.
    #[prop(into)]
    title: Signal<String>,
    /// State, type and the like, beside the name.
    #[prop(optional, into)]
    meta: Option<ViewFn>,
    /// One sentence below the name.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The page's actions.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    view! {
        <header class=style::header>
            <div class=style::identity>
                <h1 class=style::title tabindex="-1">
                    {title}
                </h1>
                {meta.map(|meta| view! { <div class=style::meta>{meta.run()}</div> })}
                <p class=style::description hidden=move || description.with(Option::is_none)>
                    {description}
                </p>
            </div>
            {actions.map(|actions| view! { <div class=style::actions>{actions.run()}</div> })}
        </header>
    }
    .into_any()
}
