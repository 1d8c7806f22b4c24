//! Project Activity and Environment Activity.

use serde_json::json;

use crate::access::{ProjectRights, Role};
use crate::activities::{self, Activity, Filter};
use crate::error::ApiError;
use crate::request::{Context, Handler, Reply};
use crate::store::environments::Environment;
use crate::store::projects::Project;

pub const HANDLERS: &[(&str, Handler)] = &[
    ("get-project-activity-log", list),
    ("get-a-project-activity-log-entry", get),
    ("cancel-a-project-activity", cancel),
    ("get-environment-activity-log", list),
    ("get-an-environment-activity-log-entry", get),
    ("cancel-an-environment-activity", cancel),
];

/// An activity's log, which its `log` link leads to.
pub const LINKS: &[(&str, &str, Handler)] = &[
    ("activity-log", "/projects/{projectId}/activities/{activityId}/log", log),
    ("activity-log", "/projects/{projectId}/environments/{environmentId}/activities/{activityId}/log", log),
];

/// How many a list answers when the request does not say.
const COUNT: i64 = 10;

/// A project, or one of its environments when the path names one.
struct Place {
    project: Project,
    rights: ProjectRights,
    environment: Option<Environment>,
}

impl Place {
    fn find(context: &Context<'_>) -> Result<Self, ApiError> {
        if context.parameter("environmentId").is_empty() {
            let (project, rights) = context.project()?;
            return Ok(Self { project, rights, environment: None });
        }
        let (project, rights, environment) = context.environment()?;
        Ok(Self { project, rights, environment: Some(environment) })
    }

    fn environment_id(&self) -> Option<&str> {
        self.environment.as_ref().map(|environment| environment.id.as_str())
    }

    /// Whether the caller may cancel what happens here.
    fn may_change(&self) -> bool {
        match &self.environment {
            Some(environment) => self.rights.on(&environment.kind) >= Role::Contributor,
            None => self.rights.is_admin(),
        }
    }

    fn activity(&self, context: &Context<'_>) -> Result<Activity, ApiError> {
        let id = context.parameter("activityId");
        activities::get(context.store, &self.project.id, self.environment_id(), id)?
            .ok_or_else(|| ApiError::not_found(format_args!("activity {id} here")))
    }
}

fn list(context: &Context<'_>) -> Result<Reply, ApiError> {
    let place = Place::find(context)?;
    let filter = Filter {
        environment: place.environment_id(),
        kinds: context.query.all("type"),
        states: context.query.all("state"),
        results: context.query.all("result"),
        before: context.query.time("starts_at"),
        count: context.query.integer("count").unwrap_or(COUNT),
    };
    let found = activities::list(context.store, &place.project.id, &filter, context.now)?;
    let change = place.may_change();
    Ok(Reply::json(&found.iter().map(|activity| activity.view(context.now, change, place.environment_id())).collect()))
}

fn get(context: &Context<'_>) -> Result<Reply, ApiError> {
    let place = Place::find(context)?;
    let activity = place.activity(context)?;
    Ok(Reply::json(&activity.view(context.now, place.may_change(), place.environment_id())))
}

fn cancel(context: &Context<'_>) -> Result<Reply, ApiError> {
    let place = Place::find(context)?;
    let activity = place.activity(context)?;
    match &place.environment {
        Some(environment) => place.rights.require_on(environment, Role::Contributor)?,
        None => place.rights.require_admin()?,
    }
    let cancelled = activities::cancel(context, &activity)?;
    Ok(Reply::accepted(vec![cancelled.view(context.now, true, place.environment_id())]))
}

/// The lines that are there, from `start_at` on, `max_items` at most. `max_delay` may be given; nothing is waited for.
fn log(context: &Context<'_>) -> Result<Reply, ApiError> {
    let activity = Place::find(context)?.activity(context)?;
    let number = |name: &str, other: u64| match context.query.get(name) {
        None => Ok(other),
        Some(text) => text.parse().map_err(|_| ApiError::bad_request(format!("{name} must be a whole number."))),
    };
    let (start, max) = (number("start_at", 0)?, number("max_items", u64::MAX)?);
    let Some(elapsed) = activity.elapsed(context.now) else {
        let seal = activity.state(context.now).is_done().then(|| format!("{}\n", json!({"_id": 0, "seal": true})));
        return Ok(Reply::json_stream(seal.unwrap_or_default()));
    };
    let mut stream = String::new();
    let lines = activity.plan.lines(elapsed, start, max);
    let next = lines.last().map_or(start, |(number, _, _)| number.saturating_add(1));
    for (number, at, message) in lines {
        let timestamp = activity.starts_at.plus_millis(at).rfc3339();
        let line = json!({"_id": number, "data": {"timestamp": timestamp, "message": format!("{message}\n")}});
        stream.push_str(&line.to_string());
        stream.push('\n');
    }
    let shown = activity.plan.shown(elapsed);
    if activity.state(context.now).is_done() && next >= shown {
        stream.push_str(&format!("{}\n", json!({"_id": shown, "seal": true})));
    }
    Ok(Reply::json_stream(stream))
}
