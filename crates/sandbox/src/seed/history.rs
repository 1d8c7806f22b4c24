//! What happened in the demo's projects over the last weeks.

use serde_json::{Map, json};

use super::demo::SHOP;
use super::people::{ADA, ALAN, ANNIE, DENNIS, EDSGER, KATHERINE, Person};
use super::seeder::{Past, Seeder};
use crate::activities::{Plan, Type, Verb, scripts};
use crate::store::environments::{self, Environment};
use crate::store::projects::Project;

/// What a team does to bring one feature out, the newest first: what, where, and minutes since the one before it.
/// `FEATURE` stands for the branch whose turn it is.
const ROUND: &[(What, &str, i64)] = &[
    (What::Cron("npm run send-receipts"), "main", 41),
    (What::Variable("env:LOG_LEVEL"), "main", 75),
    (What::Merge("staging"), "main", 20),
    (What::Backup, "main", 1_060),
    (What::ProjectVariable("env:SENTRY_DSN"), "main", 310),
    (What::Push, "staging", 26),
    (What::BrokenPush, "staging", 640),
    (What::Redeploy, "staging", 95),
    (What::Merge(FEATURE), "staging", 1_320),
    (What::Push, FEATURE, 55),
    (What::Cancelled, FEATURE, 240),
    (What::Backup, "main", 480),
    (What::Variable("env:FEATURE_PREVIEW"), FEATURE, 1_100),
    (What::Push, FEATURE, 700),
    (What::Branch("staging"), FEATURE, 850),
];

const FEATURE: &str = "feature";

#[derive(Clone, Copy, Debug)]
enum What {
    Push,
    BrokenPush,
    Cancelled,
    Backup,
    Redeploy,
    Merge(&'static str),
    Branch(&'static str),
    Cron(&'static str),
    Variable(&'static str),
    ProjectVariable(&'static str),
}

/// How much there is to tell, of which branches, of whom.
type Told = (u32, &'static [&'static str], &'static [&'static Person]);

fn told(project: &Project) -> Option<Told> {
    const USUAL: &[&str] = &["upgrade-runtime-k4s8h"];
    Some(match project.id.as_str() {
        SHOP => {
            (69, &["new-checkout-x7k2a", "gift-cards-b3m9q", "pr-482", "vat-rounding-t5w1z"], &[ADA, ALAN, KATHERINE])
        }
        "magazine3tq5z" => (28, USUAL, &[KATHERINE, ADA]),
        "telemetry6gwz" => (20, USUAL, &[DENNIS, EDSGER]),
        "tickets8fkw3p" => (12, USUAL, &[ANNIE]),
        _ if project.status == "active" => (9, USUAL, &[ALAN, EDSGER]),
        _ => return None,
    })
}

/// Who works on a project.
pub fn people(project: &Project) -> &'static [&'static Person] {
    told(project).map_or(&[ALAN, EDSGER], |(_, _, people)| people)
}

pub fn fill(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    let Some((length, features, people)) = told(project) else { return Ok(()) };
    // No two projects did the same at the same time.
    let mut ago = project.subscription_id.rem_euclid(97).saturating_add(20);
    let mut turns = features.iter().flat_map(|feature| ROUND.iter().map(move |turn| (*feature, turn))).cycle();
    let mut someone = people.iter().copied().cycle();
    for number in (1..=length).rev() {
        let (Some((feature, (what, environment, since))), Some(person)) = (turns.next(), someone.next()) else { break };
        let place = |id: &'static str| if id == FEATURE { feature } else { id };
        ago = ago.saturating_add(*since);
        happened(seeder, project, number, *what, person, place(environment), place, ago)?;
    }
    if project.id == SHOP {
        // Why this environment is dirty.
        happened(seeder, project, length + 1, What::BrokenPush, ALAN, "email-templates-c8r4v", |id| id, 860)?;
    }
    Ok(())
}

#[allow(clippy::too_many_arguments, reason = "a row of a table that is written out above")]
fn happened(
    seeder: &Seeder<'_>,
    project: &Project,
    number: u32,
    what: What,
    person: &Person,
    environment: &str,
    place: impl Fn(&'static str) -> &'static str,
    ago: i64,
) -> rusqlite::Result<()> {
    let Some(target) = environments::get(seeder.connection, &project.id, environment)? else { return Ok(()) };
    let (of, text, plan) = told_as(what, &target, place);
    let mut payload = Map::new();
    if let What::Variable(name) | What::ProjectVariable(name) = what {
        payload.insert("variable".to_owned(), json!({"id": name, "name": name}));
    }
    let by = (!matches!(what, What::Cron(_))).then_some(person);
    let cancelled = matches!(what, What::Cancelled);
    seeder.past(project, number, Past { of, by, text, environment, ago, plan, payload, cancelled })
}

/// Type, text and plan.
fn told_as(what: What, target: &Environment, place: impl Fn(&'static str) -> &'static str) -> (Type, String, Plan) {
    let id = &target.id;
    match what {
        What::Push => (Type::EnvironmentPush, format!("pushed to environment {id}"), scripts::push(1.0, target, 3)),
        What::BrokenPush => (Type::EnvironmentPush, format!("pushed to environment {id}"), scripts::broken_push(1.0)),
        What::Cancelled => {
            (Type::EnvironmentPush, format!("pushed to environment {id}"), scripts::push(1.0, target, 9))
        }
        What::Backup => {
            (Type::EnvironmentBackup, format!("created a backup of environment {id}"), scripts::backup(1.0))
        }
        What::Redeploy => {
            let log = format!("Redeploying environment {id}");
            (
                Type::EnvironmentRedeploy,
                format!("redeployed environment {id}"),
                scripts::redeploy(1.0, &log, target, None),
            )
        }
        What::Merge(from) => {
            let from = place(from);
            let text = format!("merged environment {from} into {id}");
            (Type::EnvironmentMerge, text, scripts::merge(1.0, from, target))
        }
        What::Branch(from) => {
            let text = format!("branched environment {id} from {from}");
            (Type::EnvironmentBranch, text, scripts::branch(1.0, from, target))
        }
        What::Cron(command) => {
            (Type::EnvironmentCron, format!("Cron job ran {command} on environment {id}"), scripts::cron(1.0, command))
        }
        What::Variable(name) => {
            let text = format!("updated variable {name} on environment {id}");
            (Type::EnvironmentVariable(Verb::Update), text.clone(), scripts::redeploy(1.0, &text, target, None))
        }
        What::ProjectVariable(name) => {
            let text = format!("updated variable {name}");
            (Type::ProjectVariable(Verb::Update), text.clone(), scripts::redeploy(1.0, &text, target, None))
        }
    }
}
