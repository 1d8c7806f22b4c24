use leptos::prelude::*;

stylance::import_style!(style, "facts.module.css");

/// What is known of a thing, as names and values.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class=style::facts>{children()}</dl> }.into_any()
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
    view! {
        <div class=style::fact>
            <dt class=style::name>{label}</dt>
            <dd class=style::value>{children()}</dd>
        </div>
    }
    .into_any()
}
