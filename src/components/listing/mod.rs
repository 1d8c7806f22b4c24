//! One list of resources: search, sort, its states, all of it in the address.

mod amount;
mod arrange;
mod column;
mod density;
mod export;
mod hiding;
mod rows;
mod sort_value;
mod toolbar;
mod view_menu;

pub use amount::amount;
pub use column::{AnyColumns, Column, Columns};
pub use density::density;
pub use export::csv_of;
pub use rows::{AnyItem, Item, Rows, row_menu, table_of};
pub use sort_value::SortValue;
pub use toolbar::toolbar;
pub use view_menu::view_menu;

use std::sync::Arc;

use leptos::prelude::*;

use super::loaded::stale_notice;
use super::{Neighbours, ProblemView, UrlState, use_url_state};
use crate::api::ApiError;
use crate::reactive::{Derived, Memo, memo};
use crate::text::{count_words, within};
use crate::ui::{
    Button, Choices, ColumnHead, EmptyState, Row as Entry, Skeleton, Sort, Table, TableRow, TextInput, each, el, live,
    nothing, view,
};
use arrange::arrange;
use export::{Sheet, export_items};
use hiding::hiding;
use rows::Row;

stylance::import_style!(style, "listing.module.css");

/// So many rows are drawn at once, and so many more each time that somebody asks.
const DRAWN: usize = 1000;

/// The box before the name of the row with this id, and whether it is ticked.
pub type Mark = dyn Fn(&str, &str) -> (AnyView, Signal<bool>) + Send + Sync;

/// How rows are chosen, and what can be done with those chosen.
#[derive(Clone)]
pub struct Choosing {
    pub mark: Arc<Mark>,
    /// What a table shows for it, given the ids of the rows that are shown.
    pub choices: Arc<dyn Fn(Memo<Vec<String>>) -> Choices + Send + Sync>,
    /// Where what is done to them is asked about and followed. It outlives the table: the last row may be gone by then.
    pub dialog: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

/// What stands in the list's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Unknown,
    Rows,
    NoMatch,
    Empty,
}

