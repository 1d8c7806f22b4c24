use leptos::prelude::*;

use super::forgotten::with_context;
use super::icon::icon;
use super::{IconName, RefreshBar, el, view};
use crate::reactive::Derived;

stylance::import_style!(style, "table.module.css");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnKind {
    Text,
    Number,
    Actions,
}

/// What a [`Table`] knows of a column: what stands above it, and how it stands.
#[derive(Clone, Copy, Debug)]
pub struct ColumnHead {
    key: &'static str,
    title: &'static str,
    kind: ColumnKind,
    sortable: bool,
    wide_only: bool,
    only_in_files: bool,
}

impl ColumnHead {
    /// A column of text; the first one holds the names of the rows.
    pub const fn new(key: &'static str, title: &'static str) -> Self {
        Self { key, title, kind: ColumnKind::Text, sortable: false, wide_only: false, only_in_files: false }
    }

    /// What an order by it is called.
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// What stands above it.
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// The last column, for what can be done with a row. Its last element, the row's menu, always shows; others only
    /// while the row is hovered or holds the focus.
    pub const fn actions() -> Self {
        let mut column = Self::new("actions", "Actions");
        column.kind = ColumnKind::Actions;
        column
    }

    /// Right-aligned, for numbers and money.
    pub const fn numeric(mut self) -> Self {
        self.kind = ColumnKind::Number;
        self
    }

    /// Its title is a button that asks for another order.
    pub const fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// Its title is no button.
    pub const fn unsorted(mut self) -> Self {
        self.sortable = false;
        self
    }

    /// Another title.
    pub const fn titled(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// Whether it is the one for what can be done with a row.
    pub const fn is_actions(&self) -> bool {
        matches!(self.kind, ColumnKind::Actions)
    }

    /// Left out of the two-line rows: for what is least missed on a phone.
    pub const fn wide_only(mut self) -> Self {
        self.wide_only = true;
        self
    }

    /// Not shown, for what another column shows as well: only files tell it apart. It stands after those that are shown.
    pub const fn only_in_files(mut self) -> Self {
        self.only_in_files = true;
        self
    }

    /// Whether it is left out of tables.
    pub const fn is_only_in_files(&self) -> bool {
        self.only_in_files
    }

    const fn kind_attr(&self) -> Option<&'static str> {
        match self.kind {
            ColumnKind::Text => None,
            ColumnKind::Number => Some("number"),
            ColumnKind::Actions => Some("actions"),
        }
    }
}

/// The order of a [`Table`]'s rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The key of the column.
    pub column: String,
    /// The largest first.
    pub descending: bool,
}

/// How rows of a [`Table`] are chosen: the box for all of them, and what is said and offered while some are.
pub struct Choices {
    /// A box to tick, which the table gives its name.
    pub all: AnyView,
    /// Covers the head while it has content, so that no row moves when the first one is chosen.
    pub bar: AnyView,
}

/// What the rows know of their table.
#[derive(Clone, Copy)]
struct TableContext(StoredValue<Vec<ColumnHead>>);

/// With more columns than these, those for wide screens only give way while something stands beside the page.
const MANY: usize = 8;

