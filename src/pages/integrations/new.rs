//! Adding an integration: first its kind, then the rest.

use std::mem;

use leptos::prelude::*;
use serde_json::json;

use super::kinds::kinds;
use super::words::BODY;
use crate::components::{AnyPages, Owner, add_form_from, use_url_state};
use crate::reactive::memo;
use crate::ui::{PageHeader, el, focus, live, unique_id, view, views};

/// The address may name the kind, as in `?kind=github`.
pub fn page(pages: &'static dyn AnyPages, owner: &Owner) -> AnyView {
    let owner = owner.clone();
    let kind = use_url_state("kind", &[]).signal();
    let named =
        memo(move || kind.with(|kind| BODY.variants?.list.iter().find(|one| one.value == kind)).map(|one| one.value));
    let id = unique_id("heading");
    let heading = el("div").attr("id", id.clone()).attr("tabindex", "-1");
    let heading = heading.child(view! { <PageHeader title="Add integration" /> }).into_any();
    let was_chosen = StoredValue::new(named.with_untracked(Option::is_some));
    let content = move || {
        let named = named.get();
        if was_chosen.try_update_value(|chosen| mem::replace(chosen, named.is_some())) != Some(named.is_some()) {
            // The link that was followed is gone, and the focus with it.
            focus(&id);
        }
        match named {
            None => kinds(pages, &owner),
            Some(kind) => untrack(|| add_form_from(json!({"type": kind}), pages, &owner)),
        }
    };
    views![heading, live(content)]
}
