//! What is in a folder.

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::{Tree, TreeEntry};

use super::frame::style;
use super::revision::{Revision, short};
use crate::components::{
    Column, EntryKind, Item, Listing, Rows, data_of, icon_of, kind_of, or_unknown, sorted, word_of,
};
use crate::data::Read;
use crate::ui::{EmptyState, Icon, IconName, el, view};

/// The list of a folder's files and folders, folders first.
pub fn folder(revision: Revision, tree: Read<Tree>, steps: Vec<String>) -> AnyView {
    let (_, error, loading, retry) = data_of(tree);
    let items = move || {
        let entries = sorted(tree.data()?.entries(), |entry| {
            format!("{}{}", u8::from(kind_of(entry) != EntryKind::Folder), entry.path().unwrap_or_default())
        });
        Some(entries.iter().map(|entry| row(revision, &steps, entry)).collect())
    };
    view! {
        <Listing
            caption="Files"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            empty=|| {
                view! {
                    <EmptyState
                        icon=IconName::FOLDER
                        title="No files here"
                        text="Files appear here once a commit with some is pushed."
                    />
                }
            }
        />
    }
}

/// An entry of a folder, and its address where it has one.
struct Row {
    entry: TreeEntry,
    href: Option<String>,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| or_unknown(row.entry.path())).cell(name_cell),
    Column::text("kind", "Kind", |row: &Row| word_of(&row.entry)),
    Column::text("id", "Object", object).unsorted().cell(|row| el("code").text(object(row)).into_any()),
];

fn object(row: &Row) -> String {
    or_unknown(row.entry.sha().map(short).as_deref())
}

fn name_cell(row: &Row) -> AnyView {
    let kind = kind_of(&row.entry);
    el("span")
        .class(style::name)
        .attr("data-kind", (kind == EntryKind::Folder).then_some("folder"))
        .child(view! { <Icon name=icon_of(kind) /> })
        .child(el("a").attr("href", row.href.clone()).text(or_unknown(row.entry.path())))
        .into_any()
}

fn row(revision: Revision, steps: &[String], entry: &TreeEntry) -> Item<Row> {
    let path: Vec<String> = steps.iter().cloned().chain(entry.path().map(str::to_owned)).collect();
    // Without a name it has no address.
    let href = entry.path().map(|_| revision.path(&path).path());
    Item::new(or_unknown(entry.path()), Row { entry: entry.clone(), href })
}