/// Rows of things with their properties in columns. Its header stays in view, and where there is no room for columns
/// each row becomes two lines: the name, and the rest.
///
/// It does not sort: it shows `sort` and asks for another by `on_sort`.
#[component]
pub fn Table(
    /// What the rows are, for screen readers.
    #[prop(into)]
    caption: Signal<String>,
    /// The columns.
    columns: Vec<ColumnHead>,
    /// The order of the rows, if any.
    #[prop(optional, into)]
    sort: Derived<Option<Sort>>,
    /// Called with the order asked for.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// The rows shown are being refreshed.
    #[prop(optional, into)]
    refreshing: Signal<bool>,
    /// How rows are chosen; each row has a mark then.
    #[prop(optional_no_strip)]
    choices: Option<Choices>,
    /// [`TableRow`]s, mostly out of a `For`.
    children: Children,
) -> impl IntoView {
    let (all, bar) = choices.map(|choices| (choices.all, choices.bar)).unzip();
    let all = all.map(|all| {
        let head = el("th").attr("scope", "col").attr("role", "columnheader").attr("data-kind", "choose");
        head.el(el("label").child(all).child(el("span").text("Select all"))).into_any()
    });
    let heads: Vec<_> = all.into_iter().chain(columns.iter().map(|column| head(column, sort, on_sort))).collect();
    let is_crowded = heads.len() > MANY;
    let context = TableContext(StoredValue::new(columns));
    // The roles say again what the elements are, because browsers forget it when `display` changes.
    let rows = |tag, class| el(tag).class(class).attr("role", "rowgroup");
    let table = el("table")
        .class(style::table)
        .attr("role", "table")
        .attr("data-crowded", is_crowded.then_some(""))
        .aria("aria-busy", move || refreshing.get())
        .child(el("caption").class("visually-hidden").show(caption))
        .child(rows("thead", style::head).child(el("tr").attr("role", "row").children(heads)))
        .child(rows("tbody", style::body).child(with_context(context, children)));
    let bar = bar.map(|bar| el("div").class(style::chosen).child(bar).into_any());
    el("div").class(style::wrap).child(view! { <RefreshBar active=refreshing /> }).maybe(bar).child(table).into_any()
}

fn head(column: &ColumnHead, sort: Derived<Option<Sort>>, on_sort: Option<Callback<Sort>>) -> AnyView {
    let ColumnHead { key, title, .. } = *column;
    let descending =
        move || sort.with(|sort| sort.as_ref().filter(|sort| sort.column == key).map(|sort| sort.descending));
    let aria_sort = move || descending().map(|down| if down { "descending" } else { "ascending" });
    let head = el("th")
        .attr("scope", "col")
        .attr("role", "columnheader")
        .attr("data-kind", column.kind_attr())
        .attr("data-wide", column.wide_only.then_some(""))
        .attr_fn("aria-sort", aria_sort);
    let head = match on_sort.filter(|_| column.sortable) {
        Some(on_sort) => {
            let arrow = move || match descending() {
                Some(false) => IconName::CHEVRON_UP,
                Some(true) => IconName::CHEVRON_DOWN,
                None => IconName::SORT,
            };
            let button = el("button")
                .class(style::sort)
                .attr("type", "button")
                .on("click", move |_| {
                    let descending = untrack(descending) == Some(false);
                    on_sort.run(Sort { column: key.to_owned(), descending });
                })
                .text(title)
                .child(icon(Derived::new(arrow)));
            head.child(button)
        }
        None if column.kind == ColumnKind::Actions => head.child(el("span").class("visually-hidden").text(title)),
        None => head.text(title),
    };
    head.into_any()
}

/// A row of a [`Table`].
#[component]
pub fn TableRow(
    /// One cell for each column; the first names the row.
    cells: Vec<AnyView>,
    /// The box that chooses it, where rows can be chosen; empty where this one cannot.
    #[prop(optional_no_strip)]
    mark: Option<AnyView>,
    /// It is among the chosen.
    #[prop(optional, into)]
    selected: Signal<bool>,
    /// It stays in its place without being shown: quicker than removing and redrawing it.
    #[prop(optional, into)]
    hidden: Signal<bool>,
) -> impl IntoView {
    let columns = use_context::<TableContext>();
    let cell = |(index, content): (usize, AnyView)| {
        let column =
            columns.and_then(|columns| columns.0.try_with_value(|columns| columns.get(index).cloned()).flatten());
        if index == 0 {
            return el("th").attr("scope", "row").attr("role", "rowheader").child(content).into_any();
        }
        let wide_only = column.as_ref().is_some_and(|column| column.wide_only);
        el("td")
            .attr("role", "cell")
            .attr("data-kind", column.as_ref().and_then(ColumnHead::kind_attr))
            .attr("data-wide", wide_only.then_some(""))
            .attr("data-title", column.map(|column| column.title))
            .child(content)
            .into_any()
    };
    let mark = mark
        .map(|mark| el("td").attr("role", "cell").attr("data-kind", "choose").el(el("label").child(mark)).into_any());
    el("tr")
        .attr("role", "row")
        .maybe(mark)
        .flag("data-selected", move || selected.get())
        .flag("hidden", move || hidden.get())
        .children(cells.into_iter().enumerate().map(cell))
        .into_any()
}
