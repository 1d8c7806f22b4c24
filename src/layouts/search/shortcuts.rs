//! The shortcuts, and the switch for those that work everywhere.

use leptos::prelude::*;

use super::{Commands, STORAGE_KEY, keys, storage, style};
use crate::ui::{Kbd, Switch, el, view};

/// What each shortcut does; whether it is a single key that works everywhere.
fn all() -> [(&'static str, &'static str); 9] {
    [
        (keys(), "Search or do"),
        ("/", "Search or do"),
        ("?", "Show these shortcuts"),
        ("↑ ↓", "Move in search results, menus and lists of choices"),
        ("Enter", "Open the selected result"),
        ("Ctrl Enter", "Open the selected result in a new tab"),
        ("Tab", "Search the environments of the selected project"),
        ("Ctrl Enter", "Send the form you are in"),
        ("Esc", "Close a dialog, a menu or a list of choices"),
    ]
}

/// What the dialog shows.
pub fn shortcuts(commands: Commands) -> AnyView {
    let line = |(keys, what): (&'static str, &'static str)| {
        el("div")
            .class(style::shortcut)
            .child(el("dt").text(what))
            .child(el("dd").child(view! { <Kbd keys=keys /> }))
            .into_any()
    };
    let switch = move |on: bool| {
        commands.enabled.set(on);
        // A browser may refuse storage: the choice then holds until the page is left.
        let _ = storage().map(|storage| match on {
            true => storage.remove_item(STORAGE_KEY),
            false => storage.set_item(STORAGE_KEY, "off"),
        });
    };
    let enabled = view! {
        <Switch
            label="Keyboard shortcuts"
            help=format!("{} works everywhere, / and ? anywhere but in a text field.", keys())
            checked=commands.enabled
            on_change=switch
        />
    };
    vec![el("dl").class(style::shortcuts).children(all().map(line)).into_any(), enabled].into_any()
}
