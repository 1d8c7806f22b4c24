//! What a tab keeps of its session in its own storage, and how the other tabs hear of a sign-out.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Where this tab keeps the API token when asked to.
pub(super) const STORAGE_KEY: &str = "wheelhouse.api-token";
/// Where this tab keeps when that was, in milliseconds since 1970.
const SINCE_KEY: &str = "wheelhouse.signed-in";
/// Where all tabs find when one of them signed out last.
const OUT_KEY: &str = "wheelhouse.signed-out";
/// The channel that tells other tabs of sign-outs.
const CHANNEL: &str = "wheelhouse.session";

/// The API token that this tab keeps.
pub fn kept() -> Option<String> {
    storage()?.get_item(STORAGE_KEY).ok().flatten()
}

/// When this tab signed in, in milliseconds since 1970: now, if it does not know.
pub fn since() -> i64 {
    millis(storage(), SINCE_KEY).unwrap_or_else(now)
}

/// Keeps when this tab signed in, and the API token if that is asked for.
pub fn keep(api_token: Option<&str>, since: i64) {
    // A browser may refuse storage: the session then simply ends with the page.
    let Some(storage) = storage() else { return };
    let _ = match api_token {
        Some(token) => storage.set_item(STORAGE_KEY, token),
        None => storage.remove_item(STORAGE_KEY),
    };
    let _ = storage.set_item(SINCE_KEY, &since.to_string());
}

/// Keeps nothing any more.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(STORAGE_KEY);
        let _ = storage.remove_item(SINCE_KEY);
    }
}

/// Tells all other tabs that this one signed out.
pub fn tell_of_sign_out() {
    if let Some(shared) = shared_storage() {
        let _ = shared.set_item(OUT_KEY, &now().to_string());
    }
    if let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&JsValue::from_str("sign-out"));
        channel.close();
    }
}

/// Calls `forget` when another tab has signed out, as long as the page lives; `since` says when this one signed in.
pub fn hear_of_sign_out(since: impl Fn() -> i64 + 'static, forget: impl Fn() + Copy + 'static) {
    // A page that Back brings back as it was heard nothing meanwhile. One that is loaded looks by itself (boot/start.js).
    let back = window_event_listener(leptos::ev::pageshow, move |event| {
        if event.persisted() && millis(shared_storage(), OUT_KEY).is_some_and(|out| out > since()) {
            forget();
        }
    });
    std::mem::forget(back);
    let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) else { return };
    let on_message = Closure::<dyn Fn()>::new(forget);
    channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    std::mem::forget(channel);
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// Storage that all tabs share.
fn shared_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn millis(storage: Option<web_sys::Storage>, key: &str) -> Option<i64> {
    storage?.get_item(key).ok()??.parse().ok()
}

/// In milliseconds since 1970.
pub fn now() -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
    let now = js_sys::Date::now() as i64;
    now
}
