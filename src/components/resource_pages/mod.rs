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

pub use add::add_form_from;
pub use declaration::{Common, Doing, Reason, ResourcePages, Shown, Words};
pub use erased::AnyPages;
use erased::Names;
pub use operations::Operations;
pub use owner::Owner;
pub use reasons::cannot_add;

use leptos::prelude::*;

use crate::chunk::in_chunk;
use crate::data::AnyRead;
use crate::routes::At;
use crate::text::sentence;
use crate::ui::el;

/// Draws one of a resource's pages; `None` where it has no such page.
pub fn resource_pages(pages: &'static dyn AnyPages, owner: Owner, at: At) -> Option<AnyView> {
    let operations = pages.operations();
    let is_there = match at {
        At::List | At::One(_) => true,
        At::New => operations.create.is_some(),
        At::Edit(_) => operations.update.is_some(),
        At::Delete(_) => operations.delete.is_some(),
    };
    is_there.then(|| match at {
        At::List => list::list(pages, owner),
        At::One(id) => detail::detail(pages, owner, id),
        at => change(pages, owner, at).view(),
    })
}

/// What the resource that is read is called, once that is known.
fn called(pages: &'static dyn AnyPages, read: AnyRead, of: fn(Names) -> String) -> Signal<String> {
    let common = pages.common();
    match common.called {
        Some(called) => called(read),
        None => {
            Signal::derive(move || read.raw().map_or_else(|| sentence(common.words.one), |raw| of(pages.names(raw))))
        }
    }
}

/// What stands above a form.
fn beside(common: &Common, owner: &Owner, doing: Doing) -> Option<AnyView> {
    let shown = common.beside?(owner, doing);
    Some(el("div").class("stack form-width").child(shown).into_any())
}

in_chunk! {
    /// The pages with a form.
    forms: fn change(pages: &'static dyn AnyPages, owner: Owner, at: At) {
        let operations = pages.operations();
        let page = match at {
            At::New => operations.create.map(|write| add::add(pages, owner, write)),
            At::Edit(id) => operations.update.map(|write| edit::edit(pages, owner, id, write)),
            At::Delete(id) => operations.delete.map(|write| delete::delete(pages, owner, id, write)),
            At::List | At::One(_) => None,
        };
        page.into_any()
    }
}
