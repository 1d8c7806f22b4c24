//! Lists whose rows stay with what they show.

use leptos::prelude::*;

use super::El;

type Draw = Box<dyn FnOnce() -> AnyView + Send>;

/// A row of [`each`].
pub struct Row {
    key: String,
    draw: Draw,
}

impl Row {
    /// A row that is told from the others by `key` and drawn once, when it first appears.
    pub fn new(key: impl Into<String>, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key: key.into(), draw: Box::new(draw) }
    }
}

/// Draws rows, and when they change only those that are new. Keys that repeat are drawn once.
///
/// One type of row for all lists: leptos compiles eight kilobytes anew for each type that a `For` is used with.
pub fn each(rows: impl Fn() -> Vec<Row> + Send + 'static) -> AnyView {
    let rows: Box<dyn Fn() -> Vec<Row> + Send> = Box::new(rows);
    view! { <For each=rows key=|row: &Row| row.key.clone() children=|row: Row| (row.draw)() /> }.into_any()
}

impl El {
    /// Appends rows that stay with what they show, as [`each`] does.
    pub fn each(self, rows: impl Fn() -> Vec<Row> + Send + 'static) -> Self {
        self.child(each(rows))
    }
}
