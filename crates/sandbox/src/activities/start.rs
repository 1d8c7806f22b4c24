//! Starting and cancelling activities, and whose turn it is.

use rand::RngExt;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};

use super::deliveries;
use super::effects;
use super::find;
use super::plan::{Plan, Script};
use super::row::{Activity, Concerned, State};
use super::scripts;
use super::turns;
use super::world::World;
use crate::clock::Moment;
use crate::error::ApiError;
use crate::request::Context;
use crate::store::environments::{self, Environment};
use crate::store::kinds::{Kind, Type};
use crate::store::projects::Project;
use crate::store::rows;
use crate::store::variables::{self, Owner};

/// Milliseconds between an activity's creation and its start, at pace 1, when nothing is before it.
const WAIT: i64 = 700;

/// What is to happen.
pub struct NewActivity<'a> {
    /// With what was asked for.
    pub kind: Kind,
    pub project: &'a Project,
    pub environments: Vec<String>,
    /// Whether it concerns every running environment.
    pub project_wide: bool,
    pub deploys: bool,
    /// What happens, after the caller's name: `created variable X`.
    pub text: String,
    /// The same as HTML.
    pub description: String,
    /// What it is about, beside the project and the user.
    pub payload: Map<String, Value>,
    pub plan: Plan,
}

/// Starts an activity in the caller's name, and answers it as the API does.
///
/// # Errors
/// 409 when another is under way that it cannot wait for.
pub fn start(context: &Context<'_>, new: NewActivity<'_>) -> Result<Value, ApiError> {
    let connection = context.store;
    let concerned: Vec<&str> = new.environments.iter().map(String::as_str).collect();
    turns::require(connection, &new.project.id, &new.kind, &concerned)?;
    let name = context.caller.display_name();
    let mut payload = new.payload;
    payload.insert("user".to_owned(), json!({"id": context.caller.id, "display_name": name}));
    payload.insert("project".to_owned(), json!({"id": new.project.id, "title": new.project.title}));
    let created_at = next_moment(connection, &new.project.id, context.now)?;
    let mut activity = Activity {
        id: random_id(),
        project_id: new.project.id.clone(),
        of: new.kind.of(),
        created_at,
        starts_at: created_at,
        ends_at: created_at,
        cancelled_at: None,
        outcome: new.plan.outcome,
        project_wide: new.project_wide,
        deploys: new.deploys,
        settled: false,
        text: format!("{name} {}", new.text),
        description: format!("<user data-id=\"{}\">{}</user> {}", context.caller.id, escape(&name), new.description),
        payload: Value::Object(payload),
        parameters: new.kind.parameters(),
        plan: new.plan,
        environments: new.environments,
    };
    let earlier = find::unsettled(connection, &activity.project_id)?;
    schedule(&mut activity, &earlier, context.pace);
    insert(connection, &activity)?;
    deliveries::plan(connection, &activity)?;
    Ok(activity.view(context.now, true, None))
}

/// What happens to an environment by itself.
pub(super) struct Own<'a> {
    pub kind: Kind,
    /// What happens, before the environment's name.
    pub done: &'a str,
    pub plan: Plan,
    /// When it is due: it may have ended by now.
    pub at: Moment,
}

/// Starts an activity in nobody's name, after what is under way.
pub(super) fn start_own(
    world: &World<'_>,
    project: &Project,
    environment: &Environment,
    own: Own<'_>,
) -> rusqlite::Result<()> {
    let (id, title) = (&environment.id, &environment.title);
    let created_at = next_moment(world.store, &project.id, own.at)?;
    let mut activity = Activity {
        id: random_id(),
        project_id: project.id.clone(),
        of: own.kind.of(),
        created_at,
        starts_at: created_at,
        ends_at: created_at,
        cancelled_at: None,
        outcome: own.plan.outcome,
        project_wide: false,
        deploys: false,
        settled: false,
        text: format!("{} {id}", own.done),
        description: format!("{} <environment data-id=\"{}\">{}</environment>", own.done, escape(id), escape(title)),
        payload: json!({
            "environment": {"id": id, "name": environment.name, "title": title},
            "project": {"id": project.id, "title": project.title},
        }),
        parameters: own.kind.parameters(),
        plan: own.plan,
        environments: vec![id.clone()],
    };
    let earlier = find::unsettled(world.store, &project.id)?;
    schedule(&mut activity, &earlier, world.pace);
    insert(world.store, &activity)?;
    deliveries::plan(world.store, &activity)
}

/// What has happened already, and nobody waited for.
pub(super) struct Ended {
    pub kind: Kind,
    pub environments: Vec<String>,
    pub text: String,
    pub payload: Map<String, Value>,
    pub plan: Plan,
}

/// Keeps an activity in nobody's name that took no time.
pub(super) fn insert_ended(
    connection: &Connection,
    project: &Project,
    ended: Ended,
    now: Moment,
) -> rusqlite::Result<()> {
    let at = next_moment(connection, &project.id, now)?;
    let mut payload = ended.payload;
    payload.insert("project".to_owned(), json!({"id": project.id, "title": project.title}));
    let activity = Activity {
        id: random_id(),
        project_id: project.id.clone(),
        of: ended.kind.of(),
        created_at: at,
        starts_at: at,
        ends_at: at,
        cancelled_at: None,
        outcome: ended.plan.outcome,
        project_wide: false,
        deploys: false,
        settled: true,
        description: escape(&ended.text),
        text: ended.text,
        payload: Value::Object(payload),
        parameters: ended.kind.parameters(),
        plan: ended.plan,
        environments: ended.environments,
    };
    insert(connection, &activity)
}

