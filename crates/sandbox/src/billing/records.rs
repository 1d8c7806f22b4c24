//! Keeping the records of what projects have.

use rusqlite::Connection;

use crate::clock::Moment;
use crate::store::projects::Project;
use crate::store::records::{self, GROUPS, PlanRecord, UsageRecord};

/// What a project has beside its plan.
///
/// # Errors
/// When the database cannot be read.
pub fn options(connection: &Connection, project: &Project) -> rusqlite::Result<Vec<String>> {
    Ok(records::current(connection, project.subscription_id)?.map(|record| record.options).unwrap_or_default())
}

/// Writes what a project has from now on, where it differs from what it had.
///
/// # Errors
/// When the database cannot be written.
pub fn follow(connection: &Connection, project: &Project, options: &[String], now: Moment) -> rusqlite::Result<()> {
    let status = if project.status == "suspended" { "suspended" } else { "active" };
    let current = records::current(connection, project.subscription_id)?;
    let is_same =
        |record: &PlanRecord| record.plan == project.plan && record.status == status && record.options == options;
    if !current.as_ref().is_some_and(is_same) {
        if let Some(current) = &current {
            records::end(connection, current, now)?;
        }
        let record = PlanRecord {
            id: 0,
            organization_id: project.organization_id.clone(),
            subscription_id: project.subscription_id,
            project_id: project.id.clone(),
            title: project.title.clone(),
            plan: project.plan.clone(),
            options: options.to_vec(),
            status: status.to_owned(),
            starts_at: now,
            ends_at: None,
        };
        records::insert_plan(connection, &record)?;
    }
    for group in GROUPS {
        let quantity = match group {
            "environments" => project.environment_limit,
            "storage" => project.storage,
            _ => project.user_licenses,
        };
        if records::quantity(connection, project.subscription_id, group)? != Some(quantity) {
            count(connection, project, group, quantity, now)?;
        }
    }
    Ok(())
}

/// Writes that a project has nothing any more.
///
/// # Errors
/// When the database cannot be written.
pub fn end(connection: &Connection, project: &Project, now: Moment) -> rusqlite::Result<()> {
    if let Some(current) = records::current(connection, project.subscription_id)? {
        records::end(connection, &current, now)?;
    }
    GROUPS.into_iter().try_for_each(|group| count(connection, project, group, 0, now))
}

/// Writes how much of something a project has from a moment on.
///
/// # Errors
/// When the database cannot be written.
pub fn count(
    connection: &Connection,
    project: &Project,
    group: &str,
    quantity: i64,
    at: Moment,
) -> rusqlite::Result<()> {
    let record = UsageRecord {
        id: 0,
        organization_id: project.organization_id.clone(),
        subscription_id: project.subscription_id,
        usage_group: group.to_owned(),
        quantity,
        starts_at: at,
    };
    records::insert_usage(connection, &record)
}
