//! The rows of a list with their columns, whatever they are of.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::column::{AnyColumns, Asked, Column, Columns, Content, Said, Told};
use super::sort_value::SortValue;
use super::style;
use crate::components::time_or;
use crate::reactive::Derived;
use crate::text::has_long_word;
use crate::ui::{
    ButtonKind, ButtonLink, ColumnHead, Menu, MenuItem, Row as Entry, Table, TableRow, each, el, nothing, view,
};

/// No text of so few characters is broken into lines.
const SHORT: usize = 24;
/// A word of so many characters has room in a column.
const ROOM: usize = 40;

/// A row of `R`, and what is known of it beside its columns.
pub struct Item<R> {
    any: AnyItem,
    of: PhantomData<fn() -> R>,
}

/// An [`Item`] without the type of what it is of.
pub struct AnyItem {
    about: About,
    of: Arc<dyn Any + Send + Sync>,
}

/// What is known of a row beside its columns.
#[derive(Clone, Default, PartialEq)]
struct About {
    key: String,
    href: Option<String>,
    found_by: Vec<String>,
    choice: Option<String>,
    actions: Vec<(&'static str, String)>,
    json: Option<Value>,
    line: Option<String>,
}

impl AnyItem {
    /// `key` is unique in the list.
    pub fn new(key: String, of: Arc<dyn Any + Send + Sync>) -> Self {
        Self { about: About { key, ..About::default() }, of }
    }

    /// As [`Item::leading_to`].
    pub fn leading_to(mut self, href: Option<String>) -> Self {
        self.about.href = href;
        self
    }

    /// As [`Item::found_by`].
    pub fn found_by(mut self, texts: Vec<String>) -> Self {
        self.about.found_by.extend(texts);
        self
    }

    /// As [`Item::doing`].
    pub fn doing(mut self, actions: Vec<(&'static str, String)>) -> Self {
        self.about.actions.extend(actions);
        self
    }

    /// A row of `R`, which it was made of: columns of anything else say nothing of it.
    pub fn of<R>(self) -> Item<R> {
        Item { any: self, of: PhantomData }
    }
}

impl<R: Send + Sync + 'static> Item<R> {
    /// `key` is unique in the list.
    pub fn new(key: impl Into<String>, of: R) -> Self {
        AnyItem::new(key.into(), Arc::new(of)).of()
    }

    /// What an export as JSON says of it. Without, it says what the columns do.
    pub fn exported_as(mut self, json: Value) -> Self {
        self.any.about.json = Some(json);
        self
    }

    /// What it is in a `.env` file. A list whose rows have none is not exported as one.
    pub fn exported_as_line(mut self, line: String) -> Self {
        self.any.about.line = Some(line);
        self
    }

    /// The page that its name leads to.
    pub fn leading_to(self, href: impl Into<Option<String>>) -> Self {
        self.any.leading_to(href.into()).of()
    }

    /// More that a search finds it by than its columns say.
    pub fn found_by(self, texts: impl IntoIterator<Item = String>) -> Self {
        self.any.found_by(texts.into_iter().collect()).of()
    }

    /// It can be chosen, by this id.
    pub fn chosen_by(mut self, id: impl Into<String>) -> Self {
        self.any.about.choice = Some(id.into());
        self
    }

    /// What can be done with it, each by its verb and the page that does it. The first is offered beside the row's menu.
    pub fn doing(self, actions: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.any.doing(actions.into_iter().collect()).of()
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
    pub fn fixed<R: Send + Sync + 'static>(columns: &'static [Column<R>], all: Vec<R>) -> Self {
        let all: Vec<Arc<dyn Any + Send + Sync>> = all.into_iter().map(|of| Arc::new(of) as _).collect();
        let item = |(at, of): (usize, &Arc<_>)| AnyItem::new(at.to_string(), Arc::clone(of));
        Self::any(Arc::new(Columns(columns)), Box::new(move || Some(all.iter().enumerate().map(item).collect())))
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
        let items = move || Some(items()?.into_iter().map(|item| item.any).collect());
        Self::any(Arc::new(Columns(columns)), Box::new(items))
    }

    /// As [`Self::new`], whatever the rows are of.
    pub fn any(columns: Arc<dyn AnyColumns>, items: Box<dyn Fn() -> Option<Vec<AnyItem>> + Send + Sync>) -> Self {
        let heads = columns.heads();
        let count = heads.len();
        let rows = move || Some(items()?.into_iter().map(|item| Row::new(item, count, columns.clone())).collect());
        Self { heads: StoredValue::new(heads), rows: Derived::new(rows) }
    }
}

/// A row, without the type of what it is of.
#[derive(Clone)]
pub(super) struct Row {
    about: Arc<About>,
    /// What it says in each column, in words.
    texts: Arc<Vec<String>>,
    columns: Arc<dyn AnyColumns>,
    of: Arc<dyn Any + Send + Sync>,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.about == other.about && self.texts == other.texts
    }
}

impl Row {
    fn new(AnyItem { about, of }: AnyItem, count: usize, columns: Arc<dyn AnyColumns>) -> Self {
        let row = Self { about: Arc::new(about), texts: Arc::default(), columns, of };
        let texts = (0..count).map(|column| row.said(column).words()).collect();
        Self { texts: Arc::new(texts), ..row }
    }

    fn ask(&self, column: usize, asked: Asked) -> Told {
        self.columns.tell(&*self.of, column, asked)
    }

    fn said(&self, column: usize) -> Said {
        match self.ask(column, Asked::Said) {
            Told::Said(said) => said,
            _ => Said { content: Content::Nothing, mono: false },
        }
    }

    fn drawn(&self, column: usize, asked: Asked) -> Option<AnyView> {
        match self.ask(column, asked) {
            Told::View(view) => Some(view),
            _ => None,
        }
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

    pub fn line(&self) -> Option<&str> {
        self.about.line.as_deref()
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
        match self.ask(column, Asked::Value) {
            Told::Value(value) => value,
            _ => self.said(column).value(),
        }
    }

    pub fn cell(&self, column: usize) -> AnyView {
        if column >= self.texts.len() {
            return actions(self.name(), &self.about.actions);
        }
        let is_short = column > 0 && self.text(column).chars().count() <= SHORT;
        let drawn = match self.drawn(column, Asked::Cell) {
            Some(drawn) if is_short => el("span").attr("data-short", "").child(drawn).into_any(),
            Some(drawn) => drawn,
            None => draw(self.said(column), self.about.href.as_deref().filter(|_| column == 0)),
        };
        match self.drawn(column, Asked::Beside) {
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
        long = has_long_word(text, ROOM).then_some("");
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
    // What only files tell apart stands last.
    let mut heads = heads.get_value();
    heads.retain(|head| !head.is_only_in_files());
    let count = heads.len();
    let entries = move || {
        let cells = move |row: &Row| (0..count).map(|at| row.cell(at)).collect::<Vec<_>>();
        let entry = |row: Row| Entry::new(row.key(), move || view! { <TableRow cells=cells(&row) /> });
        rows.get().into_iter().flatten().map(entry).collect()
    };
    view! {
        <Table caption=caption columns=heads>
            {each(entries)}
        </Table>
    }
}
