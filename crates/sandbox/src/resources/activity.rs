//! Project Activity and Environment Activity.

use wheelhouse_contract::operation::{OfActivity, OfEnvironment, OfProject};
use wheelhouse_contract::sections::activity::of_environment::{
    CancelAnEnvironmentActivity, GetAnEnvironmentActivityLogEntry, GetEnvironmentActivityLog,
};
use wheelhouse_contract::sections::activity::of_project::{
    CancelAProjectActivity, GetAProjectActivityLogEntry, GetProjectActivityLog,
};

use crate::access::{ProjectRights, Role};
use crate::activities::{self, Activity, Filter};
use crate::request::prelude::*;
use crate::store::environments;

pub fn handlers() -> Vec<Handler> {
    vec![
        on(Place::of_project, list::<GetProjectActivityLog>),
        on(Place::of_project, get::<GetAProjectActivityLogEntry>),
        on(Place::of_project, cancel::<CancelAProjectActivity>),
        on(Place::of_environment, list::<GetEnvironmentActivityLog>),
        on(Place::of_environment, get::<GetAnEnvironmentActivityLogEntry>),
        on(Place::of_environment, cancel::<CancelAnEnvironmentActivity>),
        // Where an activity's `log` link leads to.
        beneath(LOG, "log", Place::of_project, log::<GetAProjectActivityLogEntry>),
        beneath(LOG, "log", Place::of_environment, log::<GetAnEnvironmentActivityLogEntry>),
    ]
}

/// Under which faults and tests know the log.
const LOG: &str = "activity-log";

/// How many a list answers when the request does not say.
const COUNT: i64 = 10;

/// A project, or one of its environments when the path names one.
struct Place {
    project: String,
    environment: Option<String>,
    rights: ProjectRights,
    /// Whether the caller may cancel what happens here, or why not.
    may_change: Result<(), ApiError>,
}

impl Place {
    fn of_project(context: &Context<'_>, path: &impl OfProject) -> Result<Self, ApiError> {
        let (project, rights) = scope::project(context, path)?;
        let may_change = rights.require_admin();
        Ok(Self { project: project.id, environment: None, rights, may_change })
    }

    fn of_environment(context: &Context<'_>, path: &impl OfEnvironment) -> Result<Self, ApiError> {
        let (project, rights, environment) = scope::environment(context, path)?;
        let may_change = rights.require_on(&environment, Role::Contributor);
        Ok(Self { project: project.id, environment: Some(environment.id), rights, may_change })
    }

    fn environment(&self) -> Option<&str> {
        self.environment.as_deref()
    }

    fn activity(&self, context: &Context<'_>, path: &impl OfActivity) -> Result<Activity, ApiError> {
        let id = path.activity_id();
        let found = activities::get(context.store, &self.project, self.environment(), id)?;
        match found {
            Some(activity) if self.sees(context, &activity)? => Ok(activity),
            _ => Err(ApiError::not_found(format_args!("activity {id} here"))),
        }
    }

    /// Whether an activity concerns an environment that the caller may know of, or none.
    fn sees(&self, context: &Context<'_>, activity: &Activity) -> Result<bool, ApiError> {
        if self.rights.seen_types().is_none() || activity.environments.is_empty() {
            return Ok(true);
        }
        for id in &activity.environments {
            let environment = environments::get(context.store, &self.project, id)?;
            if environment.is_some_and(|environment| self.rights.sees(&environment.kind)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn list<E: Endpoint<Body = NoBody>>(call: &Call<'_, E, Place>) -> Answer {
    let place = &call.at;
    let filter = Filter {
        environment: place.environment(),
        kinds: call.query.all("type"),
        states: call.query.all("state"),
        results: call.query.all("result"),
        types: place.rights.seen_types(),
        before: call.query.time("starts_at"),
        count: call.query.integer("count").unwrap_or(COUNT),
    };
    let found = activities::list(call.store, &place.project, &filter, call.now)?;
    let change = place.may_change.is_ok();
    Ok(Reply::json(&found.iter().map(|activity| activity.view(call.now, change, place.environment())).collect()))
}

fn get<E: Endpoint<Body = NoBody, Parameters: OfActivity>>(call: &Call<'_, E, Place>) -> Answer {
    let place = &call.at;
    let activity = place.activity(call, &call.path)?;
    Ok(Reply::json(&activity.whole(call.now, place.may_change.is_ok(), place.environment())))
}

fn cancel<E: Endpoint<Body = NoBody, Parameters: OfActivity>>(call: &Call<'_, E, Place>) -> Answer {
    let place = &call.at;
    let activity = place.activity(call, &call.path)?;
    place.may_change.clone()?;
    let cancelled = activities::cancel(call, &activity)?;
    Ok(Reply::accepted(vec![cancelled.view(call.now, true, place.environment())]))
}

/// The lines that are there, from `start_at` on, `max_items` at most. `max_delay` may be given; nothing is waited for.
fn log<E: Endpoint<Body = NoBody, Parameters: OfActivity>>(call: &Call<'_, E, Place>) -> Answer {
    let activity = call.at.activity(call, &call.path)?;
    let number = |name: &str, other: u64| match call.query.get(name) {
        None => Ok(other),
        Some(text) => text.parse().map_err(|_| ApiError::bad_request(format!("{name} must be a whole number."))),
    };
    let (start, max) = (number("start_at", 0)?, number("max_items", u64::MAX)?);
    let Some(elapsed) = activity.elapsed(call.now) else {
        let seal = activity.state(call.now).is_done().then(|| format!("{}\n", json!({"_id": 0, "seal": true})));
        return Ok(Reply::json_stream(seal.unwrap_or_default()));
    };
    let mut stream = String::new();
    let lines = activity.plan.lines(elapsed, start, max);
    let next = lines.last().map_or(start, |(number, _, _)| number.saturating_add(1));
    for (number, at, message) in lines {
        let timestamp = activity.starts_at.plus_millis(at).rfc3339();
        // What is written over has no end of its own.
        let message = if message.ends_with('\r') { message } else { format!("{message}\n") };
        let line = json!({"_id": number, "data": {"timestamp": timestamp, "message": message}});
        stream.push_str(&line.to_string());
        stream.push('\n');
    }
    let shown = activity.plan.shown(elapsed);
    if activity.state(call.now).is_done() && next >= shown {
        stream.push_str(&format!("{}\n", json!({"_id": shown, "seal": true})));
    }
    Ok(Reply::json_stream(stream))
}
