//! Mounts the console: configuration first, then everything that pages share.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;

use crate::api::{Api, Config, ConfigError};
use crate::components::LeaveGate;
use crate::data::Cache;
use crate::pages::DesignPage;
use crate::shell::Shell;
use crate::ui::{ErrorState, ToastRegion, Toaster, el, live, nothing, view};

/// How long nothing is said while the configuration loads.
const PATIENCE: Duration = Duration::from_secs(10);

/// Puts the console into the page.
pub fn mount() {
    begin();
    leptos::mount::mount_to_body(App);
}

/// Puts the design system's page there instead.
pub fn mount_design() {
    begin();
    Toaster::provide();
    leptos::mount::mount_to_body(|| {
        let page = view! { <DesignPage /> };
        el("div").child(el("main").attr("id", "content").child(page)).child(view! { <ToastRegion /> }).into_any()
    });
}

fn begin() {
    // Without it a panic says only "unreachable", as it does in a release: there nothing but the trap is left of one.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    if let Some(loading) = document().get_element_by_id("loading") {
        loading.remove();
    }
}

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    let config = RwSignal::new(None::<Result<Config, ConfigError>>);
    let late = RwSignal::new(false);
    let load = move || {
        let origin = window().location().origin().unwrap_or_default();
        late.set(false);
        set_timeout(move || late.set(true), PATIENCE);
        spawn_local(async move { config.set(Some(Config::load(&origin).await)) });
    };
    load();
    live(move || match config.get() {
        None if late.get() => {
            let text = "config.json is taking too long to load. Check your connection and the server.";
            let error = view! {
                <ErrorState title="Wheelhouse can’t start yet" text=Some(text.to_owned()) on_retry=load />
            };
            el("main").child(error).into_any()
        }
        None => nothing(),
        Some(Ok(config)) => view! { <Configured config=config /> },
        Some(Err(error)) => {
            let error = view! { <ErrorState title="Wheelhouse is not configured" text=Some(error.0) on_retry=load /> };
            el("main").child(error).into_any()
        }
    })
}

#[component]
fn Configured(config: Config) -> impl IntoView {
    let api = Api::new(config);
    provide_context(api);
    provide_context(Cache::new(api));
    Toaster::provide();
    LeaveGate::provide();
    view! {
        <Router>
            <Shell />
        </Router>
    }
}
