use leptos::prelude::*;

use super::{Icon, IconName};

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
    view! {
        <div class=style::empty>
            {icon.map(|name| view! { <Icon name /> })}
            <p class=style::title>{title}</p>
            <p class=style::text hidden=move || text.with(Option::is_none)>
                {text}
            </p>
            {actions.map(|actions| view! { <div class=style::actions>{actions.run()}</div> })}
        </div>
    }
    .into_any()
}
