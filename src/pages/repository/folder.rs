//! What is in a folder.

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::{Tree, TreeEntry};

use super::entry::{Kind, icon_of, kind_of, word_of};
use super::frame::style;
use super::revision::{Revision, short};
use crate::components::{Item, Listing, data_of, or_unknown, sorted};
use crate::data::Read;
use crate::reactive::Derived;
use crate::ui::{Column, EmptyState, Icon, IconName, el};

/// The list of a folder's files and folders, folders first.
pub fn folder(revision: Revision, tree: Read<Tree>, steps: Vec<String>) -> AnyView {
    let (_, error, loading, retry) = data_of(tree);
    let items = move || {
        let entries = sorted(tree.data()?.entries(), |entry| {
            format!("{}{}", u8::from(kind_of(entry) != Kind::Folder), entry.path().unwrap_or_default())
        });
        Some(entries.iter().map(|entry| row(revision, &steps, entry)).collect())
    };
    view! {
        <Listing
            caption="Files"
            columns=vec![
                Column::new("name", "Name").sortable(),
                Column::new("kind", "Kind").sortable(),
                Column::new("id", "Object"),
            ]
            items=Derived::new(items)
            error=error
            loading=loading
            on_retry=retry
            empty=|| {
                view! {
                    <EmptyState
                        icon=IconName::FOLDER
                        title="No files here"
                        text="Commit files and push them, and they appear here."
                    />
                }
            }
        />
    }
    .into_any()
}

fn row(revision: Revision, steps: &[String], entry: &TreeEntry) -> Item {
    let kind = kind_of(entry);
    let name = or_unknown(entry.path());
    let word = word_of(entry);
    let id = or_unknown(entry.sha().map(short).as_deref());
    let path: Vec<String> = steps.iter().cloned().chain(entry.path().map(str::to_owned)).collect();
    // Without a name it has no address.
    let href = entry.path().map(|_| revision.path(&path).path());
    let texts = vec![name.clone(), word.clone(), id.clone()];
    Item::new(name.clone(), texts, move || {
        let icon = view! { <Icon name=icon_of(kind) /> }.into_any();
        let name = el("a").attr("href", href.clone()).text(name.clone());
        vec![
            el("span")
                .class(style::name)
                .attr("data-kind", (kind == Kind::Folder).then_some("folder"))
                .child(icon)
                .el(name)
                .into_any(),
            word.clone().into_any(),
            el("code").text(id.clone()).into_any(),
        ]
    })
}
