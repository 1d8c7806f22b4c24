//! One list of resources: search, sort, its states, all of it in the address.

use std::sync::Arc;

use leptos::prelude::*;

use super::export::export_menu;
use super::{ProblemView, UrlState, density, sorted, stale_notice, use_url_state};
use crate::api::{ApiError, ErrorKind};
use crate::reactive::{Derived, Memo, memo};
use crate::text::lower;
use crate::ui::{Button, Column, EmptyState, Row, Skeleton, Sort, Table, TableRow, TextInput, each, el, live};

stylance::import_style!(style, "listing.module.css");

/// A row: what it says for searching and sorting, and how it is drawn.
#[derive(Clone)]
pub struct Item {
    /// Unique in the list.
    pub key: String,
    /// One text a column, in their order; more may follow, to be found by.
    pub texts: Vec<String>,
    pub cells: Arc<dyn Fn() -> Vec<AnyView> + Send + Sync>,
    /// Its id in a selection; `None` where it cannot be chosen.
    pub choice: Option<String>,
}

/// The box before the name of the row with this id, and whether it is ticked.
pub type Mark = dyn Fn(&str, &str) -> (AnyView, Signal<bool>) + Send + Sync;

/// How rows are chosen: the box before a name, and the bar above the list, given the ids of the rows that are shown.
#[derive(Clone)]
pub struct Choosing {
    pub mark: Arc<Mark>,
    pub bar: Arc<dyn Fn(Memo<Vec<String>>) -> AnyView + Send + Sync>,
}

impl Item {
    pub fn new(
        key: impl Into<String>,
        texts: Vec<String>,
        cells: impl Fn() -> Vec<AnyView> + Send + Sync + 'static,
    ) -> Self {
        Self { key: key.into(), texts, cells: Arc::new(cells), choice: None }
    }

    /// It can be chosen, by this id.
    pub fn chosen_by(mut self, id: impl Into<String>) -> Self {
        self.choice = Some(id.into());
        self
    }
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
    caption: &'static str,
    /// Their keys are how the address spells an order.
    columns: Vec<Column>,
    /// The rows; `None` while not known.
    #[prop(into)]
    items: Derived<Option<Vec<Item>>>,
    #[prop(into)] error: Derived<Option<ApiError>>,
    #[prop(into)] loading: Signal<bool>,
    #[prop(into)] on_retry: Callback<()>,
    /// What stands here when there is nothing at all.
    #[prop(into)]
    empty: ViewFn,
    /// More controls beside the search.
    #[prop(optional, into)]
    filters: Option<ViewFn>,
    /// Whether a filter other than the search is set.
    #[prop(optional, into)]
    is_filtered: Signal<bool>,
    /// Takes those filters back.
    #[prop(optional, into)]
    on_clear: Option<Callback<()>>,
    /// The addresses of the neighbouring pages, as the API's links have them.
    #[prop(optional, into)]
    pages: Derived<(Option<String>, Option<String>)>,
    /// How rows are chosen, where something can be done with many.
    #[prop(optional_no_strip, into)]
    choosing: Option<Choosing>,
) -> impl IntoView {
    let search = use_url_state("q", &["cursor"]);
    let sort = use_url_state("sort", &["cursor"]);
    let count = columns.len();
    let titles: Vec<_> = columns.iter().map(Column::title).collect();
    let keys: Vec<_> = columns.iter().map(Column::key).collect();
    let (query, order) = (search.signal(), sort.signal());
    let shown = memo(move || {
        let known = items.get().unwrap_or_default();
        Arranged(arrange(known, &query.get(), parse_sort(&order.get()).as_ref(), &keys))
    });
    let is_known = memo(move || items.with(Option::is_some));
    let has_any = memo(move || items.with(|items| items.as_ref().is_some_and(|items| !items.is_empty())));
    let has_shown = memo(move || shown.with(|Arranged(shown)| !shown.is_empty()));
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
    let ids = memo(move || shown.with(|Arranged(shown)| shown.iter().filter_map(|item| item.choice.clone()).collect()));
    let bar = choosing.as_ref().map(|choosing| (choosing.bar)(ids));
    let choosing = StoredValue::new(choosing);
    let rows = move || {
        let row = |item: Item| {
            let key = format!("{}\n{}", item.key, item.texts.join("\n"));
            Row::new(key, move || choosing.with_value(|choosing| table_row(&item, choosing.as_ref())))
        };
        shown.get().0.into_iter().map(row).collect()
    };
    let table = move || {
        let sort = sort.clone();
        view! {
            <Table
                caption=caption
                columns=columns.clone()
                sort=Derived::new(move || parse_sort(&order.get()))
                on_sort=move |wanted: Sort| sort.push(spell_sort(&wanted))
                refreshing=loading
            >
                {each(rows)}
            </Table>
        }
        .into_any()
    };
    let phase = memo(move || match (is_known.get(), has_shown.get(), has_any.get() || searching.get()) {
        (false, ..) => Phase::Unknown,
        (true, true, _) => Phase::Rows,
        (true, false, true) => Phase::NoMatch,
        (true, false, false) => Phase::Empty,
    });
    let lower = lower(caption);
    let loading_label = format!("Loading {lower}");
    let body = move || match phase.get() {
        Phase::Unknown => match error.get() {
            Some(error) => view! { <ProblemView error=error on_retry=on_retry retrying=loading /> }.into_any(),
            None => view! { <Skeleton rows=6 columns=count label=loading_label.clone() /> }.into_any(),
        },
        Phase::Rows => table(),
        Phase::NoMatch => no_match("No entry has all of the words you searched for.", clear),
        Phase::Empty => empty.run(),
    };
    let stale = move || {
        let error = error.get().filter(|error| is_known.get() && error.kind != ErrorKind::Network);
        stale_notice("This list may be out of date", error)
    };
    let export = export_menu(caption, titles, move || shown.get().0);
    let (compact, spacing) = density();
    let show_tools = memo(move || has_any.get() || searching.get());
    let label = format!("Search {lower}");
    let tools = el("div")
        .class(style::tools)
        .flag("hidden", move || !show_tools.get())
        .el(el("div").class(style::search).child(search_input(label, search)))
        .child(export)
        .child(compact)
        .maybe(filters.map(|filters| filters.run()));
    el("div")
        .class(style::listing)
        .attr("data-density", spacing)
        .el(tools)
        .maybe(bar)
        .child_fn(stale)
        .child_fn(body)
        .child(pager(pages, searching))
        .into_any()
}

