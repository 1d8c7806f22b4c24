//! The tables, by version: `PRAGMA user_version` says which steps have run.

use rusqlite::Connection;

use crate::Error;

/// Each step is run once, in order, in a transaction of its own.
const STEPS: &[&str] = &[include_str!("tables.sql")];

/// Tables that a data set fills, in an order in which they can be emptied.
pub const SEEDED: &[&str] = &[
    "activity_environments",
    "activities",
    "variables",
    "environments",
    "project_members",
    "projects",
    "organization_members",
    "organizations",
    "api_tokens",
    "regions",
    "users",
];

/// Runs the steps that have not run yet.
pub fn run(connection: &mut Connection) -> Result<(), Error> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(Error::NewerFormat { found, known });
    }
    for (version, step) in (1_i64..).zip(STEPS).filter(|(version, _)| *version > found) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}
