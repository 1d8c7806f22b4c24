//! "Search or do…": one box over organizations, projects, environments, pages and actions, and the shortcuts that open
//! it.

mod entries;
mod forms;
mod palette;
mod rank;
mod shortcuts;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::chunk::in_chunk;
use crate::ui::{Dialog, Icon, IconName, Kbd, el, view, views};

stylance::import_style!(style, "search.module.css");

/// The ids of the list and of the text it follows.
const LIST: &str = "search-results";
/// Where it is remembered that shortcuts are off.
const STORAGE_KEY: &str = "wheelhouse.shortcuts";

/// What the frame can open.
#[derive(Clone, Copy)]
pub struct Commands {
    pub search: RwSignal<bool>,
    pub shortcuts: RwSignal<bool>,
    /// What is typed.
    typed: RwSignal<String>,
    /// The id of the row that Enter takes.
    active: RwSignal<Option<String>>,
    /// Takes the keys that are for the list, once that is there.
    keys: StoredValue<Option<Callback<web_sys::KeyboardEvent>>, LocalStorage>,
    /// Whether shortcuts work.
    enabled: RwSignal<bool>,
}

impl Commands {
    pub fn provide() -> Self {
        let commands = Self {
            search: RwSignal::new(false),
            shortcuts: RwSignal::new(false),
            typed: RwSignal::new(String::new()),
            active: RwSignal::new(None),
            keys: StoredValue::new_local(None),
            enabled: RwSignal::new(kept().as_deref() != Some("off")),
        };
        provide_context(commands);
        let handle = window_event_listener_untyped("keydown", move |event| commands.on_key(event.unchecked_ref()));
        on_cleanup(move || handle.remove());
        commands
    }

    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    fn open(self) {
        self.typed.set(String::new());
        self.search.set(true);
    }

    fn on_key(self, event: &web_sys::KeyboardEvent) {
        let key = event.key();
        let is_modified = event.ctrl_key() || event.meta_key();
        let opens = is_modified && !event.alt_key() && !event.shift_key() && key.eq_ignore_ascii_case("k");
        let is_single = !is_modified && !event.alt_key() && !is_typing(event);
        match &*key {
            _ if event.default_prevented() || !self.enabled.get_untracked() || is_asked() => return,
            _ if opens => self.open(),
            "/" if is_single => self.open(),
            "?" if is_single => self.shortcuts.set(true),
            _ => return,
        }
        event.prevent_default();
    }
}

/// Whether a key goes into a text.
fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let typing = "input, textarea, select, [contenteditable]";
    target.is_some_and(|target| target.closest(typing).is_ok_and(|found| found.is_some()))
}

/// Whether a dialog is open: whatever is typed is meant for it.
fn is_asked() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}

fn kept() -> Option<String> {
    storage()?.get_item(STORAGE_KEY).ok().flatten()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The keys that open the search, as this keyboard has them.
fn keys() -> &'static str {
    let platform = window().navigator().platform().unwrap_or_default();
    if platform.starts_with("Mac") || platform.starts_with("iP") { "⌘ K" } else { "Ctrl K" }
}

in_chunk! {
    search: fn list(commands: Commands) { palette::palette(commands) }
}

in_chunk! {
    search: fn shortcuts(commands: Commands) { shortcuts::shortcuts(commands) }
}

/// The box in the top bar.
pub fn search_button(commands: Commands) -> AnyView {
    el("button")
        .class(style::open)
        .attr("type", "button")
        .attr("aria-haspopup", "dialog")
        .attr("aria-label", "Search or do…")
        .attr("aria-keyshortcuts", "Control+K Meta+K")
        .on("click", move |_| commands.open())
        // It is probably wanted soon.
        .on("pointerenter", move |_| list(commands).fetch())
        .on("focus", move |_| list(commands).fetch())
        .child(view! { <Icon name=IconName::SEARCH /> })
        .child(el("span").class(style::words).text("Search or do…"))
        .child(el("span").class(style::keys).attr("aria-hidden", "true").child(view! { <Kbd keys=keys() /> }))
        .into_any()
}

/// The dialogs that shortcuts open.
pub fn dialogs(commands: Commands) -> AnyView {
    let content = move || {
        // The text is here at once, so that nothing typed is lost while the list is on its way.
        let text = el("input")
            .class(style::text)
            .attr("type", "text")
            .attr("role", "combobox")
            .attr("aria-label", "Search or do")
            .attr("aria-expanded", "true")
            .attr("aria-autocomplete", "list")
            .attr("aria-controls", LIST)
            .attr_fn("aria-activedescendant", move || commands.active.get())
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr("autofocus", "")
            .attr("placeholder", "Projects, environments, pages, actions…")
            .prop("value", move || commands.typed.get().into())
            .on("input", move |event| commands.typed.set(event_target_value(&event)))
            .on("keydown", move |event| {
                if let Some(keys) = commands.keys.try_get_value().flatten() {
                    keys.run(event.unchecked_into());
                }
            });
        vec![text.into_any(), list(commands).view()].into_any()
    };
    views![
        view! {
            <Dialog
                open=commands.search
                on_close=move || commands.search.set(false)
                title="Search or do"
                bare=true
            >
                {content()}
            </Dialog>
        },
        view! {
            <Dialog
                open=commands.shortcuts
                on_close=move || commands.shortcuts.set(false)
                title="Keyboard shortcuts"
            >
                {shortcuts(commands).view()}
            </Dialog>
        },
    ]
}
