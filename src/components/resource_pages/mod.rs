//! The pages of a plain resource, drawn from one declaration: its list, one of them, and the forms for a new one, for
//! changes and for deleting one.
//!
//! A declaration says what is particular; links between the pages, reasons, titles, empty states, what is said when
//! something was done and where the person lands follow from it. Where a resource is special, a hook says how.

mod add;
mod declaration;
mod delete;
mod detail;
mod edit;
mod erased;
mod list;
mod operations;
mod owner;
mod reasons;

pub use add::add_form;
pub use declaration::{Common, Doing, Reason, ResourcePages, Shown, Words};
pub use erased::AnyPages;
pub use operations::Operations;
pub use owner::Owner;
pub use reasons::cannot_add;

use leptos::prelude::*;

use crate::routes::At;

/// Draws one of a resource's pages; `None` where it has no such page.
pub fn resource_pages(pages: &'static dyn AnyPages, owner: Owner, at: At) -> Option<AnyView> {
    let operations = pages.operations();
    Some(match at {
        At::List => list::list(pages, owner),
        At::New => add::add(pages, owner, operations.create?),
        At::One(id) => detail::detail(pages, owner, id),
        At::Edit(id) => edit::edit(pages, owner, id, operations.update?),
        At::Delete(id) => delete::delete(pages, owner, id, operations.delete?),
    })
}
