//! The versions of an environment, which share its visitors.

mod shares;
mod split;

use leptos::prelude::*;
use serde_json::json;
use wheelhouse_contract::Items;
use wheelhouse_contract::sections::environment::{
    CreateVersionsAssociatedWithTheEnvironment, DeleteTheVersion, Environment, EnvironmentVersion, ListTheVersion,
    ListVersionsAssociatedWithTheEnvironment, UpdateTheVersion,
};

use crate::components::{
    Column, Common, Consequence, Doing, Operations, Owner, Reason, ResourcePages, Rows, Shown, Words, commit_link,
    copyable_id, facts_of, not_now, or_unknown, short_commit, yes_no,
};
use crate::data::{AnyRead, Read, read};
use crate::forms::{FormState, Input};
use crate::layouts::resource_page;
use crate::reactive::{Memo, memo};
use crate::routes::{Route, page};
use crate::ui::{Badge, IconName, Section, live, nothing, view, views};
use shares::{Move, Share, percent, shares};
use split::{before_and_after, split_bar};

/// The page of an address.
pub fn page(page: page::Versions) -> AnyView {
    let page::Versions::Versions { at, .. } = page;
    resource_page(&PAGES, at)
}

static PAGES: ResourcePages<EnvironmentVersion> = ResourcePages {
    called: Some(|version| format!("version {}", or_unknown(version.id()))),
    typed: Some(|version| or_unknown(version.id())),
    state: Some(locked_badge),
    found_by: Some(|version| is_locked(version).then(|| "Locked".to_owned()).into_iter().collect()),
    rows: Some(rows),
    ..ResourcePages::plain(
        Common {
            edit: Some("Change share"),
            editing: "Change share of",
            start: Some(|_| json!({"routing": {"percentage": 0}})),
            above: Some(bar),
            beside: Some(beside),
            cannot_add: Some(cannot_add),
            cannot_edit: Some(cannot),
            cannot_delete: Some(cannot),
            ..Common::plain(
                Words {
                    one: "version",
                    many: "versions",
                    icon: IconName::DEPLOY,
                    none: "No versions",
                    hint: "An environment starts with one version that gets all traffic. With more, it is split.",
                },
                |owner, at| Route::Versions { project: owner.project(), environment: owner.environment(), at },
            )
        },
        Operations::of::<ListVersionsAssociatedWithTheEnvironment, ListTheVersion>()
            .create::<CreateVersionsAssociatedWithTheEnvironment>(
                Environment::EDIT,
                "Runs the branch’s current commit alongside the main version.",
            )
            .update::<UpdateTheVersion>(
                EnvironmentVersion::EDIT,
                Consequence::plain("The router applies the new shares right away. Nothing redeploys."),
            )
            .delete::<DeleteTheVersion>(EnvironmentVersion::DELETE, "The version no longer runs"),
        Shown {
            name: |version| format!("Version {}", or_unknown(version.id())),
            columns: &[],
            content,
            consequences: |_, _| "Its traffic goes to the main version. The commit stays in the repository.".to_owned(),
        },
    )
};

/// A version, with the project that its commit is in.
struct Row {
    version: EnvironmentVersion,
    project: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("version", "Version", |row: &Row| or_unknown(row.version.id()))
        .mono()
        .beside(|row| locked_badge(&row.version)),
    Column::text("commit", "Commit", |row: &Row| row.version.commit().map(short_commit).unwrap_or_default())
        .unsorted()
        .cell(|row| commit_link(&row.project, row.version.commit())),
    Column::number("share", "Traffic share", |row| row.version.percentage(), percent),
];

fn rows(pages: &'static ResourcePages<EnvironmentVersion>, owner: Owner, list: AnyRead) -> Rows {
    let item = move |version: &EnvironmentVersion| {
        pages.item(&owner, version, Row { version: version.clone(), project: owner.project() })
    };
    Rows::new(COLUMNS, move || Some(list.data::<Items<EnvironmentVersion>>()?.items().iter().map(&item).collect()))
}

fn is_locked(version: &EnvironmentVersion) -> bool {
    version.locked() == Some(true)
}

fn locked_badge(version: &EnvironmentVersion) -> AnyView {
    is_locked(version).then(|| view! { <Badge text="Locked" /> }).into_any()
}

fn content(owner: &Owner, version: &EnvironmentVersion) -> AnyView {
    let facts = facts_of(vec![
        ("ID", copyable_id("version", version.id())),
        ("Commit", commit_link(&owner.project(), version.commit())),
        ("Traffic share", percent(version.percentage()).into_any()),
        ("Locked", yes_no(version.locked()).into_any()),
    ]);
    let all = shares_of(owner);
    let bar = live(move || split_bar(&all.get()));
    views![facts, view! { <Section title="All versions">{bar}</Section> }]
}

/// How the visitors are shared, above the list.
fn bar(list: AnyRead) -> AnyView {
    live(move || match list.data::<Items<EnvironmentVersion>>().filter(|list| !list.items().is_empty()) {
        Some(list) => split_bar(&shares(list.items())),
        None => nothing(),
    })
}

/// How the visitors are shared now, and when the form is sent.
fn beside(owner: &Owner, doing: Doing) -> AnyView {
    let change = memo(move || match &doing {
        Doing::Add(state) => Some(Move::Set("new version".to_owned(), entered(*state)?)),
        Doing::Edit(state, version) => Some(Move::Set(version.clone(), entered(*state)?)),
        Doing::Delete(version) => Some(Move::Remove(version.clone())),
    });
    before_and_after(shares_of(owner), change)
}

fn shares_of(owner: &Owner) -> Memo<Vec<Share>> {
    let path = ListVersionsAssociatedWithTheEnvironment::path(&owner.project(), &owner.environment());
    let list: Read<_> = read::<ListVersionsAssociatedWithTheEnvironment>(move || Some(path.clone()));
    memo(move || list.data().map(|list| shares(list.items())).unwrap_or_default())
}

/// The share that is entered into a form; none while it is no number.
fn entered(state: FormState) -> Option<i64> {
    let fields = state.fields();
    let routing = fields.iter().find(|field| field.field.name == "routing")?;
    let group = routing.input.with(|input| input.groups().first().map(|group| group.form))?;
    let fields = group.fields();
    let percentage = fields.iter().find(|field| field.field.name == "percentage")?;
    percentage.input.with(|input: &Input| input.text().trim().parse().ok())
}

/// Nor where nothing runs that could be visited.
fn cannot_add(owner: &Owner, reason: Reason) -> Reason {
    let environment = owner.read;
    Signal::derive(move || {
        let environment = environment.data::<Environment>();
        let rests = environment.as_ref().and_then(Environment::status).filter(|s| matches!(*s, "inactive" | "paused"));
        let rests = || rests.map(|status| format!("The environment is {status}, so there’s no traffic to split."));
        reason.get().or_else(rests)
    })
}

/// Nobody may change or delete the main version.
fn cannot(owner: &Owner, version: AnyRead, reason: Reason) -> Reason {
    let reason = not_now(owner.read, Environment::EDIT, reason);
    Signal::derive(move || {
        let is_locked = version.data::<EnvironmentVersion>().is_some_and(|version| is_locked(&version));
        let locked = "The main version is locked: it gets the remaining traffic.";
        if is_locked { Some(locked.to_owned()) } else { reason.get() }
    })
}
