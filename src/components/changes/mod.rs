//! What changed in the code between two commits: which commits one has more, which files differ, and how.
//!
//! The API has no such operation. It is computed here, from commits, trees and blobs.

mod file;
mod files;
mod history;
mod load;
mod reader;
mod text;
mod trees;
mod view;

use leptos::prelude::*;

use crate::chunk::in_chunk;

pub use history::{Seen, seen};

stylance::import_style!(style, "changes.module.css");

/// A branch at its newest commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// As people call it: "Staging".
    pub title: String,
    pub commit: String,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// A commit with the one before it; with nothing where it is the first.
    Commit { before: Option<String>, commit: String },
    /// What `source` would bring into `target`.
    Merge { source: Tip, target: Tip },
    /// Two that stand side by side.
    Sides { left: Tip, right: Tip },
}

/// Shows it, as soon as the part of the program that compares is there.
pub fn changes(project: String, compared: Compared) -> AnyView {
    drawn(project, compared).view()
}

in_chunk! {
    changes: fn drawn(project: String, compared: Compared) { view::view(project, compared) }
}
