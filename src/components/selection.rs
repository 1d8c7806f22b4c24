//! The rows that are chosen in a list, kept in its address.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{UrlState, use_url_state};
use crate::reactive::{Memo, memo};
use crate::ui::checkbox_input;

/// Which rows are chosen, by their ids.
#[derive(Clone)]
pub struct Selection {
    state: UrlState,
    /// The same, and no action that the address names any more.
    closing: UrlState,
    ids: Memo<Vec<String>>,
}

/// The selection of the list on this page.
pub fn use_selection() -> Selection {
    let state = use_url_state("selected", &[]);
    let text = state.signal();
    let ids = memo(move || text.with(|text| text.split('\n').filter(|id| !id.is_empty()).map(str::to_owned).collect()));
    Selection { state, closing: use_url_state("selected", &["do"]), ids }
}

impl Selection {
    /// The ids of those chosen, in the order they were.
    pub fn ids(&self) -> Memo<Vec<String>> {
        self.ids
    }

    pub fn set(&self, ids: &[String]) {
        self.state.replace(ids.join("\n"));
    }

    /// Leaves these out.
    pub fn without(&self, gone: &[String]) {
        self.set(&self.left(gone));
    }

    /// Leaves these out, and ends what was being done to those chosen.
    pub fn close(&self, gone: &[String]) {
        self.closing.replace(self.left(gone).join("\n"));
    }

    fn left(&self, gone: &[String]) -> Vec<String> {
        let mut ids = self.ids.get_untracked();
        ids.retain(|id| !gone.contains(id));
        ids
    }

    /// The box before a row's name, and whether it is ticked.
    pub fn mark(&self, id: &str, name: &str) -> (AnyView, Signal<bool>) {
        let ids = self.ids;
        let id = StoredValue::new(id.to_owned());
        let chosen = Signal::derive(move || id.with_value(|id| ids.with(|ids| ids.contains(id))));
        let this = self.clone();
        let toggle = move |on: bool| {
            let id = id.get_value();
            if on {
                let mut ids = this.ids.get_untracked();
                ids.push(id);
                this.set(&ids);
            } else {
                this.without(&[id]);
            }
        };
        let input = checkbox_input(toggle)
            .attr("aria-label", format!("Select {name}"))
            .prop("checked", move || chosen.get().into());
        (input.into_any(), chosen)
    }

    /// The box that chooses every row that is shown, or none.
    pub fn all(&self, shown: Memo<Vec<String>>) -> AnyView {
        let ids = self.ids;
        let count = move || ids.with(|ids| shown.with(|shown| shown.iter().filter(|id| ids.contains(id)).count()));
        let all = memo(move || shown.with(|shown| !shown.is_empty() && count() == shown.len()));
        let some = move || !all.get() && count() > 0;
        let this = self.clone();
        let input = checkbox_input(move |on| {
            let shown = shown.get_untracked();
            if on {
                let mut ids = this.ids.get_untracked();
                ids.retain(|id| !shown.contains(id));
                ids.extend(shown);
                this.set(&ids);
            } else {
                this.without(&shown);
            }
        });
        let input =
            input.prop("checked", move || all.get().into()).prop("indeterminate", move || JsValue::from(some()));
        input.into_any()
    }
}