/// A searchable, sortable list with every state it can be in.
#[component]
pub fn Listing(
    /// The list's name, as in "Variables".
    #[prop(into)]
    caption: String,
    /// The keys of their columns are how the address spells an order.
    rows: Rows,
    #[prop(into)] error: Derived<Option<ApiError>>,
    #[prop(into)] loading: Signal<bool>,
    #[prop(into)] on_retry: Callback<()>,
    /// What stands here when there is nothing at all.
    #[prop(into)]
    empty: ViewFn,
    /// What narrows the list, beside the search.
    #[prop(optional, into)]
    filters: Option<ViewFn>,
    /// At the far right: ways elsewhere, and last the list's main action.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Whether a filter other than the search is set.
    #[prop(optional, into)]
    is_filtered: Signal<bool>,
    /// Takes those filters back.
    #[prop(optional, into)]
    on_clear: Option<Callback<()>>,
    /// The addresses of the neighbouring pages, as the API's links have them.
    #[prop(optional, into)]
    pages: Derived<Neighbours>,
    /// Why it must not be taken away as a file: what it lacks would be taken for not there.
    #[prop(optional, into)]
    partial: Signal<Option<String>>,
    /// How rows are chosen, where something can be done with many.
    #[prop(optional_no_strip, into)]
    choosing: Option<Choosing>,
) -> impl IntoView {
    let caption_text = caption.clone();
    let search = use_url_state("q", &["cursor"]);
    let sort = use_url_state("sort", &["cursor"]);
    let Rows { heads, rows } = rows;
    let count = heads.with_value(Vec::len);
    let (columns, visible) = heads.with_value(|heads| hiding(heads));
    let (query, order) = (search.signal(), sort.signal());
    let shown = memo(move || {
        let sort = parse_sort(&order.get()).and_then(|sort| {
            let at = heads.with_value(|heads| heads.iter().position(|head| head.key() == sort.column))?;
            Some((at, sort.descending))
        });
        arrange(rows.get().unwrap_or_default(), &query.get(), sort)
    });
    let is_known = memo(move || rows.with(Option::is_some));
    let has_any = memo(move || rows.with(|rows| rows.as_ref().is_some_and(|rows| !rows.is_empty())));
    let has_shown = memo(move || shown.with(|shown| !shown.is_empty()));
    let searching = memo(move || !query.with(String::is_empty) || is_filtered.get());
    let clear = {
        let search = search.clone();
        Callback::new(move |()| {
            search.replace(String::new());
            if let Some(on_clear) = on_clear {
                on_clear.run(());
            }
        })
    };
    let ids = memo(move || {
        shown.with(|shown| shown.iter().filter_map(|row| row.choice().map(str::to_owned)).collect::<Vec<_>>())
    });
    let drawn = RwSignal::new(DRAWN);
    let dialog = choosing.as_ref().map(|choosing| (choosing.dialog)());
    let choosing = StoredValue::new(choosing);
    let entries = move || {
        let visible = visible.get();
        // A row that says the same in other columns is another row.
        let places = visible.iter().map(|at| format!(" {at}")).collect::<String>();
        let entry = |row: Row| {
            let (key, visible) = (format!("{}{places}", row.key()), visible.clone());
            Entry::new(key, move || choosing.with_value(|choosing| table_row(&row, &visible, choosing.as_ref())))
        };
        shown.get().into_iter().take(drawn.get()).map(entry).collect()
    };
    let left = memo(move || shown.with(Vec::len).saturating_sub(drawn.get()));
    let more = move || match left.get().min(DRAWN) {
        0 => nothing(),
        more => {
            let label = format!("Show {} more", count_words(more));
            view! { <Button on_click=move || drawn.update(|drawn| *drawn += DRAWN)>{label}</Button> }
        }
    };
    let table = move || {
        let sort = sort.clone();
        let heads: Vec<ColumnHead> = heads.with_value(|heads| {
            visible.with(|visible| visible.iter().filter_map(|at| heads.get(*at).copied()).collect())
        });
        let choices = choosing.with_value(|choosing| choosing.as_ref().map(|choosing| (choosing.choices)(ids)));
        view! {
            <Table
                choices=choices
                caption=caption.clone()
                columns=heads
                sort=Derived::new(move || parse_sort(&order.get()))
                on_sort=move |wanted: Sort| sort.push(spell_sort(&wanted))
                refreshing=loading
            >
                {each(entries)}
            </Table>
        }
    };
    let phase = memo(move || match (is_known.get(), has_shown.get(), has_any.get() || searching.get()) {
        (false, ..) => Phase::Unknown,
        (true, true, _) => Phase::Rows,
        (true, false, true) => Phase::NoMatch,
        (true, false, false) => Phase::Empty,
    });
    let caption = within(&caption_text);
    let loading_label = format!("Loading {caption}");
    let body = move || match phase.get() {
        Phase::Unknown => match error.get() {
            Some(error) => view! { <ProblemView error=error on_retry=on_retry retrying=loading /> },
            None => view! { <Skeleton rows=6 columns=count label=loading_label.clone() /> },
        },
        Phase::Rows => table(),
        Phase::NoMatch => no_match("Try fewer or different words.", clear),
        Phase::Empty => empty.run(),
    };
    let stale = move || {
        let error = error.get().filter(|_| is_known.get());
        stale_notice("This list may be out of date", error)
    };
    let amount = Signal::derive(move || {
        let all = rows.with(|rows| rows.as_ref().map_or(0, Vec::len));
        let pages = pages.get();
        amount(shown.with(Vec::len), all, pages.are_there() || pages.is_part, pages.total)
    });
    let export = export_items(&caption_text, partial, move || sheet(heads, &visible.get(), &shown.get()));
    let (roomy, spacing) = density();
    let shows = view_menu(&caption, vec![columns, roomy, export]);
    let show_tools = memo(move || has_any.get() || searching.get());
    let label = format!("Search {caption}");
    let filters = filters.map_or_else(nothing, |filters| filters.run());
    let ways = std::iter::once(shows).chain(actions.map(|actions| actions.run())).collect();
    let tools = toolbar(search_input(label, search), filters, amount, ways);
    let tools = tools.flag("hidden", move || !show_tools.get());
    el("div")
        .class(style::listing)
        .attr("data-density", spacing)
        .child(tools)
        .child_fn(stale)
        .child_fn(body)
        .child_fn(more)
        .maybe(dialog)
        .child(pager(pages, searching))
        .into_any()
}

