//! The backups of an environment: list, one of them, make, restore, delete.

mod delete;
mod detail;
mod goal;
mod list;
mod new;
mod restore;
mod words;

use leptos::prelude::*;

use crate::chunk::in_chunk;
use crate::routes::{AtKept, page};
use words::Ids;

/// The page of an address.
pub fn page(page: page::Backups) -> AnyView {
    match page {
        page::Backups::Backups { project, environment, at } => match at {
            AtKept::List => list::page(project, environment),
            AtKept::New => new::page(project, environment),
            AtKept::One(backup) => detail::page(Ids { project, environment, backup }),
            AtKept::Delete(backup) => delete::page(Ids { project, environment, backup }),
        },
        page::Backups::BackupRestore { project, environment, backup } => {
            restore_page(Ids { project, environment, backup }).view()
        }
    }
}

in_chunk! {
    backups_form: fn restore_page(ids: Ids) { restore::page(ids) }
}
