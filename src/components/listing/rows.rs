//! The rows of a list with their columns, whatever they are of.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::column::{Cells, Column, Content, Said, TypedRow};
use super::sort_value::SortValue;
use super::style;
use crate::components::time_or;
use crate::reactive::Derived;
use crate::ui::{
    ButtonKind, ButtonLink, ColumnHead, Menu, MenuItem, Row as Entry, Table, TableRow, each, el, nothing, view,
};

/// No text of so few characters is broken into lines.
const SHORT: usize = 24;

/// No word of so few characters is broken.
const WORD: usize = 40;

/// A row of `R`, and what is known of it beside its columns.
pub struct Item<R> {
    about: About,
    of: R,
}

/// What is known of a row beside its columns.
#[derive(Clone, PartialEq)]
struct About {
    key: String,
    href: Option<String>,
    found_by: Vec<String>,
    choice: Option<String>,
    actions: Vec<(&'static str, String)>,
    json: Option<Value>,
}

impl<R> Item<R> {
    /// `key` is unique in the list.
    pub fn new(key: impl Into<String>, of: R) -> Self {
        let key = key.into();
        let about = About { key, href: None, found_by: Vec::new(), choice: None, actions: Vec::new(), json: None };
        Self { about, of }
    }

    /// What an export as JSON says of it. Without, it says what the columns do.
    pub fn exported_as(mut self, json: Value) -> Self {
        self.about.json = Some(json);
        self
    }

    /// The page that its name leads to.
    pub fn leading_to(mut self, href: impl Into<Option<String>>) -> Self {
        self.about.href = href.into();
        self
    }

    /// More that a search finds it by than its columns say.
    pub fn found_by(mut self, texts: impl IntoIterator<Item = String>) -> Self {
        self.about.found_by.extend(texts);
        self
    }

    /// It can be chosen, by this id.
    pub fn chosen_by(mut self, id: impl Into<String>) -> Self {
        self.about.choice = Some(id.into());
        self
    }

    /// What can be done with it, each by its verb and the page that does it. The first is offered beside the row's menu.
    pub fn doing(mut self, actions: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.about.actions.extend(actions);
        self
    }
}

/// The rows of a list as they are now, and its columns.
#[derive(Clone, Copy)]
pub struct Rows {
    pub(super) heads: StoredValue<Vec<ColumnHead>>,
    /// `None` while not known.
    pub(super) rows: Derived<Option<Vec<Row>>>,
}

impl Rows {
    /// The rows of what is known and has no address of its own.
    pub fn fixed<R: Clone + Send + Sync + 'static>(columns: &'static [Column<R>], all: Vec<R>) -> Self {
        let item = |(at, of): (usize, &R)| Item::new(at.to_string(), of.clone());
        Self::new(columns, move || Some(all.iter().enumerate().map(item).collect()))
    }

    /// With a column for what can be done with each: see [`Item::doing`].
    pub fn with_actions(self) -> Self {
        self.heads.update_value(|heads| heads.push(ColumnHead::actions()));
        self
    }

    /// The rows that `items` gives, `None` while they are not known.
    pub fn new<R: Send + Sync + 'static>(
        columns: &'static [Column<R>],
        items: impl Fn() -> Option<Vec<Item<R>>> + Send + Sync + 'static,
    ) -> Self {
        let row = |Item { about, of }: Item<R>| Row::new(about, columns.len(), Arc::new(TypedRow { columns, of }));
        Self {
            heads: StoredValue::new(columns.iter().map(Column::head).collect()),
            rows: Derived::new(move || Some(items()?.into_iter().map(row).collect())),
        }
    }
}

/// A row, without the type of what it is of.
#[derive(Clone)]
pub(super) struct Row {
    about: Arc<About>,
    /// What it says in each column, in words.
    texts: Arc<Vec<String>>,
    cells: Arc<dyn Cells>,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.about == other.about && self.texts == other.texts
    }
}

impl Row {
    fn new(about: About, columns: usize, cells: Arc<dyn Cells>) -> Self {
        let texts = (0..columns).map(|column| cells.said(column).words()).collect();
        Self { about: Arc::new(about), texts: Arc::new(texts), cells }
    }

