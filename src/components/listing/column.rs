//! A column of a list: one definition of what stands above it, what a row says in it, and how it looks.

use leptos::prelude::*;

use super::sort_value::SortValue;
use crate::ui::ColumnHead;

/// What rows of `R` say in one place. The first column of a list names the row and leads to it.
pub struct Column<R: 'static> {
    head: ColumnHead,
    says: Says<R>,
    /// What stands where a time is missing.
    missing: &'static str,
    mono: bool,
    value: Option<fn(&R) -> SortValue>,
    cell: Option<fn(&R) -> AnyView>,
    beside: Option<fn(&R) -> AnyView>,
}

enum Says<R: 'static> {
    Text(fn(&R) -> String),
    Time(fn(&R) -> Option<&str>),
    Number(fn(&R) -> Option<i64>, fn(Option<i64>) -> String),
    Nothing,
}

impl<R> Column<R> {
    const fn new(head: ColumnHead, says: Says<R>) -> Self {
        Self { head, says, missing: "Unknown", mono: false, value: None, cell: None, beside: None }
    }

    /// A text, sorted in any case. An empty one and "Unknown" come last.
    pub const fn text(key: &'static str, title: &'static str, text: fn(&R) -> String) -> Self {
        Self::new(ColumnHead::new(key, title).sortable(), Says::Text(text))
    }

    /// A moment in RFC 3339: shown as people say it, exported unchanged.
    pub const fn time(key: &'static str, title: &'static str, at: fn(&R) -> Option<&str>) -> Self {
        Self::new(ColumnHead::new(key, title).sortable(), Says::Time(at))
    }

    /// A size, a count or a share, in the words that `words` makes of it.
    pub const fn number(
        key: &'static str,
        title: &'static str,
        number: fn(&R) -> Option<i64>,
        words: fn(Option<i64>) -> String,
    ) -> Self {
        Self::new(ColumnHead::new(key, title).sortable().numeric(), Says::Number(number, words))
    }

    /// The last column, for what can be done with a row.
    pub const fn actions(cell: fn(&R) -> AnyView) -> Self {
        Self::new(ColumnHead::actions(), Says::Nothing).cell(cell)
    }

    /// Sorts by this instead of by what is said.
    pub const fn by(mut self, value: fn(&R) -> SortValue) -> Self {
        self.value = Some(value);
        self
    }

    /// Draws this instead of what is said.
    pub const fn cell(mut self, cell: fn(&R) -> AnyView) -> Self {
        self.cell = Some(cell);
        self
    }

    /// Draws this after what is said.
    pub const fn beside(mut self, beside: fn(&R) -> AnyView) -> Self {
        self.beside = Some(beside);
        self
    }

    /// Another title, where a list of the same things needs one.
    pub const fn titled(mut self, title: &'static str) -> Self {
        self.head = self.head.titled(title);
        self
    }

    /// What stands where a time is missing, instead of "Unknown".
    pub const fn or(mut self, missing: &'static str) -> Self {
        self.missing = missing;
        self
    }

    /// Shown in the type of code and ids.
    pub const fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// Right-aligned, for numbers and money.
    pub const fn numeric(mut self) -> Self {
        self.head = self.head.numeric();
        self
    }

    /// No order goes by it, as it means nothing: by the ids of commits.
    pub const fn unsorted(mut self) -> Self {
        self.head = self.head.unsorted();
        self
    }

    /// Left out on a phone.
    pub const fn wide_only(mut self) -> Self {
        self.head = self.head.wide_only();
        self
    }

    pub(super) const fn head(&self) -> ColumnHead {
        self.head
    }
}

/// What one row says in one column, whatever the row is of.
pub(super) struct Said {
    pub content: Content,
    pub mono: bool,
}

pub(super) enum Content {
    Text(String),
    /// A moment, and what stands where it is missing.
    Time(Option<String>, &'static str),
    Number(Option<i64>, String),
    Nothing,
}

impl Said {
    /// As text, for search and export.
    pub fn words(self) -> String {
        match self.content {
            Content::Text(text) | Content::Number(_, text) => text,
            Content::Time(at, _) => at.unwrap_or_default(),
            Content::Nothing => String::new(),
        }
    }

    /// For sorting.
    pub fn value(self) -> SortValue {
        match self.content {
            Content::Text(text) => SortValue::text(&text),
            Content::Time(at, _) => SortValue::time(at.as_deref()),
            Content::Number(number, _) => SortValue::number(number),
            Content::Nothing => SortValue::Unknown,
        }
    }
}

/// A row, without the type of what it is of.
pub(super) trait Cells: Send + Sync {
    fn said(&self, column: usize) -> Said;
    /// What it is sorted by, where that is not what is said.
    fn value(&self, column: usize) -> Option<SortValue>;
    /// What is drawn instead of what is said.
    fn cell(&self, column: usize) -> Option<AnyView>;
    /// What is drawn after it.
    fn beside(&self, column: usize) -> Option<AnyView>;
}

/// A row with its columns. All that is compiled for each type of row is what follows.
pub(super) struct TypedRow<R: 'static> {
    pub columns: &'static [Column<R>],
    pub of: R,
}

impl<R: Send + Sync> Cells for TypedRow<R> {
    fn said(&self, column: usize) -> Said {
        let Some(column) = self.columns.get(column) else { return Said { content: Content::Nothing, mono: false } };
        let content = match column.says {
            Says::Text(text) => Content::Text(text(&self.of)),
            Says::Time(at) => Content::Time(at(&self.of).map(str::to_owned), column.missing),
            Says::Number(number, words) => {
                let number = number(&self.of);
                Content::Number(number, words(number))
            }
            Says::Nothing => Content::Nothing,
        };
        Said { content, mono: column.mono }
    }

    fn value(&self, column: usize) -> Option<SortValue> {
        Some((self.columns.get(column)?.value?)(&self.of))
    }

    fn cell(&self, column: usize) -> Option<AnyView> {
        Some((self.columns.get(column)?.cell?)(&self.of))
    }

    fn beside(&self, column: usize) -> Option<AnyView> {
        Some((self.columns.get(column)?.beside?)(&self.of))
    }
}
