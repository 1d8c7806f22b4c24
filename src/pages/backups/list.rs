//! The backups of an environment, and those that are being made.

use std::sync::Arc;

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_environment::GetEnvironmentActivityLog;
use wheelhouse_contract::sections::backups::{
    Backup, DeleteAnEnvironmentSnapshot, GetAnEnvironmentSnapshotInfo, GetAnEnvironmentSnapshotList,
};
use wheelhouse_contract::{Items, Resource};

use super::words::{
    cannot_back_up, concerns, expires_view, is_deleting, kind, made, name, size, state_texts, state_view,
};
use crate::components::{
    Bulk, BulkAction, Change, Choosing, Item, ResourceList, Thing, add_link, commit_link, resource_list, running,
    short_commit, time_or, use_selection,
};
use crate::data::{Read, follow, read};
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::{AtKept, AtRead, Route};
use crate::ui::{Column, IconName, ProgressRing, el};

/// The list of an environment's backups.
pub fn page(project: String, environment: String) -> AnyView {
    let place = Place::expect();
    let path = GetAnEnvironmentSnapshotList::path(&project, &environment);
    let list = read::<GetAnEnvironmentSnapshotList>(move || Some(path.clone()));
    let making = running(&GetEnvironmentActivityLog::path(&project, &environment), &["environment.backup"]);
    follow(*list, move || {
        let list = list.data();
        let deleting = list.iter().flat_map(Items::items).filter(|backup| is_deleting(backup));
        deleting.filter_map(|backup| backup.id().map(str::to_owned)).collect()
    });
    let reason = cannot_back_up(place);
    let new_one = Route::Backups { project: project.clone(), environment: environment.clone(), at: AtKept::New }.path();
    let add = move || add_link("Back up", reason, new_one.clone());
    let ids = StoredValue::new((project, environment));
    let items = move || {
        let list = list.data()?;
        let is_there = |activity: &Activity| {
            list.items().iter().any(|backup| backup.id().is_some_and(|id| concerns(activity, id)))
        };
        ids.with_value(|(project, environment)| {
            let making = making.get().into_iter().filter(|activity| !is_there(activity));
            let making = making.map(|activity| being_made(project, environment, &activity));
            Some(making.chain(list.items().iter().map(|backup| row(project, environment, backup))).collect())
        })
    };
    let of = ResourceList {
        caption: "Backups",
        columns: vec![
            Column::new("backup", "Backup").sortable(),
            Column::new("kind", "Kind").sortable(),
            Column::new("made", "Made").sortable(),
            Column::new("status", "Status").sortable(),
            Column::new("expires", "Expires").sortable(),
            Column::new("size", "Size").numeric(),
            Column::new("commit", "Commit").wide_only(),
        ],
        icon: IconName::BACKUP,
        none: "No backups yet",
        hint: "A backup holds the environment’s databases and files, and which commit ran. It can be restored here or elsewhere.",
        add: Arc::new(add),
        choosing: Some(choosing(ids, list)),
    };
    resource_list(*list, items, of)
}

fn row(project: &str, environment: &str, backup: &Backup) -> Item {
    let (id, name) = (backup.id().unwrap_or_default().to_owned(), name(backup));
    let (state, held) = (state_texts(backup), size(backup.size_used()));
    let [created, expires, commit] =
        [backup.created_at(), backup.expires_at(), backup.commit_id()].map(|fact| fact.map(str::to_owned));
    let (kind, made) = (kind(backup), made(backup));
    let short = commit.as_deref().map(short_commit).unwrap_or_default();
    let mut texts: Vec<String> = vec![name.clone(), kind.to_owned(), made.to_owned(), state.0.clone()];
    texts.extend([expires.clone().unwrap_or_default(), held.clone(), short, id.clone()]);
    texts.extend(state.2.map(str::to_owned));
    let project = project.to_owned();
    let route =
        Route::Backups { project: project.clone(), environment: environment.to_owned(), at: AtKept::One(id.clone()) };
    let href = route.path();
    Item::new(id.clone(), texts, move || {
        let link = el("a").attr("href", href.clone()).text(name.clone());
        let when = el("span").class("muted").child(time_or("", created.as_deref()));
        vec![
            el("span").class("row").el(link).el(when).into_any(),
            kind.into_any(),
            made.into_any(),
            state_view(state.clone()),
            expires_view(expires.as_deref()),
            held.clone().into_any(),
            commit_link(&project, commit.as_deref()),
        ]
    })
    .chosen_by(id)
}

/// A backup that is there only when its activity has ended.
fn being_made(project: &str, environment: &str, activity: &Activity) -> Item {
    let id = activity.id().unwrap_or_default().to_owned();
    #[allow(clippy::cast_precision_loss, reason = "a percentage")]
    let done = activity.completion_percent().filter(|_| activity.state() == Some("in_progress")).map(|p| p as f64);
    let started = activity.created_at().map(str::to_owned);
    let percent = activity.completion_percent().unwrap_or_default();
    let route = Route::EnvironmentActivities {
        project: project.to_owned(),
        environment: environment.to_owned(),
        at: AtRead::One(id.clone()),
    };
    let href = route.path();
    // Sorted by when it was made, it is the newest.
    let texts = vec!["Being made".to_owned(), String::new(), String::new(), format!("{percent} %")];
    Item::new(id, texts, move || {
        let ring = view! { <ProgressRing label="Progress" value=done.map(|done| done / 100.0) /> };
        let link = el("a").attr("href", href.clone()).text("Being made");
        let when = el("span").class("muted").child(time_or("", started.as_deref()));
        let cell = el("span").class("row").child(ring.into_any()).el(link).el(when);
        std::iter::once(cell.into_any()).chain((0..6).map(|_| ().into_any())).collect()
    })
}

/// Several are deleted at once.
fn choosing(ids: StoredValue<(String, String)>, list: Read<Items<Backup>>) -> Choosing {
    let things = move || {
        let backups = list.data();
        let thing = |backup: &Backup| {
            Some(Thing { id: backup.id()?.to_owned(), name: name(backup), raw: backup.raw().clone() })
        };
        backups.iter().flat_map(Items::items).filter_map(thing).collect()
    };
    let delete = BulkAction {
        verb: "Delete",
        busy: "Deleting",
        done: "Deleting",
        relation: "#delete",
        follows: "What they hold is lost and cannot be brought back. The environment itself stays as it is.",
        danger: true,
        change: Arc::new(move |id| {
            let path =
                ids.with_value(|(project, environment)| DeleteAnEnvironmentSnapshot::path(project, environment, id));
            Change::new::<DeleteAnEnvironmentSnapshot>(path)
        }),
    };
    let open = move |id: &str| {
        let path =
            ids.with_value(|(project, environment)| GetAnEnvironmentSnapshotInfo::path(project, environment, id));
        *read::<GetAnEnvironmentSnapshotInfo>(move || Some(path.clone()))
    };
    Bulk {
        one: "backup",
        many: "backups",
        selection: use_selection(),
        things: Derived::new(things),
        open: Arc::new(open),
        actions: vec![delete],
    }
    .choosing()
}
