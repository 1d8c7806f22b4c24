//! An address that no page has.

use leptos::prelude::*;

use crate::components::page_title;
use crate::routes::Route;
use crate::ui::{ButtonLink, EmptyState, el, view, views};

/// Says so, and leads back to what there is.
pub fn page() -> AnyView {
    page_title("Page not found");
    let leave = || view! { <ButtonLink href=Route::Organizations.path()>"Go to organizations"</ButtonLink> };
    let words = view! {
        <EmptyState
            title="There is no page at this address"
            text="It may be mistyped, or what it led to has moved."
            actions=leave
        />
    };
    views![el("h1").class("visually-hidden").text("Page not found"), words]
}
