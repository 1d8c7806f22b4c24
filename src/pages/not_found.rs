//! An address that no page has.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::page_title;
use crate::routes::Route;
use crate::ui::{ButtonKind, ButtonLink, el, view};

/// Says so, and leads back to what there is.
pub fn page() -> AnyView {
    page_title("Page not found");
    let address = use_location().pathname;
    let home = view! { <ButtonLink kind=ButtonKind::Primary href=Route::Home.path()>"Go home"</ButtonLink> };
    let what = el("p").text("Nothing is at ").child(el("code").show(address.into())).text(". Check the address.");
    el("div")
        .class("stack")
        .child(el("h1").attr("tabindex", "-1").text("Page not found"))
        .child(what)
        .child(el("div").child(home))
        .into_any()
}
