//! What integrations are told of activities: planned when an activity starts, due when it reaches the state that they follow,
//! and, once told, its own activity that says how it went.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::find;
use super::health;
use super::plan::Script;
use super::row::Activity;
use super::start::{self, Ended};
use crate::clock::Moment;
use crate::error::ApiError;
use crate::integration_kinds;
use crate::store::deliveries::{self, Delivery};
use crate::store::integrations::{self, Integration};
use crate::store::kinds::{Kind, Type};
use crate::store::notices::{self, Notice};
use crate::store::projects;

/// The kinds of integrations that follow activities and are told of them.
const TOLD: &[&str] = &["webhook", "script"];

/// One that is due: what is to be told, and to whom.
pub struct Due {
    pub integration: Integration,
    pub news: News,
}

/// What an integration is told.
pub enum News {
    Activity(Delivery, Box<Activity>),
    Disk(Notice),
}

/// Tells the integrations that follow an activity of it, once it happens.
pub(super) fn plan(connection: &Connection, activity: &Activity) -> rusqlite::Result<()> {
    // Whoever is told of that would be told of it for ever.
    if matches!(activity.of, Type::IntegrationWebhook | Type::IntegrationScript) {
        return Ok(());
    }
    for integration in integrations::list(connection, &activity.project_id)? {
        if !TOLD.contains(&integration.kind.as_str()) || !follows(&integration.facts, activity) {
            continue;
        }
        // A state that is named twice is told once.
        for state in BTreeSet::from_iter(texts(&integration.facts, "states", "complete")) {
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
    let missing = || ApiError::internal("What was to be delivered is gone.");
    let Some(delivery) = deliveries::due(connection, now)? else {
        let Some(notice) = notices::take(connection, now)? else { return Ok(None) };
        return of_disk(connection, notice)?.ok_or_else(missing).map(Some);
    };
    deliveries::take(connection, &delivery, now)?;
    of_activity(connection, delivery)?.ok_or_else(missing).map(Some)
}

fn of_activity(connection: &Connection, delivery: Delivery) -> rusqlite::Result<Option<Due>> {
    let integration = integrations::get(connection, &delivery.project_id, &delivery.integration_id)?;
    let activity = find::get(connection, &delivery.project_id, None, &delivery.activity_id)?;
    let due = |(integration, activity)| Due { integration, news: News::Activity(delivery, Box::new(activity)) };
    Ok(integration.zip(activity).map(due))
}

fn of_disk(connection: &Connection, notice: Notice) -> rusqlite::Result<Option<Due>> {
    let integration = integrations::get(connection, &notice.project_id, &notice.integration_id)?;
    Ok(integration.map(|integration| Due { integration, news: News::Disk(notice) }))
}

/// Whether anything waits to be told, now or later.
///
/// # Errors
/// When the database cannot be read.
pub fn are_waiting(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(deliveries::are_waiting(connection)? || notices::are_waiting(connection)?)
}

/// Writes how it went, line by line, as an activity that has ended.
///
/// # Errors
/// When the database cannot be written.
pub fn told(connection: &Connection, due: &Due, log: &[String], is_good: bool, now: Moment) -> Result<(), ApiError> {
    let integration = &due.integration;
    // Whoever was told may have been deleted meanwhile, and the project with it.
    let is_there = match &due.news {
        News::Activity(delivery, _) => deliveries::delete(connection, delivery)?,
        News::Disk(notice) => notices::delete(connection, notice)?,
    };
    let project = if is_there { projects::get(connection, &integration.project_id)? } else { None };
    let Some(project) = project else { return Ok(()) };
    let about_it = about(integration);
    let mut payload = Map::from_iter([("integration".to_owned(), Value::Object(about_it))]);
    let (kind, environments, what) = match &due.news {
        News::Activity(delivery, activity) => {
            let (told, state) = (activity.id.clone(), delivery.state.clone());
            let what = format!("{} ({state})", activity.of.name());
            let environment = activity.payload.get("environment").cloned();
            payload.extend(environment.map(|environment| ("environment".to_owned(), environment)));
            let kind = match integration.kind.as_str() {
                "script" => Kind::IntegrationScript { activity: told, state },
                _ => Kind::IntegrationWebhook { activity: told, state },
            };
            (kind, activity.environments.clone(), what)
        }
        News::Disk(notice) => {
            let kind = health::kind(integration, &notice.environment_id, &notice.service, notice.level);
            let Some(kind) = kind else { return Ok(()) };
            let what = format!("the disk of {} ({})", notice.service, notice.level.name());
            (kind, vec![notice.environment_id.clone()], what)
        }
    };
    let text = match (integration.kind.as_str(), is_good) {
        ("script", true) => format!("Ran a script for {what}"),
        ("script", false) => format!("A script for {what} failed"),
        (_, true) => format!("Told {} of {what}", whom(integration)),
        (_, false) => format!("Could not tell {} of {what}", whom(integration)),
    };
    let script = log.iter().fold(Script::new(0.0), |script, line| script.line(line, 0));
    let plan = if is_good { script.succeed() } else { script.fail("error") };
    Ok(start::insert_ended(connection, &project, Ended { kind, environments, text, payload, plan }, now)?)
}

fn whom(integration: &Integration) -> String {
    let text = |name| integration.facts.get(name).and_then(Value::as_str);
    match integration.kind.as_str() {
        "health.email" => "all recipients by email".to_owned(),
        "health.pagerduty" => "PagerDuty".to_owned(),
        "health.slack" => format!("Slack in {}", text("channel").unwrap_or_default()),
        _ => format!("the webhook {}", text("url").unwrap_or_default()),
    }
}

/// Writes of those that were begun with when the process ended that nobody knows how they went.
///
/// # Errors
/// When the database cannot be written.
pub fn give_up(connection: &Connection, now: Moment) -> Result<(), ApiError> {
    let lines = ["The sandbox ended while it delivered this. Whether it arrived is not known.".to_owned()];
    let mut begun = Vec::new();
    for delivery in deliveries::taken(connection)? {
        begun.extend(of_activity(connection, delivery)?);
    }
    for notice in notices::taken(connection)? {
        begun.extend(of_disk(connection, notice)?);
    }
    begun.iter().try_for_each(|due| told(connection, due, &lines, false, now))
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
