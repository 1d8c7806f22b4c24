//! Reading activities.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::row::Activity;
use crate::clock::Moment;
use crate::store::rows;

/// With the ids of the environments it concerns.
const SELECT: &str = "SELECT a.*, (
        SELECT json_group_array(environment_id) FROM activity_environments WHERE activity_id = a.id
    ) AS environments_json FROM activities a";

/// The state as SQL: as [`Activity::state`] derives it. `?1` is the time.
const STATE: &str = "CASE WHEN a.cancelled_at IS NOT NULL THEN 'cancelled' WHEN ?1 < a.starts_at THEN 'pending'
    WHEN ?1 < a.ends_at THEN 'in_progress' ELSE 'complete' END";

/// What a list of activities is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    pub environment: Option<&'a str>,
    pub kinds: Vec<&'a str>,
    pub states: Vec<&'a str>,
    pub results: Vec<&'a str>,
    /// The types of environments that may be known of; all when none are given. What concerns only others is left out.
    pub types: Option<Vec<&'static str>>,
    /// Only those that were created before.
    pub before: Option<Moment>,
    pub count: i64,
}

/// The newest activities of a project first.
pub fn list(
    connection: &Connection,
    project: &str,
    filter: &Filter<'_>,
    now: Moment,
) -> rusqlite::Result<Vec<Activity>> {
    let mut sql = format!("{SELECT} WHERE a.project_id = ?2");
    let mut values = vec![Sql::Integer(now.micros()), Sql::Text(project.to_owned())];
    let any_of = |sql: &mut String, values: &mut Vec<Sql>, expression: &str, wanted: &[&str]| {
        if !wanted.is_empty() {
            sql.push_str(&format!(" AND {expression} IN ({})", vec!["?"; wanted.len()].join(", ")));
            values.extend(wanted.iter().map(|text| Sql::Text((*text).to_owned())));
        }
    };
    any_of(&mut sql, &mut values, "a.type", &filter.kinds);
    any_of(&mut sql, &mut values, &format!("({STATE})"), &filter.states);
    // What has not ended is not settled, and that has its own index.
    if !filter.states.is_empty() && filter.states.iter().all(|state| matches!(*state, "pending" | "in_progress")) {
        sql.push_str(" AND a.settled = 0");
    }
    if !filter.results.is_empty() {
        any_of(&mut sql, &mut values, &format!("({STATE})"), &["complete"]);
        any_of(&mut sql, &mut values, "a.outcome", &filter.results);
    }
    if let Some(environment) = filter.environment {
        sql.push_str(
            " AND EXISTS (SELECT 1 FROM activity_environments l WHERE l.activity_id = a.id AND l.environment_id = ?)",
        );
        values.push(Sql::Text(environment.to_owned()));
    }
    if let Some(types) = &filter.types {
        let marks = vec!["?"; types.len()].join(", ");
        sql.push_str(&format!(
            " AND (NOT EXISTS (SELECT 1 FROM activity_environments l WHERE l.activity_id = a.id) OR EXISTS (
                SELECT 1 FROM activity_environments l
                JOIN environments e ON e.project_id = l.project_id AND e.id = l.environment_id
                WHERE l.activity_id = a.id AND e.type IN ({marks})))"
        ));
        values.extend(types.iter().map(|kind| Sql::Text((*kind).to_owned())));
    }
    if let Some(before) = filter.before {
        sql.push_str(" AND a.created_at < ?");
        values.push(Sql::Integer(before.micros()));
    }
    // `?1` counts as used whether or not a state is asked for.
    sql.push_str(" AND ?1 IS NOT NULL ORDER BY a.created_at DESC LIMIT ?");
    values.push(Sql::Integer(filter.count));
    rows::read(connection, &sql, params_from_iter(values))
}

/// One activity of a project, and of an environment if given.
pub fn get(
    connection: &Connection,
    project: &str,
    environment: Option<&str>,
    id: &str,
) -> rusqlite::Result<Option<Activity>> {
    let sql = format!("{SELECT} WHERE a.project_id = ? AND a.id = ?");
    let found: Option<Activity> = rows::read_first(connection, &sql, [project, id])?;
    let concerns = |activity: &Activity| {
        environment.is_none_or(|environment| activity.environments.iter().any(|named| named == environment))
    };
    Ok(found.filter(concerns))
}

/// Those of a project that are not done, oldest first.
pub(super) fn unsettled(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Activity>> {
    rows::read(
        connection,
        &format!("{SELECT} WHERE a.project_id = ? AND a.settled = 0 ORDER BY a.created_at"),
        [project],
    )
}

/// Those of all projects that ended by now and whose changes are not written, in the order in which they ended.
pub(super) fn ended(connection: &Connection, now: Moment) -> rusqlite::Result<Vec<Activity>> {
    rows::read(connection, &format!("{SELECT} WHERE a.settled = 0 AND a.ends_at <= ? ORDER BY a.ends_at"), [now])
}

/// When the next of those of all projects ends whose changes are not written.
pub(super) fn next_end(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    connection.prepare_cached("SELECT min(ends_at) FROM activities WHERE settled = 0")?.query_row([], |row| row.get(0))
}
