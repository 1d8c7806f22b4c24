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
    Bulk, BulkAction, Change, Choosing, Column, Item, ResourceList, Rows, SortValue, Thing, add_link, commit_link,
    resource_list, running, short_commit, time_or, use_selection,
};
use crate::data::{Read, follow, read};
use crate::layouts::Place;
use crate::reactive::Derived;
use crate::routes::{AtKept, AtRead, Route};
use crate::ui::{IconName, ProgressRing, el, view};

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
        caption: "Backups".to_owned(),
        rows: Rows::new(COLUMNS, items).with_actions(),
        icon: IconName::BACKUP,
        none: "No backups yet",
        hint: "A backup contains the environment’s databases and files, and the commit that was running. It can \
            be restored here or to another environment.",
        add: Arc::new(add),
        choosing: Some(choosing(ids, list)),
    };
    resource_list(*list, of)
}

/// A backup, or the activity that makes one: the backup is there only when that has ended.
enum Subject {
    Backup(Backup),
    Activity(Activity),
}

struct Row {
    subject: Subject,
    project: String,
    href: String,
}

impl Row {
    fn backup(&self) -> Option<&Backup> {
        match &self.subject {
            Subject::Backup(backup) => Some(backup),
            Subject::Activity(_) => None,
        }
    }

    /// What is said of a backup that is there.
    fn say<T: Default>(&self, words: impl Fn(&Backup) -> T) -> T {
        self.backup().map(words).unwrap_or_default()
    }

    /// When it was made, or began to be.
    fn began(&self) -> Option<&str> {
        match &self.subject {
            Subject::Backup(backup) => backup.created_at(),
            Subject::Activity(activity) => activity.created_at(),
        }
    }

    fn name(&self) -> String {
        self.backup().map_or_else(|| "In progress".to_owned(), name)
    }
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("backup", "Backup", Row::name).by(|row| SortValue::time(row.began())).cell(name_cell),
    Column::text("kind", "Kind", |row: &Row| row.say(kind).to_owned()),
    Column::text("made", "Trigger", |row: &Row| row.say(made).to_owned()),
    Column::text("status", "Status", |row: &Row| match &row.subject {
        Subject::Backup(backup) => state_texts(backup).0,
        Subject::Activity(activity) => format!("{}%", activity.completion_percent().unwrap_or_default()),
    })
    .cell(|row| row.backup().map(|backup| state_view(state_texts(backup))).into_any()),
    Column::time("expires", "Expires", |row: &Row| row.backup()?.expires_at())
        .cell(|row| row.backup().map(|backup| expires_view(backup.expires_at())).into_any()),
    Column::text("size", "Size", |row: &Row| row.say(|backup| size(backup.size_used())))
        .numeric()
        .by(|row| SortValue::number(row.backup().and_then(Backup::size_used))),
    Column::text("commit", "Commit", |row: &Row| {
        row.say(|backup| backup.commit_id().map(short_commit)).unwrap_or_default()
    })
    .unsorted()
    .wide_only()
    .cell(|row| row.backup().map(|backup| commit_link(&row.project, backup.commit_id())).into_any()),
];

fn name_cell(row: &Row) -> AnyView {
    let ring = match &row.subject {
        Subject::Backup(_) => None,
        Subject::Activity(activity) => {
            #[allow(clippy::cast_precision_loss, reason = "a percentage")]
            let done =
                activity.completion_percent().filter(|_| activity.state() == Some("in_progress")).map(|p| p as f64);
            Some(view! { <ProgressRing label="Progress" value=done.map(|done| done / 100.0) /> })
        }
    };
    let link = el("a").attr("href", row.href.clone()).text(row.name());
    let when = el("span").class("muted").child(time_or("", row.began()));
    el("span").class("row").maybe(ring).child(link).child(when).into_any()
}

fn row(project: &str, environment: &str, backup: &Backup) -> Item<Row> {
    let id = backup.id().unwrap_or_default().to_owned();
    let project = project.to_owned();
    let at = |at: AtKept| Route::Backups { project: project.clone(), environment: environment.to_owned(), at };
    let route = at(AtKept::One(id.clone()));
    let links = backup.links();
    let restore = links.allows(Backup::RESTORE).then(|| {
        let (project, environment, backup) = (project.clone(), environment.to_owned(), id.clone());
        ("Restore", Route::BackupRestore { project, environment, backup }.path())
    });
    let delete = links.allows(Backup::DELETE).then(|| ("Delete", at(AtKept::Delete(id.clone())).path()));
    let lost = state_texts(backup).2.map(str::to_owned);
    Item::new(id.clone(), Row { subject: Subject::Backup(backup.clone()), project, href: route.path() })
        .found_by([id.clone()])
        .found_by(lost)
        .doing(restore.into_iter().chain(delete))
        .chosen_by(id)
}

fn being_made(project: &str, environment: &str, activity: &Activity) -> Item<Row> {
    let id = activity.id().unwrap_or_default().to_owned();
    let project = project.to_owned();
    let route = Route::EnvironmentActivities {
        project: project.clone(),
        environment: environment.to_owned(),
        at: AtRead::One(id.clone()),
    };
    Item::new(id, Row { subject: Subject::Activity(activity.clone()), project, href: route.path() })
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
        relation: Backup::DELETE,
        follows: "Their data is lost and can’t be recovered. The environment isn’t affected.",
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
