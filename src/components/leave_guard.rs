//! Asks before changes that are not saved are left behind: by a link, by Back or Forward, by closing the tab.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::routes::own_path;
use crate::ui::{Button, ButtonKind, Dialog, el, live, view, views};

/// What ends the page. It outlives the menu or dialog that it was chosen in.
type Ending = Arc<dyn Fn() + Send + Sync>;

/// What the person was about to do.
#[derive(Clone)]
enum Leaving {
    To(String),
    /// Back or Forward; the address they lead to is one step behind the one put on top of it.
    Back,
    /// Signing out, which ends the page without an address.
    Then(Ending),
}

/// What the page that is open is asked before it is left.
#[derive(Clone)]
struct Guard {
    /// On the way Back or Forward.
    back: Rc<dyn Fn(&web_sys::Event)>,
    /// Whether it asks first, and does this itself afterwards.
    then: Rc<dyn Fn(&Ending) -> bool>,
    /// Whether it would.
    asks: Rc<dyn Fn() -> bool>,
}

/// Hears of Back and Forward before the router does, which browsers tell in the order of listening.
#[derive(Clone, Copy)]
pub struct LeaveGate(StoredValue<Option<Guard>, LocalStorage>);

impl LeaveGate {
    /// Starts listening; has to come before the router.
    pub fn provide() {
        let gate = Self(StoredValue::new_local(None));
        let listener = listen("popstate", move |event| {
            if let Some(guard) = gate.0.try_get_value().flatten() {
                (guard.back)(&event);
            }
        });
        // It listens as long as the page is there.
        std::mem::forget(listener);
        provide_context(gate);
    }

    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self(StoredValue::new_local(None)))
    }

    /// Does what ends the page, as signing out does: at once, or where changes would be lost after a question.
    pub fn leave(self, then: impl Fn() + Send + Sync + 'static) {
        let then: Ending = Arc::new(then);
        let asks = self.0.try_get_value().flatten().is_some_and(|guard| (guard.then)(&then));
        if !asks {
            then();
        }
    }

    /// Whether something on the page would be lost without a question.
    pub fn is_guarded(self) -> bool {
        self.0.try_get_value().flatten().is_some_and(|guard| (guard.asks)())
    }

    fn set(self, guard: Option<Guard>) {
        let _ = self.0.try_update_value(|held| *held = guard);
    }
}

/// Guards the page that it is on while `dirty` holds.
#[component]
pub fn LeaveGuard(
    #[prop(into)] dirty: Signal<bool>,
    /// Called when the person chooses to leave the changes behind.
    #[prop(optional, into)]
    on_discard: Option<Callback<()>>,
) -> impl IntoView {
    let leaving = RwSignal::new(None::<Leaving>);
    let let_go = StoredValue::new(false);
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
    ];
    let handles = StoredValue::new_local(Some(handles));
    let location = use_location();
    let gate = LeaveGate::expect();
    let then = Rc::new(move |then: &Ending| {
        let asks = guards();
        if asks {
            leaving.set(Some(Leaving::Then(then.clone())));
        }
        asks
    });
    let back = Rc::new(move |event: &web_sys::Event| {
        if guards() {
            event.stop_immediate_propagation();
            let here = format!(
                "{}{}",
                own_path(&location.pathname.get_untracked()),
                with_mark('?', &location.search.get_untracked())
            );
            if let Ok(history) = window().history() {
                let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&here));
            }
            leaving.set(Some(Leaving::Back));
        }
    });
    gate.set(Some(Guard { back, then, asks: Rc::new(guards) }));
    on_cleanup(move || {
        gate.set(None);
        drop(handles.try_update_value(Option::take));
    });

    let navigate = StoredValue::new_local(use_navigate());
    // Who signs out comes back to a draft, where the page keeps one.
    let is_kept = move || on_discard.is_some() && leaving.with(|leaving| matches!(leaving, Some(Leaving::Then(_))));
    let leave = move || {
        let_go.set_value(true);
        if let Some(on_discard) = on_discard.filter(|_| !is_kept()) {
            on_discard.run(());
        }
        match leaving.get_untracked() {
            Some(Leaving::To(target)) => {
                navigate.with_value(|navigate| navigate(&target, leptos_router::NavigateOptions::default()));
            }
            Some(Leaving::Back) => {
                let _ = window().history().and_then(|history| history.back());
            }
            Some(Leaving::Then(then)) => then(),
            None => {}
        }
        leaving.try_set(None);
    };
    let stay = Callback::new(move |()| leaving.set(None));
    let actions = move || {
        let leave = live(move || match is_kept() {
            true => view! { <Button kind=ButtonKind::Primary on_click=leave>"Sign out"</Button> },
            false => view! {
                <Button kind=ButtonKind::Danger on_click=leave>
                    "Discard changes"
                </Button>
            },
        });
        views![view! { <Button on_click=stay>"Keep editing"</Button> }, leave]
    };
    let text = move || match is_kept() {
        true => "Your changes are kept as a draft in this tab until you sign in again. Secrets aren’t kept.",
        false => "Your changes haven’t been saved and will be lost.",
    };
    let open = Signal::derive(move || leaving.with(Option::is_some));
    view! {
        <Dialog open=open on_close=stay title="Leave without saving?" actions=actions>
            {el("p").child(live(move || text().into_any()))}
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

/// A part of an address with its mark before it, when there is one.
fn with_mark(mark: char, part: &str) -> String {
    let part = part.trim_start_matches(mark);
    if part.is_empty() { String::new() } else { format!("{mark}{part}") }
}
