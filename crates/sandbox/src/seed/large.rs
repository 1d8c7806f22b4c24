//! `large`: enough of everything to show what is slow.

use serde_json::Map;

use super::people::{CANADA, IRELAND, NIAMH, SWEDEN, SYBREN, TEO, VIRGINIA, WIREMU};
use super::seeder::{NewProject, Past, Seeder, letters};
use super::wide;
use crate::activities::{Script, Type, Verb, plan_backups, scripts};
use crate::git::{PLAIN, Recipe};
use crate::store::environments::{self, Environment};
use crate::store::projects::{Project, insert_member};
use crate::store::variables::{self, Owner, Variable};

const ORGANIZATIONS: u32 = 20;
const PROJECTS_EACH: u32 = 50;
const ACTIVITIES: u32 = 10_000;
const LOG_LINES: u32 = 100_000;

/// The project with many environments.
const WIDE: &str = "large-environments";
/// The project with many activities.
const LONG: &str = "large-activities";

const REGIONS: &[&str] = &[IRELAND, SWEDEN, VIRGINIA, CANADA];
const PLANS: &[&str] = &["development", "standard", "medium", "large", "xlarge"];
const SUBJECTS: &[&str] =
    &["Shop", "Blog", "Portal", "Gateway", "Search", "Docs", "Newsroom", "Booking", "Archive", "Intranet"];

pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    for number in 1..=ORGANIZATIONS {
        let id = format!("01H{:023}", number);
        let owner = if number % 2 == 1 { NIAMH } else { SYBREN };
        let (name, label) = (format!("org-{number:02}"), format!("Organization {number:02}"));
        seeder.organization(&id, &name, &label, owner, "GB", i64::from(700 - number * 7))?;
        if number % 2 == 0 {
            seeder.member(&id, NIAMH, &["admin"])?;
        }
        seeder.member(&id, TEO, &["projects:list"])?;
        for each in 0..PROJECTS_EACH {
            project(seeder, &id, (number - 1) * PROJECTS_EACH + each)?;
        }
    }
    Ok(())
}

fn pick(list: &[&'static str], number: u32) -> &'static str {
    list.get(number as usize % list.len().max(1)).copied().unwrap_or_default()
}

/// A project; the first two have much of one thing.
pub fn project(seeder: &Seeder<'_>, organization: &str, number: u32) -> rusqlite::Result<()> {
    let (id, title) = match number {
        0 => (WIDE.to_owned(), "Many Environments".to_owned()),
        1 => (LONG.to_owned(), "Many Activities".to_owned()),
        _ => (letters(&format!("large {number}"), 13), format!("{} {number:04}", pick(SUBJECTS, number))),
    };
    let project = seeder.project(&NewProject {
        id: &id,
        subscription: 100_000 + i64::from(number),
        organization,
        title: &title,
        description: "",
        region: pick(REGIONS, number),
        timezone: "UTC",
        status: if number % 97 == 96 { "suspended" } else { "active" },
        plan: pick(PLANS, number),
        environments: 600,
        storage: 5_120,
        days: i64::from(600 - number / 2),
    })?;
    // Of the same days everywhere: the same recipe is written once.
    let today = seeder.days_since_1970(seeder.now);
    let recipe = Recipe::Plain {
        by: NIAMH.author(),
        branches: if id == WIDE { wide::branches() } else { Vec::new() },
        when: PLAIN.told(today.saturating_sub(60), today.saturating_sub(1)),
    };
    let heads = seeder.repository(&project, &recipe)?;
    let main = Environment { head_commit: heads.head("main"), ..seeder.environment(&project, "main", "main", None) };
    environments::insert(seeder.connection, &main)?;
    seeder.data(&main, &["db", "app"])?;
    let owner = Owner { project: &project.id, environment: None };
    variables::insert(seeder.connection, &Variable::new(owner, "env:LOG_LEVEL", "info", seeder.now))?;
    if number < 20 {
        insert_member(seeder.connection, &project.id, &TEO.id(), &["viewer"])?;
    }
    if project.status == "active" {
        // Minutes apart: not all are due at once.
        plan_backups(seeder.connection, &project, seeder.minutes_ago(i64::from(number)))?;
    }
    match id.as_str() {
        WIDE => wide::fill(seeder, &project, &heads),
        LONG => many_activities(seeder, &project, &main),
        _ => Ok(()),
    }
}

/// The newest has the long log.
fn many_activities(seeder: &Seeder<'_>, project: &Project, main: &Environment) -> rusqlite::Result<()> {
    for number in 1..ACTIVITIES {
        let by = Some(if number % 3 == 0 { WIREMU } else { NIAMH });
        let (of, text, plan) = match number % 5 {
            0 => (Type::EnvironmentBackup, "created a backup of environment main".to_owned(), scripts::backup(1.0)),
            1 => (Type::EnvironmentPush, "pushed to environment main".to_owned(), scripts::broken_push(1.0)),
            _ => {
                let text = "updated variable env:LOG_LEVEL on environment main".to_owned();
                (Type::EnvironmentVariable(Verb::Update), text.clone(), scripts::redeploy(1.0, &text, main, None))
            }
        };
        let ago = i64::from((ACTIVITIES - number) * 40 + 30);
        let payload = Map::new();
        seeder.past(
            project,
            number,
            Past { of, by, text, environment: "main", ago, plan, payload, cancelled: false },
        )?;
    }
    let plan = Script::new(1.0)
        .line("Copying files", 500)
        .lines("  file {n} of 100000: copied, checked, and its rights set", LOG_LINES - 2, 900_000)
        .line("All files are there", 100)
        .succeed();
    let text = "synchronized environment main".to_owned();
    seeder.past(
        project,
        ACTIVITIES,
        Past {
            of: Type::EnvironmentSynchronize,
            by: Some(NIAMH),
            text,
            environment: "main",
            ago: 20,
            plan,
            payload: Map::new(),
            cancelled: false,
        },
    )
}
