//! A resource as the API sees it.

use leptos::prelude::*;

use crate::data::AnyRead;
use crate::ui::{CopyButton, el, live, nothing, view};

stylance::import_style!(style, "raw.module.css");

/// The JSON of an answer, folded away until it is wanted; what is a secret the API does not answer.
pub fn as_the_api_sees_it(read: AnyRead) -> AnyView {
    let text =
        Signal::derive(move || read.raw().and_then(|raw| serde_json::to_string_pretty(&*raw).ok()).unwrap_or_default());
    let path = Signal::derive(move || read.path().unwrap_or_default());
    let open = RwSignal::new(false);
    // Written out only while it is open: it may be long.
    let content = move || match open.get() {
        true => el("div")
            .class(style::content)
            .child(
                el("div")
                    .class(style::head)
                    .child(el("code").class(style::path).show(path))
                    .child(view! { <CopyButton text=text label="Copy JSON" /> }),
            )
            .child(el("pre").class(style::json).attr("tabindex", "0").child(el("code").show(text)))
            .into_any(),
        false => nothing(),
    };
    let toggled = move |event: web_sys::Event| {
        use wasm_bindgen::JsCast;
        let details = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    el("details")
        .class(style::raw)
        .on("toggle", toggled)
        .child(el("summary").class(style::summary).text("API response"))
        .child(live(content))
        .into_any()
}
