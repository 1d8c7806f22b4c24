//! How close the rows of a list stand.

use leptos::prelude::*;

use super::use_url_state;
use crate::ui::{MenuItem, view};

/// The item of a "View" menu for rows with more room, and the `data-density` of what it is for. In the address, as the
/// rest of a list's state.
pub fn density() -> (ViewFn, Signal<Option<String>>) {
    let state = use_url_state("density", &[]);
    let value = state.signal();
    let roomy = Signal::derive(move || value.with(|value| value == "comfortable"));
    let toggle = Callback::new(move |()| {
        state.replace(if roomy.get_untracked() { "" } else { "comfortable" }.to_owned());
    });
    let item = move || view! { <MenuItem label="Comfortable rows" checked=roomy on_select=toggle /> };
    (item.into(), Signal::derive(move || roomy.get().then(|| "comfortable".to_owned())))
}
