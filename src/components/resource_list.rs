//! The list of one kind of thing: its rows, the way to a new one, and what stands here when there is none.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Choosing, Listing, Rows, data_of_any, neighbours};
use crate::api::Api;
use crate::data::AnyRead;
use crate::reactive::Derived;
use crate::ui::{EmptyState, IconName, view};

/// What a list is of, beside its rows.
pub struct ResourceList {
    /// As in "Domains".
    pub caption: String,
    pub rows: Rows,
    pub icon: IconName,
    /// What is said where there is none, and what one would be for.
    pub none: &'static str,
    pub hint: &'static str,
    /// The way to a new one.
    pub add: Arc<dyn Fn() -> AnyView + Send + Sync>,
    pub choosing: Option<Choosing>,
}

/// Draws the list that `list` reads.
pub fn resource_list(list: AnyRead, of: ResourceList) -> AnyView {
    let api = Api::expect();
    let (_, error, loading, retry) = data_of_any(list);
    let ResourceList { caption, rows, icon, none, hint, add, choosing } = of;
    let add_first = add.clone();
    let empty = move || {
        let add = add_first.clone();
        view! { <EmptyState icon=icon title=none text=hint actions=move || add() /> }
    };
    view! {
        <Listing
            caption=caption
            rows=rows
            error=error
            loading=loading
            on_retry=retry
            actions=move || add()
            pages=Derived::new(move || neighbours(api, list))
            choosing=choosing
            empty=empty
        />
    }
}
