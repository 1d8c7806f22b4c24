//! An address that no page has.

use leptos::prelude::*;

use crate::components::set_title;
use crate::routes::Route;
use crate::ui::{ButtonLink, EmptyState};

/// Says so, and leads back to what there is.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    set_title(|| vec!["Page not found".to_owned()]);
    view! {
        <h1 class="visually-hidden">"Page not found"</h1>
        <EmptyState
            title="There is no page at this address"
            text="It may be mistyped, or what it led to has moved."
            actions=|| view! { <ButtonLink href=Route::Organizations.path()>"Go to organizations"</ButtonLink> }
        />
    }
}
