//! How close the rows of a list stand.

use leptos::prelude::*;

use super::use_url_state;
use crate::ui::{IconButton, IconName};

/// The button for compact rows, and the `data-density` of what it is for. In the address, as the rest of a list's state.
pub fn density() -> (AnyView, Signal<Option<String>>) {
    let state = use_url_state("density", &[]);
    let value = state.signal();
    let compact = Signal::derive(move || value.with(|value| value == "compact"));
    let toggle = move || state.replace(if compact.get_untracked() { "" } else { "compact" }.to_owned());
    let button = view! { <IconButton icon=IconName::MENU label="Compact rows" pressed=compact on_click=toggle /> };
    (button.into_any(), Signal::derive(move || compact.get().then(|| "compact".to_owned())))
}
