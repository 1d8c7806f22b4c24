//! Fetching what a page needs before it is opened: when the pointer or the focus reaches a link to it.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::routes::Route;

/// Calls `fetch` with the page that a link leads to, whenever the pointer or the focus reaches one; never for who asked
/// the browser to save data.
pub(super) fn on_approach(fetch: fn(Route)) {
    if saves_data() == Some(true) {
        return;
    }
    // The pointer crosses all that is inside of a link.
    let last = StoredValue::new_local(None::<String>);
    for name in ["pointerover", "focusin"] {
        let handle = window_event_listener_untyped(name, move |event| {
            let address = link_of(&event);
            if address.is_some() && last.with_value(|last| *last != address) {
                if let Some(address) = &address {
                    fetch(Route::parse(address.split(['?', '#']).next().unwrap_or_default()));
                }
                last.set_value(address);
            }
        });
        on_cleanup(move || handle.remove());
    }
}

/// The address of the link that something happened in, where it is one of the console's own.
fn link_of(event: &web_sys::Event) -> Option<String> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let address = target.closest("a[href]").ok()??.get_attribute("href")?;
    (address.starts_with('/') && !address.starts_with("//")).then_some(address)
}

/// None where the browser does not tell.
fn saves_data() -> Option<bool> {
    let connection = Reflect::get(&window().navigator(), &JsValue::from_str("connection")).ok()?;
    Reflect::get(&connection, &JsValue::from_str("saveData")).ok()?.as_bool()
}
