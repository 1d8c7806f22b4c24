use leptos::prelude::*;

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
    view! {
        <nav class=style::tabs aria-label=label>
            {children()}
        </nav>
    }
    .into_any()
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
    view! {
        <a class=style::tab href=href aria-current=move || current.get().then_some("page")>
            {children()}
            <span class=style::count hidden=move || count.with(Option::is_none)>
                {count}
            </span>
        </a>
    }
    .into_any()
}
