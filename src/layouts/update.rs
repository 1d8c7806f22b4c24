//! Says when the server has another version than this page. The page goes on with what it has until the person reloads
//! it: forms are finished first. Where a page cannot be shown, as its file went with the version before, and nothing typed
//! would be lost, it is loaded afresh.

use std::time::Duration;

use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::theme::tab_storage;
use crate::chunk::{in_chunk, take_lacking};
use crate::components::LeaveGate;
use crate::ui::{Button, el, live, nothing, view};

stylance::import_style!(style, "update.module.css");

/// How often is looked while the page is on screen.
const OFTEN: Duration = Duration::from_secs(10 * 60);
/// How soon is looked again when the page is back on screen, in milliseconds.
const SOON: f64 = 60_000.0;
/// Where this tab keeps the programs that it has left by loading itself afresh.
const RELOADED: &str = "wheelhouse.reloaded";
/// The event by which `boot/fetch.js` says that a file of the page is gone.
const MISSING: &str = "wheelhouse.missing";

/// The notice; nothing as long as there is nothing newer.
pub fn update_notice() -> AnyView {
    notice().view_beside_pages()
}

in_chunk! {
    frame: quiet fn notice() { drawn() }
}

fn drawn() -> AnyView {
    let is_there = RwSignal::new(false);
    let gate = LeaveGate::expect();
    let looked = StoredValue::new(js_sys::Date::now());
    let look = move |after: f64| {
        let now = js_sys::Date::now();
        if is_there.get_untracked() || document().hidden() || now - looked.get_value() < after {
            return;
        }
        looked.set_value(now);
        spawn_local(async move {
            if is_another_served().await {
                is_there.try_set(true);
            }
        });
    };
    let shown = window_event_listener_untyped("visibilitychange", move |_| look(SOON));
    // What lacks the file is told right after the event.
    let missing = window_event_listener_untyped(MISSING, move |_| {
        spawn_local(async move {
            let is_lacking = take_lacking();
            if is_there.try_get_untracked() == Some(true) || is_another_served().await {
                is_there.try_set(true);
                if is_lacking && !gate.is_guarded() {
                    reload_once();
                }
            }
        });
    });
    let timer = set_interval_with_handle(move || look(SOON), OFTEN).ok();
    on_cleanup(move || {
        shown.remove();
        missing.remove();
        timer.iter().for_each(IntervalHandle::clear);
    });
    let notice = move || {
        if !is_there.get() {
            return nothing();
        }
        let reload = view! { <Button on_click=move || drop(window().location().reload())>"Reload"</Button> };
        let text = "There’s a newer version of Wheelhouse. Reload this page when you’re ready.";
        el("div").class(style::update).el(el("p").text(text)).child(reload).into_any()
    };
    el("div").attr("role", "status").child(live(notice)).into_any()
}

/// Loads the page afresh, once from each program: servers that differ would have it go on for ever.
fn reload_once() -> Option<()> {
    let (storage, own) = (tab_storage()?, own_script()?);
    let left = storage.get_item(RELOADED).ok()?.unwrap_or_default();
    if !left.contains(&own) {
        storage.set_item(RELOADED, &(left + &own)).ok()?;
        window().location().reload().ok()?;
    }
    Some(())
}

fn own_script() -> Option<String> {
    document().query_selector("script[type=module][src]").ok()??.get_attribute("src")
}

/// Whether the server's page starts another program than this one.
async fn is_another_served() -> bool {
    let Some(own) = own_script() else { return false };
    let Ok(answer) = Request::get("/").cache(web_sys::RequestCache::NoCache).send().await else { return false };
    let is_page = answer.ok();
    let text = answer.text().await.unwrap_or_default();
    // What somebody else answers in its place is no version.
    is_page && text.contains("type=\"module\"") && text.contains("Wheelhouse") && !text.contains(&own)
}