/// How a change of variables ends, and the log of it: environments that run redeploy.
pub fn redeployment(
    context: &Context<'_>,
    project: &Project,
    environment: Option<&Environment>,
    saved: &str,
) -> Result<(Plan, bool), ApiError> {
    let target = match environment {
        Some(environment) => Some(environment.clone()),
        None => environments::get(context.store, &project.id, &project.default_branch)?,
    };
    let Some(target) = target.filter(|target| project.status == "active" && target.is_running()) else {
        return Ok((scripts::saved(context.pace, saved), false));
    };
    Ok((deployment(context, &target, scripts::changing(context.pace, saved))?, true))
}

/// How what begins with `script` ends: the environment deploys, well or not.
pub fn deployment(context: &Context<'_>, target: &Environment, script: Script) -> Result<Plan, ApiError> {
    let failing = failing_variable(context.store, &target.project_id, &target.id)?;
    Ok(scripts::deployed(script, target, failing.as_deref(), is_cache_cleared(context.store, target)?))
}

/// Whether the build cache was cleared, and no deployment of the environment was started since.
fn is_cache_cleared(connection: &Connection, environment: &Environment) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM activities c WHERE c.project_id = ?1 AND c.type = ?2 AND c.cancelled_at IS \
             NULL
             AND NOT EXISTS (SELECT 1 FROM activities d WHERE d.project_id = ?1 AND d.created_at > c.created_at
                AND d.deploys = 1 AND d.cancelled_at IS NULL AND (d.project_wide = 1 OR EXISTS (
                    SELECT 1 FROM activity_environments l WHERE l.activity_id = d.id AND l.environment_id = ?3))))",
        )?
        .query_row(params![environment.project_id, Type::ProjectClearBuildCache, environment.id], |row| row.get(0))
}

/// The variable that makes the environment's deploy hook exit with 1, if one is seen by it.
fn failing_variable(connection: &Connection, project: &str, environment: &str) -> rusqlite::Result<Option<String>> {
    let lineage = environments::lineage(connection, project, environment)?;
    let mut seen = variables::visible(connection, project, &lineage)?;
    seen.extend(variables::list(connection, Owner { project, environment: None })?);
    let fails = |name: &str| name == "FAIL_DEPLOY" || name == "env:FAIL_DEPLOY";
    Ok(seen.into_iter().find(|variable| variable.is_enabled && fails(&variable.name)).map(|variable| variable.name))
}

/// Puts an activity behind those before it that concern what it concerns.
fn schedule(activity: &mut Activity, earlier: &[Activity], pace: f64) {
    let in_the_way = |other: &&Activity| {
        other.cancelled_at.is_none()
            && (activity.project_wide
                || other.project_wide
                || other.environments.iter().any(|id| activity.environments.contains(id)))
    };
    let free = earlier.iter().filter(in_the_way).map(|other| other.ends_at).max();
    let ready = activity.created_at.plus_millis((WAIT as f64 * pace) as i64);
    activity.starts_at = free.map_or(ready, |free| free.max(ready));
    activity.ends_at = activity.starts_at.plus_millis(activity.plan.length);
}

/// Cancels an activity. Those that waited for it start earlier.
///
/// # Errors
/// 400 when it is done already.
pub fn cancel(context: &Context<'_>, activity: &Activity) -> Result<Activity, ApiError> {
    let state = activity.state(context.now);
    if state.is_done() {
        let word = if state == State::Cancelled { "has been cancelled already" } else { "is complete" };
        return Err(ApiError::bad_request(format!("The activity {word} and can no longer be cancelled.")));
    }
    if !activity.can_be_cancelled() {
        return Err(ApiError::bad_request("Project setup can’t be cancelled. Delete the project instead."));
    }
    let connection = context.store;
    let now = context.now;
    let cancelled = Activity { cancelled_at: Some(now), ends_at: now, settled: true, ..activity.clone() };
    rows::update!(connection, &cancelled, [cancelled_at, ends_at, settled])?;
    let mut earlier: Vec<Activity> = Vec::new();
    for mut waiting in find::unsettled(connection, &activity.project_id)? {
        if waiting.state(now) == State::Pending {
            schedule(&mut waiting, &earlier, context.pace);
            // What was freed just now cannot have started in the past.
            let late = now.millis_since(waiting.starts_at).max(0);
            waiting.starts_at = waiting.starts_at.plus_millis(late);
            waiting.ends_at = waiting.ends_at.plus_millis(late);
            rows::update!(connection, &waiting, [starts_at, ends_at])?;
        }
        earlier.push(waiting);
    }
    effects::undo(&World { store: connection, git: context.git, pace: context.pace }, activity)?;
    Ok(cancelled)
}

/// Keeps a new activity.
pub fn insert(connection: &Connection, activity: &Activity) -> rusqlite::Result<()> {
    rows::insert(connection, activity)?;
    let concerned = |environment: &String| Concerned {
        activity_id: activity.id.clone(),
        project_id: activity.project_id.clone(),
        environment_id: environment.clone(),
    };
    activity.environments.iter().map(concerned).try_for_each(|concerned| rows::insert(connection, &concerned))
}

/// Now, or just after the project's newest activity: lists page by this time, so no two are alike.
fn next_moment(connection: &Connection, project: &str, now: Moment) -> rusqlite::Result<Moment> {
    let newest: Option<Moment> = connection
        .prepare_cached("SELECT max(created_at) FROM activities WHERE project_id = ?")?
        .query_row([project], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(newest.map_or(now, |newest| now.max(newest.plus_micros(1))))
}

/// Thirteen characters of the alphabet that the API's ids are of.
pub fn random_id() -> String {
    const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut random = rand::rng();
    (0..13).filter_map(|_| ALPHABET.get(random.random_range(0..ALPHABET.len()))).map(|byte| char::from(*byte)).collect()
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
