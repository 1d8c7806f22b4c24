//! What backups are called, and what can be said of them.

use leptos::prelude::*;
use wheelhouse_contract::resource::text;
use wheelhouse_contract::sections::activity::Activity;
use wheelhouse_contract::sections::activity::of_project::GetProjectActivityLog;
use wheelhouse_contract::sections::backups::{Backup, GetAnEnvironmentSnapshotInfo};
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::{Relation, Resource};

use crate::components::{forbidden, not_now, or_unknown, running, size_words, time_or};
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::reactive::Memo;
use crate::text::{lower, sentence};
use crate::ui::{Badge, Status, Tone, el, view};

/// With fewer milliseconds left than this, a backup is about to be gone: a day.
const SOON: f64 = 24.0 * 60.0 * 60.0 * 1_000.0;

/// Where a backup is: the ids of its project, of its environment, and its own.
#[derive(Clone)]
pub struct Ids {
    pub project: String,
    pub environment: String,
    pub backup: String,
}

impl Ids {
    pub fn read(&self) -> Read<Backup> {
        let path = GetAnEnvironmentSnapshotInfo::path(&self.project, &self.environment, &self.backup);
        read::<GetAnEnvironmentSnapshotInfo>(move || Some(path.clone()))
    }

    /// The activities that restore it now, wherever to.
    pub fn restores(&self) -> Memo<Vec<Activity>> {
        running(&GetProjectActivityLog::path(&self.project), &["environment.restore"])
    }
}

/// Whether an activity makes, restores or deletes this backup.
pub fn concerns(activity: &Activity, backup: &str) -> bool {
    text(activity.raw(), "payload.backup.id") == Some(backup)
}

/// Backups are known by when they were made, to the minute: "2026-08-03 10:12 UTC". One that does not say goes by its
/// id.
pub fn name(backup: &Backup) -> String {
    let made = backup.created_at().map(js_sys::Date::parse).filter(|made| made.is_finite());
    let written = made.map(|made| String::from(js_sys::Date::new(&made.into()).to_iso_string()));
    let minute = written.as_deref().and_then(|iso| iso.get(..16)).map(|iso| format!("{} UTC", iso.replace('T', " ")));
    minute.or_else(|| backup.id().map(str::to_owned)).unwrap_or_else(|| "Unknown".to_owned())
}

/// [`name`] of what is read, as soon as it is known, after some words.
pub fn title_of(read: Read<Backup>, before: &'static str) -> Signal<String> {
    Signal::derive(move || match read.data() {
        Some(backup) => format!("{before} {}", name(&backup)),
        None => before.to_owned(),
    })
}

pub fn kind(backup: &Backup) -> &'static str {
    match backup.safe() {
        Some(true) => "Safe",
        Some(false) => "Live",
        None => "Unknown",
    }
}

/// Who made it.
pub fn made(backup: &Backup) -> &'static str {
    match backup.automated() {
        Some(true) => "Automated",
        Some(false) => "Manual",
        None => "Unknown",
    }
}

pub fn is_deleting(backup: &Backup) -> bool {
    backup.status() == Some("DELETING")
}

/// The state in words, and the word for one that cannot be restored.
pub fn state_texts(backup: &Backup) -> (String, Tone, Option<&'static str>) {
    let status = backup.status().map(|status| sentence(&lower(status)));
    let tone = match backup.status() {
        Some("CREATED") => Tone::Success,
        Some("DELETING") => Tone::Running,
        _ => Tone::Neutral,
    };
    let lost = (backup.restorable() == Some(false) && !is_deleting(backup)).then_some("Not restorable");
    (or_unknown(status.as_deref()), tone, lost)
}

pub fn state_view((status, tone, lost): (String, Tone, Option<&'static str>)) -> AnyView {
    let lost = lost.map(|lost| view! { <Badge text=lost tone=Tone::Warning /> });
    let status = view! { <Status text=status tone=tone /> };
    el("span").class("row").child(status).maybe(lost).into_any()
}

/// When it is gone: "in 12 days", marked when that is soon.
pub fn expires_view(expires_at: Option<&str>) -> AnyView {
    let left = expires_at.map(js_sys::Date::parse).map(|moment| moment - js_sys::Date::now());
    let time = time_or("Never", expires_at);
    if left.is_some_and(|left| left < SOON) {
        let word = if left.is_some_and(|left| left <= 0.0) { "Expired" } else { "Soon" };
        let badge = view! { <Badge text=word tone=Tone::Warning /> };
        return el("span").class("row").child(time).child(badge).into_any();
    }
    time
}

pub fn size(bytes: Option<i64>) -> String {
    bytes.and_then(|bytes| u64::try_from(bytes).ok()).map_or_else(|| "Unknown".to_owned(), size_words)
}

/// Why no backup can be made of the environment on the page: the person may not, or there is nothing that runs.
pub fn cannot_back_up(place: Place) -> Signal<Option<String>> {
    let forbidden = forbidden(*place.environment, Environment::BACKUP, "back up this environment");
    let forbidden = not_now(*place.environment, Environment::EDIT, forbidden);
    Signal::derive(move || {
        let reason = forbidden.get()?;
        let environment = place.environment.data();
        let rests = environment.as_ref().and_then(Environment::status).filter(|s| matches!(*s, "inactive" | "paused"));
        let rests = rests.map(|status| {
            format!(
                "The environment is {status}. Only running environments can be backed \
            up."
            )
        });
        Some(rests.unwrap_or(reason))
    })
}

/// Why the backup cannot be restored, or deleted, now.
pub fn cannot(
    read: Read<Backup>,
    restores: Memo<Vec<Activity>>,
    relation: Relation,
    what: &'static str,
) -> Signal<Option<String>> {
    let forbidden = forbidden(*read, relation, what);
    Signal::derive(move || {
        let backup = read.data()?;
        let id = backup.id().unwrap_or_default();
        if is_deleting(&backup) {
            return Some("The backup is being deleted.".to_owned());
        }
        if restores.with(|restores| restores.iter().any(|activity| concerns(activity, id))) {
            return Some("The backup is being restored. Wait for it to finish, or cancel it.".to_owned());
        }
        let forbidden = forbidden.get();
        if forbidden.is_some() && relation == Backup::RESTORE && backup.restorable() == Some(false) {
            return Some("This backup is incomplete and can’t be restored.".to_owned());
        }
        forbidden
    })
}
