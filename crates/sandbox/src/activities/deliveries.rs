//! What integrations are told of activities: planned when an activity starts, due when it reaches the state that they follow,
//! and, once told, an activity of its own that says how it went.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::find;
use super::plan::Script;
use super::row::Activity;
use super::start::{self, Ended};
use crate::clock::Moment;
use crate::error::ApiError;
use crate::integration_kinds;
use crate::store::deliveries::{self, Delivery};
use crate::store::integrations::{self, Integration};
use crate::store::kinds::{Kind, Type};
use crate::store::projects;

/// The kinds of integrations that follow activities and are told of them.
const TOLD: &[&str] = &["webhook", "script"];

/// One that is due: what is to be told, and to whom.
pub struct Due {
    pub delivery: Delivery,
    pub integration: Integration,
    pub activity: Activity,
}

/// Has the integrations that follow an activity be told of it when it comes to that.
pub(super) fn plan(connection: &Connection, activity: &Activity) -> rusqlite::Result<()> {
    // Whoever is told of that would be told of it for ever.
    if matches!(activity.of, Type::IntegrationWebhook | Type::IntegrationScript) {
        return Ok(());
    }
    for integration in integrations::list(connection, &activity.project_id)? {
        if !TOLD.contains(&integration.kind.as_str()) || !follows(&integration.facts, activity) {
            continue;
        }
        for state in texts(&integration.facts, "states", "complete") {
            if state == "complete" && !takes_result(&integration.facts, activity) {
                continue;
            }
            let delivery = Delivery {
                project_id: activity.project_id.clone(),
                activity_id: activity.id.clone(),
                integration_id: integration.id.clone(),
                state: state.to_owned(),
                taken_at: None,
            };
            deliveries::insert(connection, &delivery)?;
        }
    }
    Ok(())
}

/// Begins with the next that is due. If the process ends before [`told`], nobody knows whether it was told, and it is not
/// told again.
///
/// # Errors
/// When the database cannot be read or written.
pub fn take(connection: &Connection, now: Moment) -> Result<Option<Due>, ApiError> {
    deliveries::forget(connection)?;
    let Some(delivery) = deliveries::due(connection, now)? else { return Ok(None) };
    deliveries::take(connection, &delivery, now)?;
    let integration = integrations::get(connection, &delivery.project_id, &delivery.integration_id)?;
    let activity = find::get(connection, &delivery.project_id, None, &delivery.activity_id)?;
    let (Some(integration), Some(activity)) = (integration, activity) else {
        return Err(ApiError::internal("What was to be delivered is gone."));
    };
    Ok(Some(Due { delivery, integration, activity }))
}

/// Writes how it went, line by line, as an activity that has ended.
///
/// # Errors
/// When the database cannot be written.
pub fn told(connection: &Connection, due: &Due, log: &[String], is_good: bool, now: Moment) -> Result<(), ApiError> {
    // Whoever was told may have been deleted meanwhile, and the project with it.
    if !deliveries::delete(connection, &due.delivery)? {
        return Ok(());
    }
    let Some(project) = projects::get(connection, &due.delivery.project_id)? else { return Ok(()) };
    let Due { delivery, integration, activity } = due;
    let (told, state) = (delivery.activity_id.clone(), delivery.state.clone());
    let kind = match integration.kind.as_str() {
        "script" => Kind::IntegrationScript { activity: told, state },
        _ => Kind::IntegrationWebhook { activity: told, state },
    };
    let to = integration.facts.get("url").and_then(Value::as_str);
    let to = to.map_or_else(|| "a script".to_owned(), |url| format!("the webhook {url}"));
    let done = if is_good { "Told" } else { "Could not tell" };
    let text = format!("{done} {to} of {} ({})", activity.of.name(), delivery.state);
    let mut payload = Map::from_iter([("integration".to_owned(), Value::Object(about(integration)))]);
    let environment = activity.payload.get("environment").cloned();
    payload.extend(environment.map(|environment| ("environment".to_owned(), environment)));
    let script = log.iter().fold(Script::new(0.0), |script, line| script.line(line, 0));
    let plan = if is_good { script.succeed() } else { script.fail("error") };
    let ended = Ended { kind, environments: activity.environments.clone(), text, payload, plan };
    Ok(start::insert_ended(connection, &project, ended, now)?)
}

/// Writes of those that were begun with when the process ended that nobody knows how they went.
///
/// # Errors
/// When the database cannot be written.
pub fn give_up(connection: &Connection, now: Moment) -> Result<(), ApiError> {
    for delivery in deliveries::taken(connection)? {
        let integration = integrations::get(connection, &delivery.project_id, &delivery.integration_id)?;
        let activity = find::get(connection, &delivery.project_id, None, &delivery.activity_id)?;
        if let (Some(integration), Some(activity)) = (integration, activity) {
            let lines = ["The sandbox ended while it delivered this. Whether it arrived is not known.".to_owned()];
            told(connection, &Due { delivery, integration, activity }, &lines, false, now)?;
        }
    }
    Ok(())
}

/// What activities tell of an integration.
pub fn about(integration: &Integration) -> Map<String, Value> {
    let mut about = integration_kinds::told(&integration.kind, &integration.facts);
    about.insert("id".to_owned(), json!(integration.id));
    about.insert("type".to_owned(), json!(integration.kind));
    about
}

/// Whether what an integration was given has it follow an activity.
fn follows(facts: &Map<String, Value>, activity: &Activity) -> bool {
    let is_among = |list: &[&str], name: &str| list.iter().any(|pattern| fits(pattern, name));
    if !is_among(&texts(facts, "events", "*"), activity.of.name()) {
        return false;
    }
    let (followed, excluded) = (texts(facts, "environments", "*"), texts(facts, "excluded_environments", ""));
    if activity.environments.is_empty() {
        return followed.contains(&"*");
    }
    activity.environments.iter().any(|id| is_among(&followed, id) && !is_among(&excluded, id))
}

fn takes_result(facts: &Map<String, Value>, activity: &Activity) -> bool {
    match facts.get("result").and_then(Value::as_str) {
        None | Some("*") => true,
        Some(result) => result == activity.outcome.name(),
    }
}

/// The texts of a list, or one in its place where nothing was given.
fn texts<'a>(facts: &'a Map<String, Value>, name: &str, otherwise: &'a str) -> Vec<&'a str> {
    match facts.get(name).and_then(Value::as_array) {
        Some(list) => list.iter().filter_map(Value::as_str).collect(),
        None => vec![otherwise],
    }
}

/// Whether a name is what a pattern says, in which `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(behind) = name.strip_prefix(start) else { return false };
    let mut ends = behind.char_indices().map(|(at, _)| at).chain([behind.len()]);
    ends.any(|at| behind.get(at..).is_some_and(|behind| fits(rest, behind)))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name) in [
            ("*", "environment.push"),
            ("environment.*", "environment.update.title"),
            ("*.push", "environment.push"),
            ("feature-*", "feature-"),
            ("a*b*c", "a-b-b-c"),
            ("main", "main"),
        ] {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("environment.*", "project.create"), ("main", "main2"), ("a*c", "a-b"), ("", "main")] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
    }
}