    /// Another key whenever it says something else, for [`crate::ui::each`].
    pub fn key(&self) -> String {
        let About { key, href, found_by, .. } = &*self.about;
        [key.as_str(), href.as_deref().unwrap_or_default()]
            .into_iter()
            .chain(self.texts.iter().chain(found_by).map(String::as_str))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What its name says.
    pub fn name(&self) -> &str {
        self.text(0)
    }

    pub fn json(&self) -> Option<&Value> {
        self.about.json.as_ref()
    }

    pub fn choice(&self) -> Option<&str> {
        self.about.choice.as_deref()
    }

    pub fn text(&self, column: usize) -> &str {
        self.texts.get(column).map(String::as_str).unwrap_or_default()
    }

    /// All that a search finds it by.
    pub fn all_text(&self) -> String {
        self.texts.iter().chain(&self.about.found_by).map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    pub fn value(&self, column: usize) -> SortValue {
        self.cells.value(column).unwrap_or_else(|| self.cells.said(column).value())
    }

    pub fn cell(&self, column: usize) -> AnyView {
        if column >= self.texts.len() {
            return actions(self.name(), &self.about.actions);
        }
        let is_short = column > 0 && self.text(column).chars().count() <= SHORT;
        let drawn = match self.cells.cell(column) {
            Some(drawn) if is_short => el("span").attr("data-short", "").child(drawn).into_any(),
            Some(drawn) => drawn,
            None => draw(self.cells.said(column), self.about.href.as_deref().filter(|_| column == 0)),
        };
        match self.cells.beside(column) {
            Some(beside) => el("span").class(style::beside).child(drawn).child(beside).into_any(),
            None => drawn,
        }
    }
}

/// What can be done with a row: the first of it at once, all of it in a menu.
fn actions(name: &str, actions: &[(&'static str, String)]) -> AnyView {
    let Some((verb, href)) = actions.first().cloned() else { return nothing() };
    let of = el("span").class("visually-hidden").text(format!(" {name}")).into_any();
    let first = view! { <ButtonLink kind=ButtonKind::Quiet href=href>{verb} {of}</ButtonLink> };
    vec![first, row_menu(name, actions.to_vec())].into_any()
}

/// The menu of what can be done with the row of this name, each by its verb and the page that does it; nothing where
/// there is nothing to do.
pub fn row_menu(name: &str, actions: Vec<(&'static str, String)>) -> AnyView {
    if actions.is_empty() {
        return nothing();
    }
    let actions = StoredValue::new(actions);
    let items = move || {
        let item = |(verb, href): (&'static str, String)| view! { <MenuItem label=verb href=href /> };
        actions.get_value().into_iter().map(item).collect::<Vec<_>>().into_any()
    };
    view! { <Menu label=format!("Actions for {name}")>{items()}</Menu> }
}

/// What a row says, as a link where it leads somewhere.
fn draw(said: Said, href: Option<&str>) -> AnyView {
    let class = said.mono.then_some("mono");
    let (mut short, mut long) = (None, None);
    if let Content::Text(text) | Content::Number(_, text) = &said.content {
        short = (href.is_none() && text.chars().count() <= SHORT).then_some("");
        long = text.split_whitespace().any(|word| word.chars().count() > WORD).then_some("");
    }
    let is_plain = class.is_none() && href.is_none() && short.is_none() && long.is_none();
    let content = match said.content {
        Content::Text(text) | Content::Number(_, text) if is_plain => return text.into_any(),
        Content::Text(text) | Content::Number(_, text) => text.into_any(),
        Content::Time(at, missing) => time_or(missing, at.as_deref().filter(|at| !at.is_empty())),
        Content::Nothing => return nothing(),
    };
    el(if href.is_some() { "a" } else { "span" })
        .attr("class", class)
        .attr("data-short", short)
        .attr("data-long", long)
        .attr("href", href.map(str::to_owned))
        .child(content)
        .into_any()
}

/// A table of a few rows, which nobody has to search, sort or narrow.
pub fn table_of(caption: &'static str, rows: Rows) -> AnyView {
    let Rows { heads, rows } = rows;
    let count = heads.with_value(Vec::len);
    let entries = move || {
        let cells = move |row: &Row| (0..count).map(|at| row.cell(at)).collect::<Vec<_>>();
        let entry = |row: Row| Entry::new(row.key(), move || view! { <TableRow cells=cells(&row) /> });
        rows.get().into_iter().flatten().map(entry).collect()
    };
    view! {
        <Table caption=caption columns=heads.get_value()>
            {each(entries)}
        </Table>
    }
}
