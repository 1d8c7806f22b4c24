//! What happened in the demo's projects over the last weeks.

use serde_json::{Map, Value, json};

use super::demo::SHOP;
use super::people::{ADA, ALAN, ANNIE, DENNIS, EDSGER, KATHERINE, Person};
use super::seeder::{Past, Seeder};
use crate::activities::{Plan, scripts};
use crate::store::environments::Environment;
use crate::store::projects::Project;

/// A working week on a project, told over and over with other branches and people: kind, environment, minutes until the
/// next.
const WEEK: &[(What, &str, i64)] = &[
    (What::Push, "staging", 190),
    (What::Variable("env:LOG_LEVEL", "update"), "main", 75),
    (What::Merge("staging"), "main", 420),
    (What::Backup, "main", 1_060),
    (What::BrokenPush, "staging", 26),
    (What::Push, "staging", 310),
    (What::Cron("npm run send-receipts"), "main", 640),
    (What::Variable("env:BASIC_AUTH", "create"), "staging", 95),
    (What::Branch("staging"), "feature", 330),
    (What::Push, "feature", 55),
    (What::Cancelled, "feature", 240),
    (What::Push, "feature", 480),
    (What::ProjectVariable("env:SENTRY_DSN", "update"), "main", 1_320),
    (What::Backup, "main", 1_100),
    (What::Merge("feature"), "staging", 700),
    (What::Redeploy, "staging", 850),
];

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
    Variable(&'static str, &'static str),
    ProjectVariable(&'static str, &'static str),
}

pub fn fill(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    let (length, feature, people): (usize, &str, &[&Person]) = match project.id.as_str() {
        SHOP => (70, "new-checkout-x7k2a", &[ADA, ALAN, KATHERINE]),
        "magazine3tq5z" => (28, "upgrade-runtime-k4s8h", &[KATHERINE, ADA]),
        "telemetry6gwz" => (20, "upgrade-runtime-k4s8h", &[DENNIS, EDSGER]),
        "tickets8fkw3p" => (12, "upgrade-runtime-k4s8h", &[ANNIE]),
        _ if project.status == "active" => (8, "upgrade-runtime-k4s8h", &[ALAN, EDSGER]),
        _ => return Ok(()),
    };
    let mut ago = 34;
    let mut days = WEEK.iter().cycle();
    let mut someone = people.iter().copied().cycle();
    for number in (1..=length).rev() {
        let (Some((what, environment, until)), Some(person)) = (days.next(), someone.next()) else { break };
        let place = |id: &'static str| if id == "feature" { feature } else { id };
        let target = seeder.environment(project, place(environment), place(environment), None);
        let (kind, text, plan, payload) = happening(*what, &target, place);
        let by = (!matches!(what, What::Cron(_))).then_some(person);
        let cancelled = matches!(what, What::Cancelled) && number > length.saturating_sub(16);
        let number = u32::try_from(number).unwrap_or(0);
        seeder.past(
            project,
            number,
            Past { kind: &kind, by, text, environment: &target.id, ago, plan, payload, cancelled },
        )?;
        ago = ago.saturating_add(*until);
    }
    Ok(())
}

/// Kind, text, plan and payload.
fn happening(
    what: What,
    target: &Environment,
    place: impl Fn(&'static str) -> &'static str,
) -> (String, String, Plan, Map<String, Value>) {
    let id = &target.id;
    let mut payload = Map::new();
    let (kind, text, plan) = match what {
        What::Push => {
            ("environment.push".to_owned(), format!("pushed to environment {id}"), scripts::push(1.0, target, 3))
        }
        What::BrokenPush => {
            ("environment.push".to_owned(), format!("pushed to environment {id}"), scripts::broken_push(1.0))
        }
        What::Cancelled => {
            ("environment.push".to_owned(), format!("pushed to environment {id}"), scripts::push(1.0, target, 9))
        }
        What::Backup => {
            ("environment.backup".to_owned(), format!("created a backup of environment {id}"), scripts::backup(1.0))
        }
        What::Redeploy => {
            let saved = format!("Redeploying environment {id}");
            (
                "environment.redeploy".to_owned(),
                format!("redeployed environment {id}"),
                scripts::redeploy(1.0, &saved, target, None),
            )
        }
        What::Merge(from) => {
            let from = place(from);
            (
                "environment.merge".to_owned(),
                format!("merged environment {from} into {id}"),
                scripts::merge(1.0, from, target),
            )
        }
        What::Branch(from) => {
            let from = place(from);
            (
                "environment.branch".to_owned(),
                format!("branched environment {id} from {from}"),
                scripts::branch(1.0, from, target),
            )
        }
        What::Cron(command) => (
            "environment.cron".to_owned(),
            format!("Cron job ran {command} on environment {id}"),
            scripts::cron(1.0, command),
        ),
        What::Variable(name, verb) => {
            payload.insert("variable".to_owned(), json!({"id": name, "name": name}));
            let text = format!("{verb}d variable {name} on environment {id}");
            (format!("environment.variable.{verb}"), text.clone(), scripts::redeploy(1.0, &text, target, None))
        }
        What::ProjectVariable(name, verb) => {
            payload.insert("variable".to_owned(), json!({"id": name, "name": name}));
            let text = format!("{verb}d variable {name}");
            (format!("project.variable.{verb}"), text.clone(), scripts::redeploy(1.0, &text, target, None))
        }
    };
    (kind, text, plan, payload)
}
