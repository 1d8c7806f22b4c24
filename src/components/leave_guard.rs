//! Asks before changes that are not saved are left behind: by a link, by Back or Forward, by closing the tab.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::ui::{Button, ButtonKind, Dialog, el};

/// Where the person was about to go.
#[derive(Clone, PartialEq, Eq)]
enum Leaving {
    To(String),
    /// Back or Forward; the address they lead to is one step behind the one put on top of it.
    Back,
}

/// Guards the page that it is on while `dirty` holds.
#[component]
pub fn LeaveGuard(#[prop(into)] dirty: Signal<bool>) -> impl IntoView {
    let leaving = RwSignal::new(None::<Leaving>);
    let let_go = StoredValue::new(false);
    let here = StoredValue::new(address());
    let guards = move || dirty.try_get_untracked().unwrap_or(false) && !let_go.try_get_value().unwrap_or(true);
    let handles = [
        listen("beforeunload", move |event| {
            if guards() {
                event.prevent_default();
            }
        }),
        listen("click", move |event| {
            if let Some(target) = guards().then(|| link_of(&event)).flatten() {
                event.prevent_default();
                event.stop_immediate_propagation();
                leaving.set(Some(Leaving::To(target)));
            }
        }),
        listen("popstate", move |event| {
            if guards() {
                event.stop_immediate_propagation();
                if let Ok(history) = window().history() {
                    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here.get_value()));
                }
                leaving.set(Some(Leaving::Back));
            }
        }),
    ];
    let handles = StoredValue::new_local(Some(handles));
    on_cleanup(move || drop(handles.try_update_value(Option::take)));

    let navigate = StoredValue::new_local(use_navigate());
    let discard = move || {
        let_go.set_value(true);
        match leaving.get_untracked() {
            Some(Leaving::To(target)) => {
                navigate.with_value(|navigate| navigate(&target, leptos_router::NavigateOptions::default()));
            }
            Some(Leaving::Back) => {
                let _ = window().history().and_then(|history| history.back());
            }
            None => {}
        }
        leaving.set(None);
    };
    let stay = Callback::new(move |()| leaving.set(None));
    let actions = move || {
        let discard = view! {
            <Button kind=ButtonKind::Danger on_click=discard>
                "Discard changes"
            </Button>
        };
        vec![view! { <Button on_click=stay>"Keep editing"</Button> }.into_any(), discard.into_any()].into_any()
    };
    let open = Signal::derive(move || leaving.with(Option::is_some));
    view! {
        <Dialog open=open on_close=stay title="Leave without saving?" actions=actions>
            {el("p").text("What you entered here has not been sent and will be lost.")}
        </Dialog>
    }
}

/// A listener on the window, ahead of all others; removed when dropped.
struct Listener {
    name: &'static str,
    callback: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let _ = window().remove_event_listener_with_callback_and_bool(self.name, callback, true);
    }
}

fn listen(name: &'static str, handle: impl Fn(web_sys::Event) + 'static) -> Listener {
    let callback = Closure::<dyn Fn(web_sys::Event)>::new(handle);
    let function = callback.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback_and_bool(name, function, true);
    Listener { name, callback }
}

/// The console's own address that a plain click on a link leads to.
fn link_of(event: &web_sys::Event) -> Option<String> {
    let click = event.dyn_ref::<web_sys::MouseEvent>()?;
    if click.button() != 0 || click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key() {
        return None;
    }
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let href = element.closest("a[href]").ok()??.get_attribute("href")?;
    href.starts_with('/').then_some(href)
}

fn address() -> String {
    let location = window().location();
    [location.pathname(), location.search(), location.hash()].into_iter().flatten().collect()
}
