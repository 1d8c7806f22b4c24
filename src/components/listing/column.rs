//! A column of a list: one definition of what stands above it, what a row says in it, and how it looks.

use std::any::Any;

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

    /// Not shown, for what another column shows as well: only files tell it apart. It stands after those that are shown.
    pub const fn only_in_files(mut self) -> Self {
        self.head = self.head.only_in_files();
        self
    }

    pub(super) const fn head(&self) -> ColumnHead {
        self.head
    }
}

/// What one row says in one column, whatever the row is of.
pub struct Said {
    pub content: Content,
    pub mono: bool,
}

pub enum Content {
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

/// What is wanted of a column.
#[derive(Clone, Copy)]
pub enum Asked {
    /// What it says.
    Said,
    /// What it is sorted by, where that is not what is said.
    Value,
    /// What is drawn instead of what is said.
    Cell,
    /// What is drawn after it.
    Beside,
}

/// What a column has of it.
pub enum Told {
    Said(Said),
    Value(SortValue),
    View(AnyView),
    Nothing,
}

/// Columns without the type of what their rows are of: what is compiled for each type of row, and no more.
pub trait AnyColumns: Send + Sync {
    fn heads(&self) -> Vec<ColumnHead>;
    fn tell(&self, of: &dyn Any, column: usize, asked: Asked) -> Told;
}

/// The columns of rows of `R`.
pub struct Columns<R: 'static>(pub &'static [Column<R>]);

impl<R: Send + Sync> AnyColumns for Columns<R> {
    fn heads(&self) -> Vec<ColumnHead> {
        self.0.iter().map(Column::head).collect()
    }

    fn tell(&self, of: &dyn Any, column: usize, asked: Asked) -> Told {
        let (Some(column), Some(of)) = (self.0.get(column), of.downcast_ref()) else { return Told::Nothing };
        match asked {
            Asked::Said => Told::Said(Said { content: column.says.of(of, column.missing), mono: column.mono }),
            Asked::Value => column.value.map_or(Told::Nothing, |value| Told::Value(value(of))),
            Asked::Cell => column.cell.map_or(Told::Nothing, |cell| Told::View(cell(of))),
            Asked::Beside => column.beside.map_or(Told::Nothing, |beside| Told::View(beside(of))),
        }
    }
}

impl<R> Says<R> {
    fn of(&self, of: &R, missing: &'static str) -> Content {
        match self {
            Self::Text(text) => Content::Text(text(of)),
            Self::Time(at) => Content::Time(at(of).map(str::to_owned), missing),
            Self::Number(number, words) => {
                let number = number(of);
                Content::Number(number, words(number))
            }
            Self::Nothing => Content::Nothing,
        }
    }
}