fn table_row(item: &Item, choosing: Option<&Choosing>) -> AnyView {
    let mut cells = (item.cells)();
    let name = item.texts.first().map(String::as_str).unwrap_or_default();
    let mark = item.choice.as_deref().zip(choosing).map(|(id, choosing)| (choosing.mark)(id, name));
    let Some((mark, selected)) = mark.filter(|_| !cells.is_empty()) else {
        return view! { <TableRow cells=cells /> }.into_any();
    };
    let name = cells.remove(0);
    cells.insert(0, el("span").class(style::chosen).child(mark).child(name).into_any());
    view! { <TableRow cells=cells selected=selected /> }.into_any()
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
    .into_any()
}

/// What stands in the place of rows when the search leaves none.
pub fn no_match(text: &'static str, clear: Callback<()>) -> AnyView {
    let actions = move || view! { <Button on_click=clear>"Clear search"</Button> };
    view! { <EmptyState title="Nothing matches" text=text actions=actions /> }.into_any()
}

/// Buttons to the neighbouring pages, where the API has some.
fn pager(pages: Derived<(Option<String>, Option<String>)>, searching: Memo<bool>) -> AnyView {
    let cursor = use_url_state("cursor", &[]);
    let has_pages = memo(move || pages.with(|(previous, next)| previous.is_some() || next.is_some()));
    let button = move |cursor: UrlState, label: &'static str, target: Signal<Option<String>>| {
        let none = Signal::derive(move || target.with(Option::is_none).then(|| "There are no more.".to_owned()));
        let go = move || {
            if let Some(target) = target.get_untracked() {
                cursor.push(target);
            }
        };
        view! { <Button disabled_because=none on_click=go>{label}</Button> }.into_any()
    };
    let note = move || if searching.get() { "Searched on this page only; there are others." } else { "" };
    live(move || {
        if !has_pages.get() {
            return ().into_any();
        }
        el("nav")
            .class(style::pager)
            .attr("aria-label", "Pages")
            .child(button(cursor.clone(), "Previous page", Signal::derive(move || pages.get().0)))
            .child(button(cursor.clone(), "Next page", Signal::derive(move || pages.get().1)))
            .el(el("span").class("muted").show(Signal::derive(move || note().to_owned())))
            .into_any()
    })
}

/// The rows that have every word of the query, in the order asked for.
pub fn arrange(items: Vec<Item>, query: &str, sort: Option<&Sort>, keys: &[&str]) -> Vec<Item> {
    let words: Vec<String> = query.split_whitespace().map(lower).collect();
    let mut shown: Vec<Item> = items
        .into_iter()
        .filter(|item| {
            words.is_empty() || {
                let all = lower(&item.texts.join("\n"));
                words.iter().all(|word| all.contains(word))
            }
        })
        .collect();
    let column = sort.and_then(|sort| Some((keys.iter().position(|key| *key == sort.column)?, sort.descending)));
    if let Some((column, descending)) = column {
        shown = sorted(shown, |item| item.texts.get(column).map(|text| lower(text)).unwrap_or_default());
        if descending {
            shown.reverse();
        }
    }
    shown
}

/// The rows as they are shown; the same while they say the same.
#[derive(Clone)]
struct Arranged(Vec<Item>);

impl PartialEq for Arranged {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Item, &Item)| a.key == b.key && a.texts == b.texts;
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(same)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item> {
        [("1", "Shop", "eu-3"), ("2", "blog", "us-2"), ("3", "Docs", "eu-5")]
            .map(|(key, title, region)| Item::new(key, vec![title.to_owned(), region.to_owned()], Vec::new))
            .to_vec()
    }

    fn keys(items: &[Item]) -> String {
        items.iter().map(|item| item.key.as_str()).collect()
    }

    #[test]
    fn every_word_has_to_be_there_in_any_case() {
        let columns = ["title", "region"];
        assert_eq!(keys(&arrange(items(), "EU", None, &columns)), "13");
        assert_eq!(keys(&arrange(items(), "eu docs", None, &columns)), "3");
        assert_eq!(keys(&arrange(items(), "", None, &columns)), "123");
    }

    #[test]
    fn sorts_by_a_column_and_ignores_one_it_does_not_know() {
        let columns = ["title", "region"];
        assert_eq!(keys(&arrange(items(), "", parse_sort("title").as_ref(), &columns)), "231");
        assert_eq!(keys(&arrange(items(), "", parse_sort("-region").as_ref(), &columns)), "231");
        assert_eq!(keys(&arrange(items(), "", parse_sort("colour").as_ref(), &columns)), "123");
    }
}
