//! The backups of the demo's environments.

use super::demo::SHOP;
use super::seeder::{Seeder, letters};
use crate::activities::backup_of;
use crate::config::Config;
use crate::store::backup_turns::{self, Turn};
use crate::store::backups::{self, Backup};
use crate::store::environment_data::{self, Data};
use crate::store::environments;
use crate::store::projects::Project;

/// Environment, hours ago, whether nothing was written meanwhile, whether it was made automatically.
type Made = (&'static str, i64, bool, bool);

/// The oldest first. Somebody made the others before something that could go wrong.
const OF_SHOP: &[Made] = &[
    // About to expire.
    ("main", 30 * 24 - 2, false, true),
    ("main", 11 * 24 + 3, true, false),
    ("main", 5 * 24 + 5, false, true),
    ("main", 4 * 24 + 5, false, true),
    ("main", 3 * 24 + 5, false, true),
    ("main", 2 * 24 + 5, false, true),
    ("main", 32, false, false),
    ("main", 29, false, true),
    ("main", 5, false, true),
    ("staging", 3 * 24 + 1, true, false),
    ("new-checkout-x7k2a", 26, false, false),
];

const USUAL: &[Made] = &[("main", 29, false, true), ("main", 5, false, true)];

/// MiB of the disks, as the code of the shop and of the others says.
const DISKS: (i64, i64) = (7_168, 5_120);

pub fn fill(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    if project.status != "active" {
        return Ok(());
    }
    let (made, disk) = if project.id == SHOP { (OF_SHOP, DISKS.0) } else { (USUAL, DISKS.1) };
    let mut number = 0;
    for (at, (environment, hours, safe, automated)) in (1_i64..).zip(made) {
        let Some(environment) = environments::get(seeder.connection, &project.id, environment)? else { continue };
        let key = format!("{}/{}/backup {at}", project.id, environment.id);
        // Minutes apart: nobody works at full hours.
        let created_at = seeder.minutes_ago(hours.saturating_mul(60).saturating_add(at));
        let backup = backup_of(project, &environment, &letters(&key, 13), created_at, &Config::default());
        let Some(backup) = backup else { continue };
        number += i64::from(*automated);
        let number = automated.then_some(number);
        let held = environment_data::list(seeder.connection, &project.id, &environment.id)?;
        let then: Vec<Data> = held.into_iter().map(|data| earlier(&key, *hours, data)).collect();
        let backup = Backup { number, safe: *safe, automated: *automated, disk, ..backup };
        backups::insert(seeder.connection, &backup, &then)?;
        if backup.automated {
            let (project_id, environment_id) = (backup.project_id.clone(), backup.environment_id.clone());
            let turn = Turn { project_id, environment_id, at: created_at.plus_seconds(24 * 60 * 60) };
            backup_turns::set(seeder.connection, &turn)?;
        }
    }
    Ok(())
}

/// What a service held some hours ago: something else, and a little less.
fn earlier(key: &str, hours: i64, data: Data) -> Data {
    let size_bytes = data.size_bytes.saturating_sub(data.size_bytes.saturating_mul(hours).div_euclid(4_000));
    Data { revision: letters(&format!("{key}/{}", data.service), 13), size_bytes, ..data }
}
