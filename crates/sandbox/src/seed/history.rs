//! What happened in the demo's projects over the last weeks.

use serde_json::{Map, json};

use super::demo::SHOP;
use super::people::{LUCIA, MERCY, NIAMH, PRIYANKA, Person, SYBREN, WIREMU, XIMENA};
use super::seeder::{Past, Seeder};
use crate::activities::{Plan, Type, Verb, scripts};
use crate::git::{self, Heads, Told};
use crate::store::environments::{self, Environment};
use crate::store::projects::Project;

/// What is done besides pushing and merging: what, where. `FEATURE` stands for the branch whose turn it is.
const CHORES: &[(What, &str)] = &[
    (What::Variable("env:LOG_LEVEL"), "main"),
    (What::Redeploy, "staging"),
    (What::ProjectVariable("env:SENTRY_DSN"), "main"),
    (What::Variable("env:FEATURE_PREVIEW"), FEATURE),
    (What::Redeploy, FEATURE),
    (What::Variable("env:PAYMENT_TIMEOUT"), "staging"),
    (What::Backup, "staging"),
    (What::Variable("env:WORKERS"), "main"),
    (What::Cancelled, FEATURE),
];

const FEATURE: &str = "feature";

/// Seconds between a branch and its first commit.
pub const LEAD: i64 = 26 * 60;

const DAY: i64 = 24 * 60;
/// Minutes of which there is something to tell.
const SPAN: i64 = 95 * DAY;
/// What runs on its own in production.
const NIGHTLY: What = What::Cron("npm run send-receipts");
const NIGHTS: i64 = 6;

