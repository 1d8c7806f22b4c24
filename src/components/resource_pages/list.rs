//! The list of a resource, and the way to a new one.

use std::sync::Arc;

use leptos::prelude::*;

use super::reasons::cannot_add;
use super::{AnyPages, Owner};
use crate::components::{ResourceList, Rows, add_link, page_path, resource_list, use_url_state};
use crate::routes::At;
use crate::text::sentence;

pub(super) fn list(pages: &'static dyn AnyPages, owner: Owner) -> AnyView {
    let common = pages.common();
    let operations = pages.operations();
    let first = common.list_path.map_or_else(|| owner.path(operations.list, None), |path| path(&owner));
    let cursor = use_url_state("cursor", &[]).signal();
    let list = pages.read_list(Box::new(move || Some(page_path(first.clone(), &cursor.get()))));
    let new = (common.route)(&owner, At::New).path();
    let reason = operations.create.map(|_| cannot_add(pages, &owner));
    let add = move || match reason {
        Some(reason) => add_link(format!("Add {}", common.words.one), reason, new.clone()),
        None => ().into_any(),
    };
    let can_do = operations.update.is_some() || operations.delete.is_some();
    let rows = pages.own_rows(&owner, list).unwrap_or_else(|| {
        let items = move || Some(operations.items(list)?.into_iter().map(|one| pages.item(&owner, one)).collect());
        Rows::any(pages.columns(), Box::new(items))
    });
    let of = ResourceList {
        caption: sentence(common.words.many),
        rows: if can_do { rows.with_actions() } else { rows },
        icon: common.words.icon,
        none: common.words.none,
        hint: common.words.hint,
        add: Arc::new(add),
        choosing: None,
    };
    let above = common.above.map(|above| above(list));
    let list = resource_list(list, of);
    match above {
        Some(above) => vec![above, list].into_any(),
        None => list,
    }
}