fn table_row(row: &Row, visible: &[usize], choosing: Option<&Choosing>) -> AnyView {
    let cells = visible.iter().map(|at| row.cell(*at)).collect();
    let Some(choosing) = choosing else { return view! { <TableRow cells=cells /> } };
    let mark = row.choice().map(|id| (choosing.mark)(id, row.name()));
    let (mark, selected) = mark.unwrap_or_else(|| (nothing(), Signal::default()));
    view! { <TableRow cells=cells mark=Some(mark) selected=selected /> }
}

/// What is exported of the rows that are shown.
fn sheet(heads: StoredValue<Vec<ColumnHead>>, visible: &[usize], shown: &[Row]) -> Sheet {
    heads.with_value(|heads| {
        let is_told = |at: &usize, head: &ColumnHead| head.is_only_in_files() || visible.contains(at);
        let columns = heads.iter().enumerate();
        let columns: Vec<_> = columns.filter(|(at, head)| !head.is_actions() && is_told(at, head)).collect();
        let row = |row: &Row| columns.iter().map(|(at, _)| row.text(*at).to_owned()).collect();
        Sheet {
            titles: columns.iter().map(|(_, head)| head.title()).collect(),
            rows: shown.iter().map(row).collect(),
            things: shown.iter().map(|row| row.json().cloned()).collect(),
            lines: shown.iter().filter_map(Row::line).map(str::to_owned).collect(),
        }
    })
}

/// The search of a list, kept in the address.
pub fn search_input(label: String, search: UrlState) -> AnyView {
    view! {
        <TextInput
            kind="search"
            label=label.clone()
            placeholder=label
            value=search.signal()
            on_input=move |text: String| search.replace(text)
        />
    }
}

/// What stands in place of rows when the search leaves none.
pub fn no_match(text: &'static str, clear: Callback<()>) -> AnyView {
    let actions = move || view! { <Button on_click=clear>"Clear search"</Button> };
    view! { <EmptyState title="No matches" text=text actions=actions /> }
}

/// Buttons to the neighbouring pages, where the API has some.
fn pager(pages: Derived<Neighbours>, searching: Memo<bool>) -> AnyView {
    let cursor = use_url_state("cursor", &[]);
    let has_pages = memo(move || pages.get().are_there());
    let button = move |cursor: UrlState, label: &'static str, target: Signal<Option<String>>| {
        let none = Signal::derive(move || target.with(Option::is_none).then(|| "No more pages.".to_owned()));
        let go = move || {
            if let Some(target) = target.get_untracked() {
                cursor.push(target);
            }
        };
        view! { <Button disabled_because=none on_click=go>{label}</Button> }
    };
    let note = move || if searching.get() { "Only this page is searched." } else { "" };
    live(move || {
        if !has_pages.get() {
            return nothing();
        }
        el("nav")
            .class(style::pager)
            .attr("aria-label", "Pages")
            .child(button(cursor.clone(), "Previous page", Signal::derive(move || pages.get().previous)))
            .child(button(cursor.clone(), "Next page", Signal::derive(move || pages.get().next)))
            .child(el("span").class("muted").show(Signal::derive(move || note().to_owned())))
            .into_any()
    })
}

/// `-name` sorts by name, descending.
fn parse_sort(text: &str) -> Option<Sort> {
    let descending = text.starts_with('-');
    let column = text.trim_start_matches('-');
    (!column.is_empty()).then(|| Sort { column: column.to_owned(), descending })
}

fn spell_sort(sort: &Sort) -> String {
    format!("{}{}", if sort.descending { "-" } else { "" }, sort.column)
}
