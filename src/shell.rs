//! Who may see which page: the gate before everything, and the page for each address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::api::{Api, SessionState};
use crate::data::Cache;
use crate::forms::DraftOwner;
use crate::layouts::{Frame, Place, arrivals, forget_visits};
use crate::pages;
use crate::reactive::{effect, memo};
use crate::routes::{Route, sign_in_then};
use crate::ui::{ToastRegion, live, nothing, view, views};

/// The console behind its gate.
#[component]
pub fn Shell() -> impl IntoView {
    let session = Api::expect().session;
    let cache = Cache::expect();
    let route = Place::route_of_address();
    let location = use_location();
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |address: &str| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(address, options));
    };
    // The router leaves a clicked link's address out of the address bar until the page is drawn; here it always is.
    let address_bar = use_context::<BrowserUrl>();
    effect(move || {
        location.pathname.track();
        location.search.track();
        if let Some(address_bar) = &address_bar {
            address_bar.ready_to_complete();
        }
    });
    let is_out = memo(move || session.state() == SessionState::SignedOut);
    let is_awaited = memo(move || session.state() == SessionState::Awaited);
    let owner = DraftOwner::provide();
    let was_in = StoredValue::new(false);
    effect(move || {
        if !is_out.get() {
            was_in.set_value(!is_awaited.get());
            return;
        }
        cache.clear();
        // Drafts wait for the same person.
        owner.unset();
        // A tab that was never signed in keeps what a crash or an expired session left behind.
        if was_in.get_value() {
            forget_visits();
        }
    });
    effect(move || match route.get() {
        route if is_out.get() && !route.is_public() => {
            let address = format!(
                "{}{}",
                location.pathname.get_untracked(),
                location.search.with_untracked(|search| {
                    if search.is_empty() { String::new() } else { format!("?{}", search.trim_start_matches('?')) }
                })
            );
            go(&sign_in_then(&address));
        }
        _ => {}
    });
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Side {
        Gate,
        SignIn,
        Inside,
    }
    let side = memo(move || {
        let side = match route.get() {
            Route::SignIn => Side::SignIn,
            _ if is_out.get() || is_awaited.get() => Side::Gate,
            _ => Side::Inside,
        };
        (side, session.starts())
    });
    let content = move || match side.get().0 {
        Side::Gate => nothing(),
        Side::SignIn => view! { <pages::SignIn /> },
        Side::Inside => view! {
            <Frame route=route>
                <pages::Current />
            </Frame>
        },
    };
    views![live(content), view! { <ToastRegion /> }, arrivals(route)]
}
