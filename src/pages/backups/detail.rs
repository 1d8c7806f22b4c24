//! One backup: what it holds, until when, and what can be done with it.

use leptos::prelude::*;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::backups::Backup;

use super::words::{
    Ids, cannot, concerns, expires_view, is_deleting, kind, made, name, size, state_texts, state_view, title_of,
};
use crate::components::{
    Detail, Titles, commit_link, detail, exact_or, facts, facts_of, link_unless, more_actions, yes_no,
};
use crate::data::follow;
use crate::reactive::{Memo, memo};
use crate::routes::{AtKept, AtRead, Route};
use crate::ui::{ButtonKind, Copyable, Notice, Section, el, live, nothing, view, views};

/// The backup in the address.
pub fn page(ids: Ids) -> AnyView {
    let read = ids.read();
    let restores = ids.restores();
    follow(*read, move || {
        let deleting = read.data().filter(is_deleting);
        deleting.iter().filter_map(|backup| backup.id().map(str::to_owned)).collect()
    });
    let title = title_of(read, "Backup of");
    let cannot_restore = cannot(read, restores, Backup::RESTORE, "restore this backup");
    let cannot_delete = cannot(read, restores, Backup::DELETE, "delete this backup");
    let ids = StoredValue::new(ids);
    let of_ids = move |route: fn(Ids) -> Route| move || route(ids.get_value()).path();
    let state = move || live(move || read.data().map_or_else(nothing, |backup| state_view(state_texts(&backup))));
    let actions = move || {
        let restore =
            of_ids(|Ids { project, environment, backup }| Route::BackupRestore { project, environment, backup });
        let delete = of_ids(|Ids { project, environment, backup }| Route::Backups {
            project,
            environment,
            at: AtKept::Delete(backup),
        });
        views![
            link_unless(cannot_restore, "Restore backup", ButtonKind::Primary, restore),
            more_actions("backup", vec![("Delete backup".to_owned(), cannot_delete, delete())])
        ]
    };
    let content = move || {
        let Some(backup) = read.data() else { return nothing() };
        let ids = ids.get_value();
        let under_way = restoring(&ids, restores);
        views![under_way, facts(&ids, &backup), holds(&ids, &backup)]
    };
    detail(Detail {
        loading: "Loading backup".into(),
        of: *read,
        title,
        state: Some(state.into()),
        actions: Some(actions.into()),
        content: content.into(),
    })
}

/// Says that it is being restored, with the way to how far that is.
fn restoring(ids: &Ids, restores: Memo<Vec<Activity>>) -> AnyView {
    let ids = ids.clone();
    let project = ids.project.clone();
    let titles = Titles::of_project(move || Some(project.clone()));
    let found = memo(move || {
        let activity = restores.get().into_iter().find(|activity| concerns(activity, &ids.backup))?;
        let target = activity.environments().first().map_or_else(|| ids.environment.clone(), |id| (*id).to_owned());
        let activity = activity.id()?.to_owned();
        let project = ids.project.clone();
        let route = Route::EnvironmentActivities { project, environment: target.clone(), at: AtRead::One(activity) };
        Some((target, route.path()))
    });
    live(move || {
        let Some((target, href)) = found.get() else { return nothing() };
        let link = el("a").attr("href", href).text("View progress");
        let words = el("p").text("Restoring to ").child(titles.isolated(target)).text(". ").child(link);
        view! { <Notice title="Restoring">{words}</Notice> }
    })
}

fn facts(ids: &Ids, backup: &Backup) -> AnyView {
    let project = ids.project.clone();
    let environment = Titles::of_project(move || Some(project.clone())).link(&ids.project, &ids.environment);
    let kind = match backup.safe() {
        Some(true) => "Safe: no writes during the backup",
        Some(false) => "Live: data written during the backup may be incomplete",
        None => kind(backup),
    };
    let made = match backup.index() {
        Some(number) => format!("{} #{number}", made(backup)),
        None => made(backup).to_owned(),
    };
    facts_of(facts![
        ("Environment", environment),
        ("Created", exact_or("Unknown", backup.created_at())),
        ("Expires", expires_view(backup.expires_at())),
        ("Kind", kind),
        ("Trigger", made),
        ("Restorable", yes_no(backup.restorable())),
    ])
}

fn holds(ids: &Ids, backup: &Backup) -> AnyView {
    let id = backup.id().map_or_else(|| name(backup), str::to_owned);
    let facts = facts_of(facts![
        ("Commit", commit_link(&ids.project, backup.commit_id())),
        ("Databases and files", size(backup.size_used())),
        ("Disk size", size(backup.size_of_volumes())),
        ("ID", view! { <Copyable text=id label="Copy backup ID" /> }),
    ]);
    view! { <Section title="Contents">{facts}</Section> }
}
