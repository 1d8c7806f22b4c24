//! Lists as their addresses have them: sorted by value, without the columns that are not wanted.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::components::{Column, Item, Listing, Rows};
use wheelhouse::reactive::Derived;
use wheelhouse::ui::Toaster;

use super::ui::page::{Page, attribute, has_focus, next_frame, press};

/// A name, a number of bytes and a moment.
type Backup = (&'static str, Option<i64>, &'static str);

const BACKUPS: [Backup; 3] = [
    ("first", Some(9_000), "2026-01-02T00:30:00+02:00"),
    ("second", Some(10_000), "2026-01-01T23:00:00Z"),
    ("third", None, "2025-12-31T00:00:00Z"),
];

fn bytes(bytes: Option<i64>) -> String {
    bytes.map_or_else(|| "Unknown".to_owned(), |bytes| format!("{bytes} bytes"))
}

const COLUMNS: &[Column<Backup>] = &[
    Column::text("name", "Name", |backup| backup.0.to_owned()),
    Column::number("size", "Size", |backup| backup.1, bytes),
    Column::time("made", "Made", |backup| Some(backup.2)),
    // In every list here it is neither drawn nor offered.
    Column::text("unit", "Unit", |_| "bytes".to_owned()).only_in_files(),
];

/// The list at an address that starts without a query, which it also shows.
async fn list() -> Page {
    list_of(|| BACKUPS.iter().map(|backup| Item::new(backup.0, *backup)).collect()).await
}

async fn list_of(all: fn() -> Vec<Item<Backup>>) -> Page {
    Page::show(move || {
        Toaster::provide();
        let content = move || {
            use_navigate()("/", Default::default());
            let search = use_location().search;
            let items = move || Some(all());
            let list = view! {
                <Listing
                    caption="Backups"
                    rows=Rows::new(COLUMNS, items)
                    error=Derived::new(|| None)
                    loading=false
                    on_retry=|| ()
                    empty=|| ()
                />
            };
            view! {
                <output>{move || search.get()}</output>
                {list.into_any()}
            }
            .into_any()
        };
        view! { <Router>{content()}</Router> }.into_any()
    })
    .await
}

fn texts(page: &Page, selector: &str) -> Vec<String> {
    page.all(selector).iter().map(|cell| cell.inner_text()).collect()
}

async fn until_names(page: &Page, names: [&str; 3]) {
    page.until("the rows are in order", |page| texts(page, "[role=rowheader]") == names).await;
}

async fn until_search(page: &Page, search: &str) {
    let said = |page: &Page| page.get("output").inner_text().trim_start_matches('?').replace("%2C", ",");
    page.until(search, |page| said(page) == search).await;
}

#[wasm_bindgen_test]
async fn sizes_and_moments_sort_by_value_and_what_is_unknown_stays_last() {
    let page = list().await;
    until_names(&page, ["first", "second", "third"]).await;
    page.button("Size").click();
    until_search(&page, "sort=size").await;
    until_names(&page, ["first", "second", "third"]).await;
    page.button("Size").click();
    until_search(&page, "sort=-size").await;
    until_names(&page, ["second", "first", "third"]).await;
    page.button("Made").click();
    until_names(&page, ["third", "first", "second"]).await;
}

#[wasm_bindgen_test]
async fn of_many_rows_a_thousand_are_drawn_and_more_when_asked_for() {
    let page = list_of(|| (0..2_345).map(|at| Item::new(at.to_string(), BACKUPS[0])).collect()).await;
    let rows = |page: &Page| page.all("tbody tr").len();
    page.until("a thousand rows are drawn", |page| rows(page) == 1_000).await;
    assert!(texts(&page, "[aria-live=polite]").contains(&"2,345 in total".to_owned()));
    page.button("Show 1,000 more").click();
    page.until("two thousand rows are drawn", |page| rows(page) == 2_000).await;
    page.button("Show 345 more").click();
    page.until("all rows are drawn", |page| rows(page) == 2_345).await;
    assert!(!page.all("button").iter().any(|button| button.inner_text().starts_with("Show ")));
}

#[wasm_bindgen_test]
async fn columns_are_hidden_and_shown_again_by_the_keyboard_and_the_address_says_so() {
    let page = list().await;
    until_names(&page, ["first", "second", "third"]).await;
    page.button("View").focus().unwrap();
    press("ArrowDown");
    let items = "[role=menuitemcheckbox]";
    page.until("the first item has the focus", |page| page.all(items).first().is_some_and(has_focus)).await;
    // The column of names cannot be hidden.
    assert_eq!(texts(&page, items), ["Size", "Made", "Comfortable rows"]);
    page.all(items)[0].click();
    until_search(&page, "hide=size").await;
    page.until("the column is gone", |page| texts(page, "thead th") == ["Name", "Made"]).await;
    assert_eq!(page.all("tbody td").len(), 3);
    let item = page.all(items).remove(0);
    assert_eq!(attribute(&item, "aria-checked").as_deref(), Some("false"));
    assert!(has_focus(&item), "the menu stays open");
    press("ArrowDown");
    page.all(items)[1].click();
    until_search(&page, "hide=size,made").await;
    page.until("only names are left", |page| texts(page, "thead th") == ["Name"]).await;
    page.all(items)[0].click();
    page.until("sizes are back", |page| texts(page, "thead th") == ["Name", "Size"]).await;
    assert_eq!(texts(&page, "tbody td"), ["9000 bytes", "10000 bytes", "Unknown"]);
    next_frame().await;
}
