//! Subscriptions: the projects of an organization, as it pays for them.

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use super::projects::{KNOWN_TO, Project};
use super::rows::{self, Row};

/// What a list of subscriptions is narrowed to.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub organization: &'a str,
    /// Only projects that this user may know of; `None` for all.
    pub member: Option<&'a str>,
    pub status: Option<&'a str>,
}

/// A subscription: a project and what its list shows of others.
pub struct Subscription {
    pub project: Project,
    pub region_label: String,
    pub green: bool,
}

impl Subscription {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { project: Project::read(row)?, region_label: row.get("region_label")?, green: row.get("green")? })
    }
}

/// How many there are, and those of one page, oldest first.
pub fn page(
    connection: &Connection,
    wanted: Wanted<'_>,
    size: i64,
    page: i64,
) -> rusqlite::Result<(i64, Vec<Subscription>)> {
    let mut condition = String::from("p.organization_id = ?");
    let mut values: Vec<&dyn ToSql> = vec![&wanted.organization];
    if let Some(status) = &wanted.status {
        condition.push_str(" AND p.status = ?");
        values.push(status);
    }
    if let Some(member) = &wanted.member {
        condition.push_str(&format!(" AND p.id IN ({KNOWN_TO})"));
        values.push(member);
    }
    let count = connection
        .prepare_cached(&format!("SELECT count(*) FROM projects p WHERE {condition}"))?
        .query_row(values.as_slice(), |row| row.get(0))?;
    let offset = page.saturating_sub(1).saturating_mul(size);
    values.push(&size);
    values.push(&offset);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT p.*, r.label AS region_label, r.green FROM projects p JOIN regions r ON r.id = p.region
         WHERE {condition} ORDER BY p.subscription_id LIMIT ? OFFSET ?"
    ))?;
    let items = statement.query_map(values.as_slice(), Subscription::read)?;
    Ok((count, items.collect::<Result<_, _>>()?))
}

/// One of an organization's.
pub fn get(connection: &Connection, organization: &str, id: i64) -> rusqlite::Result<Option<Subscription>> {
    connection
        .prepare_cached(
            "SELECT p.*, r.label AS region_label, r.green FROM projects p JOIN regions r ON r.id = p.region
             WHERE p.organization_id = ? AND p.subscription_id = ?",
        )?
        .query_row(params![organization, id], Subscription::read)
        .optional()
}

/// The project of a subscription, whoever's.
pub fn project(connection: &Connection, id: i64) -> rusqlite::Result<Option<Project>> {
    rows::first(connection, "WHERE subscription_id = ?", [id])
}

/// A number that no subscription has.
pub fn next_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "SELECT max(coalesce((SELECT max(subscription_id) FROM projects), 40000),
            coalesce((SELECT max(subscription_id) FROM plan_records), 40000)) + 1",
        )?
        .query_row([], |row| row.get(0))
}
