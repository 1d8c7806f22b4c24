//! The project of `large` with many environments.

use super::seeder::Seeder;
use crate::git::{Branch, Heads};
use crate::store::environments::{self, Environment, id_of_branch};
use crate::store::projects::Project;

/// With the production environment.
const ENVIRONMENTS: u32 = 500;

const SUBJECTS: &[&str] = &["search", "checkout", "accounts", "invoices", "images", "feeds", "mail", "reports"];

fn subject(number: u32) -> &'static str {
    SUBJECTS.get(number as usize % SUBJECTS.len().max(1)).copied().unwrap_or_default()
}

/// A tree of branches: staging and releases on main, epics on those, features on epics, fixes on features, and now and then
/// an attempt on a fix.
pub fn branches() -> Vec<Branch> {
    let (mut above, mut epic, mut feature, mut fix) = ("main".to_owned(), String::new(), String::new(), String::new());
    let branch = |number: u32| {
        let (name, from) = match number {
            1 => ("staging".to_owned(), "main".to_owned()),
            _ if number % 50 == 2 => (format!("release/2025.{}", number / 50 + 1), "main".to_owned()),
            _ if number % 25 == 3 => (format!("epic/{}-{number:03}", subject(number / 25)), above.clone()),
            _ if number.is_multiple_of(4) || feature.is_empty() => {
                (format!("feature/{}-{number:03}", subject(number)), epic.clone())
            }
            _ if number % 4 == 3 && !fix.is_empty() => (format!("try/{}-{number:03}", subject(number)), fix.clone()),
            _ => (format!("fix/{}-{number:03}", subject(number)), feature.clone()),
        };
        match name.split('/').next() {
            Some("staging" | "release") => above.clone_from(&name),
            Some("epic") => {
                (epic, feature, fix) = (name.clone(), String::new(), String::new());
            }
            Some("feature") => {
                (feature, fix) = (name.clone(), String::new());
            }
            Some("fix") => fix.clone_from(&name),
            _ => {}
        }
        Branch { name, from }
    };
    (1..ENVIRONMENTS).map(branch).collect()
}

/// An environment for each branch.
pub fn fill(seeder: &Seeder<'_>, project: &Project, heads: &Heads) -> rusqlite::Result<()> {
    for (number, Branch { name, from }) in (1..).zip(branches()) {
        let (commits_ahead, commits_behind) = heads.apart(&name, &from);
        let is_stage = name == "staging" || name.starts_with("release/");
        let status = match number % 14 {
            _ if is_stage => "active",
            5 | 12 => "inactive",
            6 | 9 => "paused",
            11 => "dirty",
            _ => "active",
        };
        let ago = i64::from((ENVIRONMENTS - number) * 45);
        let made = seeder.environment(project, &id_of_branch(&name), &name, Some(&id_of_branch(&from)));
        let environment = Environment {
            kind: if is_stage { "staging" } else { "development" }.to_owned(),
            status: status.to_owned(),
            created_at: seeder.minutes_ago(ago),
            head_commit: heads.head(&name),
            commits_ahead,
            commits_behind,
            last_deployment_at: (status != "inactive").then(|| seeder.minutes_ago(ago / 2)),
            last_deployment_successful: status != "dirty",
            ..made
        };
        environments::insert(seeder.connection, &environment)?;
        seeder.data(&environment, &["db", "app"])?;
    }
    Ok(())
}