#[derive(Clone, Copy, Debug)]
enum What<'a> {
    Push(&'a Told),
    BrokenPush(&'a Told),
    Cancelled,
    Backup,
    Redeploy,
    Merge(&'a str),
    Branch(&'a str),
    Cron(&'a str),
    Variable(&'a str),
    ProjectVariable(&'a str),
}

impl What<'_> {
    /// Whether it deploys, and how that ended.
    fn deploys(self) -> Option<bool> {
        match self {
            Self::BrokenPush(_) => Some(false),
            Self::Cancelled | Self::Backup | Self::Cron(_) => None,
            _ => Some(true),
        }
    }
}

/// Something to tell: minutes before now, what, in which environment, by whom.
type Event<'a> = (i64, What<'a>, String, Option<&'static Person>);

/// How much there is to tell besides pushing and merging, of which branches, of whom.
type Besides = (i64, &'static [&'static str], &'static [&'static Person]);

fn besides(project: &Project) -> Option<Besides> {
    const USUAL: &[&str] = &["upgrade-runtime-k4s8h"];
    Some(match project.id.as_str() {
        SHOP => (
            24,
            &["new-checkout-x7k2a", "gift-cards-b3m9q", "pr-482", "vat-rounding-t5w1z"],
            &[NIAMH, WIREMU, PRIYANKA],
        ),
        "magazine3tq5z" => (14, USUAL, &[PRIYANKA, NIAMH]),
        "telemetry6gwz" => (11, USUAL, &[XIMENA, SYBREN]),
        "tickets8fkw3p" => (6, USUAL, &[MERCY]),
        _ if project.status == "active" => (5, USUAL, &[WIREMU, SYBREN]),
        _ => return None,
    })
}

/// Who works on a project.
pub fn people(project: &Project) -> &'static [&'static Person] {
    besides(project).map_or(&[WIREMU, SYBREN], |(_, _, people)| people)
}

/// Tells what the repository says of the last months, and what else was done meanwhile.
pub fn fill(seeder: &Seeder<'_>, project: &Project, heads: &Heads) -> rusqlite::Result<()> {
    let Some(besides) = besides(project) else { return Ok(()) };
    let mut events = commits(seeder, project, heads)?;
    let mut chores = chores(seeder, project, besides);
    if project.id == "magazine3tq5z"
        && let Some((.., by)) = chores.iter_mut().filter(|(.., by)| by.is_some()).max_by_key(|(ago, ..)| *ago)
    {
        *by = Some(LUCIA);
    }
    events.extend(chores);
    if project.id == SHOP {
        // The backups that somebody made before something that could go wrong.
        let made = [(11 * DAY + 180, "main", NIAMH), (32 * 60, "main", WIREMU), (3 * DAY + 60, "staging", NIAMH)];
        let made = made.map(|(ago, place, by)| (ago, What::Backup, place.to_owned(), Some(by)));
        events.extend(made);
        events.push((26 * 60, What::Backup, "new-checkout-x7k2a".to_owned(), Some(PRIYANKA)));
    }
    events.sort_by_key(|(ago, ..)| ago.saturating_neg());
    for (number, (ago, what, environment, by)) in (1..).zip(events) {
        happened(seeder, project, number, what, by, &environment, ago)?;
    }
    Ok(())
}

/// What was branched, pushed and merged.
fn commits<'a>(seeder: &Seeder<'_>, project: &Project, heads: &'a Heads) -> rusqlite::Result<Vec<Event<'a>>> {
    let known = environments::list(seeder.connection, &project.id)?;
    let place = |branch: &str| known.iter().find(|environment| environment.name == branch);
    let mut events = Vec::new();
    for commit in heads.told() {
        let ago = seeder.minutes_since(commit.at);
        let Some(environment) = place(&commit.branch).filter(|_| ago < SPAN) else { continue };
        let (id, by) = (environment.id.clone(), Person::named(&commit.by));
        if let Some(from) = &commit.begins_from {
            let ago = ago.saturating_add(LEAD.div_euclid(60));
            let is_there = environment.status != "inactive";
            events.extend(is_there.then(|| (ago, What::Branch(from), id.clone(), by)));
        }
        let is_broken = environment.status == "dirty";
        let what = match &commit.merged {
            // What comes from above is no merge of an environment.
            Some(from) if place(from).is_none_or(|above| above.kind != "production") => What::Merge(from),
            _ if is_broken => What::BrokenPush(commit),
            _ => What::Push(commit),
        };
        // It is pushed a little later, except where the merge itself commits.
        let later = if commit.merged.is_some() { 0 } else { ago.rem_euclid(7).saturating_add(1) };
        events.push((ago.saturating_sub(later), what, id, by));
    }
    Ok(events)
}

/// What is done in between, at times that follow no rule, and what runs by itself.
fn chores(seeder: &Seeder<'_>, project: &Project, (count, features, people): Besides) -> Vec<Event<'static>> {
    // No two projects did the same at the same time.
    let mut dice = project.subscription_id.rem_euclid(9_973).saturating_add(17);
    let mut roll = |sides: i64| {
        dice = dice.saturating_mul(48_271).rem_euclid(2_147_483_647);
        dice.rem_euclid(sides.max(1))
    };
    let mut events = Vec::new();
    let mut days = 0;
    for _ in 0..count {
        days += roll(7).saturating_sub(2).max(0);
        let pick =
            |number: i64, of: usize| usize::try_from(number).unwrap_or_default().checked_rem(of).unwrap_or_default();
        let (Some((what, place)), Some(feature), Some(person)) = (
            CHORES.get(pick(roll(1_000), CHORES.len())),
            features.get(pick(roll(1_000), features.len())),
            people.get(pick(roll(1_000), people.len())),
        ) else {
            break;
        };
        let place = if *place == FEATURE { *feature } else { *place };
        // In working hours; what would be later today was yesterday.
        let minute = roll(10 * 60).saturating_add(7 * 60);
        let now = seeder.now.micros().div_euclid(60_000_000).rem_euclid(DAY);
        let ago = now.saturating_sub(minute).saturating_add(days.saturating_mul(DAY));
        let ago = if ago < 25 { ago.saturating_add(DAY) } else { ago };
        events.push((ago, *what, place.to_owned(), Some(*person)));
    }
    let since = seeder.now.micros().div_euclid(60_000_000).rem_euclid(DAY).saturating_sub(4 * 60 + 12);
    let nights = (0..NIGHTS).map(|night| since.saturating_add(night.saturating_mul(DAY))).filter(|ago| *ago > 25);
    let nights = nights.map(|ago| (ago, NIGHTLY, "main".to_owned(), None));
    if project.id == SHOP {
        events.extend(nights);
    }
    events
}

fn happened(
    seeder: &Seeder<'_>,
    project: &Project,
    number: u32,
    what: What<'_>,
    by: Option<&'static Person>,
    environment: &str,
    ago: i64,
) -> rusqlite::Result<()> {
    let Some(target) = environments::get(seeder.connection, &project.id, environment)? else { return Ok(()) };
    // Nothing happened to it before it was there.
    if seeder.minutes_ago(ago) < target.created_at && !matches!(what, What::Branch(_)) {
        return Ok(());
    }
    let (of, text, plan) = told_as(what, &target);
    let mut payload = Map::new();
    if let What::Variable(name) | What::ProjectVariable(name) = what {
        payload.insert("variable".to_owned(), json!({"id": name, "name": name}));
    }
    if let What::Push(commit) | What::BrokenPush(commit) = what {
        let author = (commit.by.as_str(), commit.email.as_str());
        let made = git::told_in_push(&commit.id, &commit.parents, author, &commit.message);
        payload.insert("commits".to_owned(), json!([made]));
    }
    if let Some(successful) = what.deploys() {
        let places = [target.id.clone()];
        let at = seeder.minutes_ago(ago).plus_millis(plan.length);
        environments::deployed(seeder.connection, &project.id, Some(&places), successful, at)?;
    }
    let cancelled = matches!(what, What::Cancelled);
    seeder.past(project, number, Past { of, by, text, environment, ago, plan, payload, cancelled })
}

/// Type, text and plan.
fn told_as(what: What<'_>, target: &Environment) -> (Type, String, Plan) {
    let id = &target.id;
    match what {
        What::Push(_) => (Type::EnvironmentPush, format!("pushed to environment {id}"), scripts::push(1.0, target, 3)),
        What::BrokenPush(_) => {
            (Type::EnvironmentPush, format!("pushed to environment {id}"), scripts::broken_push(1.0))
        }
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
