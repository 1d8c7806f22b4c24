use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::forgotten::with_context;
use super::{Button, FieldContext, IconButton, IconName, Row, VisuallyHidden, el, focus, view};
use crate::reactive::{Derived, memo};

stylance::import_style!(style, "entries.module.css");

#[wasm_bindgen]
extern "C" {
    type PasteEvent;
    #[wasm_bindgen(method, getter, js_name = clipboardData)]
    fn clipboard_data(this: &PasteEvent) -> Option<Clipboard>;

    type Clipboard;
    #[wasm_bindgen(method, js_name = getData)]
    fn get_data(this: &Clipboard, format: &str) -> String;
}

/// Takes the lines that are pasted at a place.
type Paste = Arc<dyn Fn(usize, Vec<String>) + Send + Sync>;

/// Entries that a person adds and removes, each with its control. The focus follows: to a new entry, and from one that
/// is removed to its neighbour. Enter in an entry adds one.
#[component]
pub fn Entries(
    /// What the entries are of: "Applications".
    #[prop(into)]
    label: String,
    /// The ids of the first control of each entry start with it.
    #[prop(into)]
    id: String,
    /// How many there are.
    #[prop(into)]
    count: Derived<usize>,
    /// Draws the entry at this place, once; it reads its value by its place.
    entry: Arc<dyn Fn(usize) -> AnyView + Send + Sync>,
    /// Appends an entry.
    #[prop(into)]
    on_add: Callback<()>,
    /// Removes the entry at this place.
    on_remove: Arc<dyn Fn(usize) + Send + Sync>,
    /// Called with the lines that are pasted at this place, when there are several: one line of text takes none.
    on_paste: Option<Paste>,
    /// Whether something is wrong with them.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// Why none can be added now; `None` when one can.
    #[prop(optional, into)]
    full_because: Signal<Option<String>>,
) -> impl IntoView {
    let count = memo(move || count.get());
    let add_id = format!("{id}-add");
    let ids = StoredValue::new(id);
    let names = StoredValue::new(label.clone());
    let add = move || {
        if full_because.with_untracked(Option::is_none) {
            let at = count.get_untracked();
            on_add.run(());
            focus(&entry_id(ids, at));
        }
    };
    let remove = {
        let add_id = add_id.clone();
        move |at: usize| {
            on_remove(at);
            let left = count.get_untracked();
            match left.checked_sub(1) {
                Some(last) => focus(&entry_id(ids, at.min(last))),
                None => focus(&add_id),
            }
        }
    };
    let draw = move |at: usize| {
        let remove = remove.clone();
        let context = FieldContext {
            id: Signal::stored(entry_id(ids, at)),
            described_by: Signal::default(),
            invalid,
            required: Signal::default(),
        };
        let label = format!("Remove {} {}", names.read_value(), at + 1);
        let button = view! { <IconButton icon=IconName::CROSS label=label on_click=move || remove(at) /> };
        let on_paste = on_paste.clone();
        let paste = move |event: web_sys::Event| {
            let clipboard = event.unchecked_ref::<PasteEvent>().clipboard_data();
            let text = clipboard.map(|clipboard| clipboard.get_data("text")).unwrap_or_default();
            let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
            if let Some(on_paste) = on_paste.as_ref().filter(|_| lines.len() > 1) {
                event.prevent_default();
                on_paste(at, lines);
            }
        };
        el("li")
            .class(style::entry)
            .on("paste", paste)
            .child(with_context(context, || entry(at)))
            .child(button)
            .into_any()
    };
    let entries = move || {
        let draw = draw.clone();
        (0..count.get())
            .map(|at| {
                let draw = draw.clone();
                Row::new(at.to_string(), move || draw(at))
            })
            .collect()
    };
    let on_key = move |event: web_sys::Event| {
        let is_enter = event.unchecked_ref::<web_sys::KeyboardEvent>().key() == "Enter";
        let is_input = event.target().is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>());
        if is_enter && is_input && !event.default_prevented() {
            event.prevent_default();
            add();
        }
    };
    let add_button = view! {
        <Button icon=IconName::PLUS disabled_because=full_because on_click=move || add()>
            "Add"
            <VisuallyHidden>{format!(" to {label}")}</VisuallyHidden>
        </Button>
    };
    el("div")
        .class(style::entries)
        .on("keydown", on_key)
        .child(el("ul").class(style::list).flag("hidden", move || count.get() == 0).each(entries))
        .child(el("div").attr("id", add_id).attr("tabindex", "-1").child(add_button))
        .into_any()
}

fn entry_id(ids: StoredValue<String>, at: usize) -> String {
    format!("{}-{at}", ids.read_value())
}

/// Another control of the same entry: not the one that the entry's id is for.
pub fn beside(view: impl FnOnce() -> AnyView) -> AnyView {
    let context = FieldContext { id: Signal::stored(super::unique_id("control")), ..FieldContext::of_control() };
    with_context(context, view)
}
