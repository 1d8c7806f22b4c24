//! The environments of the demo's projects.

use std::sync::Arc;

use super::demo::SHOP;
use super::history;
use super::seeder::{Seeder, letters};
use crate::clock::Moment;
use crate::git::{self, Days, Heads, Recipe, When};
use crate::store::environments::{Environment, insert};
use crate::store::projects::Project;
use crate::store::versions::{self, Version};

/// One of its environments has no code yet.
const PORTAL: &str = "portal5hq2ndc";

/// Id, name, parent, status.
type Branch = (&'static str, &'static str, &'static str, &'static str);

const SHOP_BRANCHES: &[Branch] = &[
    ("staging", "staging", "main", "active"),
    ("new-checkout-x7k2a", "feature/new-checkout", "staging", "active"),
    ("vat-rounding-t5w1z", "fix/vat-rounding", "new-checkout-x7k2a", "active"),
    ("gift-cards-b3m9q", "feature/gift-cards", "staging", "active"),
    ("email-templates-c8r4v", "fix/email-templates", "staging", "dirty"),
    ("faster-search-p2d6n", "experiment/faster-search", "staging", "inactive"),
    ("load-test", "load-test", "staging", "paused"),
    ("pr-482", "pr-482", "main", "active"),
    ("black-friday-j9q3f", "campaign/black-friday", "main", "inactive"),
];

const USUAL_BRANCHES: &[Branch] = &[
    ("staging", "staging", "main", "active"),
    ("upgrade-runtime-k4s8h", "chore/upgrade-runtime", "staging", "active"),
    ("image-pipeline-w6e2y", "feature/image-pipeline", "staging", "inactive"),
];

/// When the story of a project happens: it began with the project, and its last day was yesterday in the shop, and some days
/// ago elsewhere.
fn when(seeder: &Seeder<'_>, project: &Project, story: Days) -> When {
    let today = seeder.days_since_1970(seeder.now);
    let idle = match project.status.as_str() {
        "suspended" => 410,
        _ if project.id == SHOP => 1,
        _ => project.subscription_id.rem_euclid(9).saturating_add(2),
    };
    story.told(seeder.days_since_1970(project.created_at), today.saturating_sub(idle))
}

/// The environments of a project; answers where its branches are, if it has a repository.
pub fn fill(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<Option<Arc<Heads>>> {
    let mut main = seeder.environment(project, "main", "main", None);
    if project.status == "provisioning" {
        main.status = "inactive".to_owned();
        main.last_deployment_at = None;
        insert(seeder.connection, &main)?;
        return Ok(None);
    }
    let branches = match project.status.as_str() {
        "suspended" => &[],
        _ if project.id == SHOP => SHOP_BRANCHES,
        _ => USUAL_BRANCHES,
    };
    let name_of = |wanted: &str| {
        let found = branches.iter().find(|(id, ..)| *id == wanted);
        found.map_or_else(|| wanted.to_owned(), |(_, name, ..)| (*name).to_owned())
    };
    let recipe = if project.id == SHOP {
        Recipe::Shop { when: when(seeder, project, git::SHOP) }
    } else {
        let branch = |(_, name, parent, _): &Branch| git::Branch { name: (*name).to_owned(), from: name_of(parent) };
        Recipe::Usual {
            title: project.title.clone(),
            by: history::people(project).iter().map(|person| person.author()).collect(),
            branches: branches.iter().map(branch).collect(),
            when: when(seeder, project, git::USUAL),
        }
    };
    let heads = seeder.repository(project, &recipe)?;
    main.head_commit = heads.head("main");
    match project.status.as_str() {
        "suspended" => {
            main.status = "inactive".to_owned();
            main.last_deployment_at = heads.told().last().map(|commit| Moment::from_unix_seconds(commit.at + 90));
            insert(seeder.connection, &main)?;
            return Ok(Some(heads));
        }
        _ => insert(seeder.connection, &main)?,
    }
    let services: &[&str] =
        if project.id == SHOP { &["db", "cache", "search", "app"] } else { &["db", "cache", "app"] };
    seeder.data(&main, services)?;
    if project.id == SHOP {
        canary(seeder, &main)?;
    }
    for (id, name, parent, status) in branches {
        let (commits_ahead, commits_behind) = heads.apart(name, &name_of(parent));
        let began = heads.told().iter().find(|commit| commit.branch == *name).map(|commit| commit.at);
        let began = began.map_or(project.created_at, |at| Moment::from_unix_seconds(at).plus_seconds(-history::LEAD));
        let mut environment = Environment {
            status: (*status).to_owned(),
            is_pr: name.starts_with("pr-"),
            head_commit: heads.head(name),
            commits_ahead,
            commits_behind,
            created_at: began,
            updated_at: began,
            last_deployment_at: Some(began.plus_seconds(150)),
            ..seeder.environment(project, id, name, Some(parent))
        };
        match *status {
            "inactive" => environment.last_deployment_at = None,
            "dirty" => environment.last_deployment_successful = false,
            _ => {}
        }
        if *name == "staging" {
            environment.title = "Staging".to_owned();
        }
        insert(seeder.connection, &environment)?;
        seeder.data(&environment, services)?;
    }
    if project.id == PORTAL {
        let empty = seeder.environment(project, "rewrite", "rewrite", Some("main"));
        insert(
            seeder.connection,
            &Environment {
                status: "inactive".to_owned(),
                created_at: seeder.days_ago(2),
                last_deployment_at: None,
                clone_parent_on_create: false,
                ..empty
            },
        )?;
    }
    Ok(Some(heads))
}

/// A version that one of twenty visitors sees.
fn canary(seeder: &Seeder<'_>, main: &Environment) -> rusqlite::Result<()> {
    versions::save(
        seeder.connection,
        &Version {
            project_id: main.project_id.clone(),
            environment_id: main.id.clone(),
            id: letters("canary", 13),
            commit: main.head_commit.clone().unwrap_or_default(),
            percentage: 5,
            created_at: seeder.days_ago(1),
        },
    )
}
