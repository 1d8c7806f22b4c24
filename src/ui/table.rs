use leptos::context::Provider;
use leptos::prelude::*;

use super::{Icon, IconName, RefreshBar};

stylance::import_style!(style, "table.module.css");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnKind {
    Text,
    Number,
    Actions,
}

/// A column of a [`Table`].
#[derive(Clone, Debug)]
pub struct Column {
    key: &'static str,
    title: &'static str,
    kind: ColumnKind,
    sortable: bool,
    wide_only: bool,
}

impl Column {
    /// A column of text; the first one holds the names of the rows.
    pub const fn new(key: &'static str, title: &'static str) -> Self {
        Self { key, title, kind: ColumnKind::Text, sortable: false, wide_only: false }
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

    /// Left out of the two-line rows: for what is least missed on a phone.
    pub const fn wide_only(mut self) -> Self {
        self.wide_only = true;
        self
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

/// What the rows know of their table.
#[derive(Clone, Copy)]
struct TableContext(StoredValue<Vec<Column>>);

/// Rows of things with their properties in columns. Its header stays in view, and where there is no room for columns
/// each row becomes two lines: the name, and the rest.
///
/// It orders nothing by itself: it shows `sort` and asks for another by `on_sort`.
#[component]
pub fn Table(
    /// What the rows are, for screen readers.
    #[prop(into)]
    caption: Signal<String>,
    /// The columns.
    columns: Vec<Column>,
    /// The order of the rows, if any.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// Called with the order asked for.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// The rows shown are being refreshed.
    #[prop(optional, into)]
    refreshing: Signal<bool>,
    /// [`TableRow`]s, mostly out of a `For`.
    children: Children,
) -> impl IntoView {
    let heads = columns.iter().map(|column| head(column, sort, on_sort)).collect_view();
    let context = TableContext(StoredValue::new(columns));
    // The roles say again what the elements are, because browsers forget it when `display` changes.
    view! {
        <div class=style::wrap>
            <RefreshBar active=refreshing />
            <table class=style::table role="table" aria-busy=move || refreshing.get().then_some("true")>
                <caption class="visually-hidden">{caption}</caption>
                <thead class=style::head role="rowgroup">
                    <tr role="row">{heads}</tr>
                </thead>
                <tbody class=style::body role="rowgroup">
                    <Provider value=context>{children()}</Provider>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head(column: &Column, sort: Signal<Option<Sort>>, on_sort: Option<Callback<Sort>>) -> AnyView {
    let Column { key, title, .. } = *column;
    let descending =
        move || sort.with(|sort| sort.as_ref().filter(|sort| sort.column == key).map(|sort| sort.descending));
    let aria_sort = move || descending().map(|down| if down { "descending" } else { "ascending" });
    let content = match on_sort.filter(|_| column.sortable) {
        Some(on_sort) => view! {
            <button
                class=style::sort
                type="button"
                on:click=move |_| {
                    let descending = untrack(descending) == Some(false);
                    on_sort.run(Sort { column: key.to_owned(), descending });
                }
            >
                {title}
                <Icon name=move || match descending() {
                    Some(false) => IconName::CHEVRON_UP,
                    Some(true) => IconName::CHEVRON_DOWN,
                    None => IconName::SORT,
                } />
            </button>
        }
        .into_any(),
        None if column.kind == ColumnKind::Actions => view! { <span class="visually-hidden">{title}</span> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <th scope="col" role="columnheader" data-kind=column.kind_attr() aria-sort=aria_sort>
            {content}
        </th>
    }
    .into_any()
}

/// A row of a [`Table`].
#[component]
pub fn TableRow(
    /// One cell for each column; the first names the row.
    cells: Vec<AnyView>,
    /// It is among the chosen.
    #[prop(optional, into)]
    selected: Signal<bool>,
) -> impl IntoView {
    let columns = use_context::<TableContext>();
    let cell = |(index, content): (usize, AnyView)| {
        let column =
            columns.and_then(|columns| columns.0.try_with_value(|columns| columns.get(index).cloned()).flatten());
        if index == 0 {
            return view! { <th scope="row" role="rowheader">{content}</th> }.into_any();
        }
        view! {
            <td
                role="cell"
                data-kind=column.as_ref().and_then(Column::kind_attr)
                data-wide=column.as_ref().and_then(|column| column.wide_only.then_some(""))
                data-title=column.map(|column| column.title)
            >
                {content}
            </td>
        }
        .into_any()
    };
    view! {
        <tr role="row" data-selected=move || selected.get().then_some("")>
            {cells.into_iter().enumerate().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}
