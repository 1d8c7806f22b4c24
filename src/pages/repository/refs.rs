//! The branches, tags and pull requests of the repository.

use leptos::prelude::*;
use wheelhouse_contract::sections::repository::{GetListOfRepositoryRefs, Ref};

use super::revision::{RefKind, ref_kind, ref_label, short};
use crate::components::{Column, Item, Listing, Rows, data_of, or_unknown, sorted, use_url_state};
use crate::data::read;
use crate::layouts::Place;
use crate::routes::Route;
use crate::ui::{Badge, Copyable, EmptyState, IconName, Select, SelectOption, el, live, nothing, view};

/// The kinds that the list can be narrowed to, as the address spells them.
const KINDS: [(&str, &str, RefKind); 3] = [
    ("branch", "Branches", RefKind::Branch),
    ("tag", "Tags", RefKind::Tag),
    ("pull-request", "Pull requests", RefKind::PullRequest),
];

pub fn page(project: String) -> AnyView {
    let place = Place::expect();
    let path = GetListOfRepositoryRefs::path(&project);
    let list = read::<GetListOfRepositoryRefs>(move || Some(path.clone()));
    let (_, error, loading, retry) = data_of(list);
    let kind = use_url_state("kind", &[]);
    let chosen = kind.signal();
    let clear = {
        let kind = kind.clone();
        Callback::new(move |()| kind.push(String::new()))
    };
    let items = move || {
        let default = place.project.data().and_then(|project| project.default_branch().map(str::to_owned));
        let wanted = chosen.get();
        let wanted = KINDS.iter().find(|(word, ..)| *word == wanted).map(|(.., kind)| *kind);
        let list = list.data()?;
        let kinds = |one: &&Ref| wanted.is_none_or(|wanted| ref_kind(name_of(one)) == wanted);
        let of_kind: Vec<Ref> = list.items().iter().filter(kinds).cloned().collect();
        let is_default =
            |one: &Ref| default.as_deref().is_some_and(|branch| name_of(one).strip_prefix("heads/") == Some(branch));
        // The order of the API within each kind; the default branch before all.
        let in_order = sorted(of_kind, |one| {
            match ref_kind(name_of(one)) {
                _ if is_default(one) => "0",
                RefKind::Branch => "1",
                RefKind::PullRequest => "2",
                RefKind::Tag => "3",
                RefKind::Other => "4",
            }
            .to_owned()
        });
        Some(in_order.iter().map(|one| row(&project, one, is_default(one))).collect())
    };
    let filter = move || {
        let kind = kind.clone();
        let kinds = KINDS.iter().map(|(word, label, _)| SelectOption::new(*word, *label));
        let options = std::iter::once(SelectOption::new("", "All kinds")).chain(kinds).collect::<Vec<_>>();
        view! { <Select label="Kind" value=chosen options=options on_change=move |value: String| kind.push(value) /> }
    };
    view! {
        <Listing
            caption="Branches and tags"
            rows=Rows::new(COLUMNS, items)
            error=error
            loading=loading
            on_retry=retry
            filters=filter
            is_filtered=Signal::derive(move || !chosen.with(String::is_empty))
            on_clear=clear
            empty=move || empty(place)
        />
    }
}

/// The name without `refs/`, as addresses have it.
fn name_of(reference: &Ref) -> &str {
    let name = reference.name().unwrap_or_default();
    name.strip_prefix("refs/").unwrap_or(name)
}

/// A branch, tag or pull request, and its project.
struct Row {
    reference: Ref,
    project: String,
    is_default: bool,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| or_unknown(Some(ref_label(name_of(&row.reference)))))
        .beside(|row| row.is_default.then(|| view! { <Badge text="Default" /> }).into_any()),
    Column::text("kind", "Kind", |row: &Row| ref_kind(name_of(&row.reference)).word().to_owned()),
    Column::text("commit", "Commit", |row: &Row| or_unknown(row.reference.sha())).unsorted().cell(|row| {
        match row.reference.sha() {
            Some(id) => el("a").class("mono").attr("href", address(&row.project, id)).text(short(id)).into_any(),
            None => "Unknown".into_any(),
        }
    }),
];

fn address(project: &str, commit: &str) -> String {
    Route::RepositoryCommit { project: project.to_owned(), commit: commit.to_owned() }.path()
}

fn row(project: &str, reference: &Ref, is_default: bool) -> Item<Row> {
    let name = name_of(reference);
    let href = (!name.is_empty()).then(|| address(project, name));
    let row = Row { reference: reference.clone(), project: project.to_owned(), is_default };
    Item::new(name, row).leading_to(href)
}

fn empty(place: Place) -> AnyView {
    let actions = move || {
        live(move || match place.project.data().and_then(|project| project.repository_url().map(str::to_owned)) {
            Some(url) => view! { <Copyable text=url label="Copy repository address" /> },
            None => nothing(),
        })
    };
    view! {
        <EmptyState
            icon=IconName::ENVIRONMENT
            title="No branches yet"
            text="Branches appear here once they’re pushed to the project’s repository."
            actions=actions
        />
    }
}
