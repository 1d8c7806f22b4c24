use leptos::prelude::*;

use super::unique_id;

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
    /// What stands here destroys something.
    #[prop(optional)]
    danger: bool,
    children: Children,
) -> impl IntoView {
    let id = unique_id("section");
    view! {
        <section class=style::section data-danger=danger.then_some("") aria-labelledby=id.clone()>
            <div class=style::head>
                <div class=style::words>
                    <h2 id=id.clone()>{title}</h2>
                    <p class=style::description hidden=move || description.with(Option::is_none)>
                        {description}
                    </p>
                </div>
                {actions.map(|actions| view! { <div class=style::actions>{actions.run()}</div> })}
            </div>
            {children()}
        </section>
    }
    .into_any()
}

/// A box around things that belong together.
#[component]
pub fn Card(children: Children) -> impl IntoView {
    view! { <div class=style::card>{children()}</div> }.into_any()
}
