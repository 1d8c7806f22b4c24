//! Teams: members of an organization who have the same permissions in its projects.

use rusqlite::{Connection, params};

use super::columns::Column;
use super::rows::{self, row, update};
use crate::clock::Moment;

row! {
    /// A team.
    #[derive(Clone, Debug)]
    pub struct Team in "teams" by [id] {
        pub id: String,
        pub organization_id: String,
        pub label: String,
        pub project_permissions: Vec<String> as "project_permissions_json",
        pub created_at: Moment,
        pub updated_at: Moment,
    } found {
        pub member_count: i64,
        /// The projects that it opens.
        pub project_count: i64,
    }
}

row! {
    /// A person in a team.
    #[derive(Clone, Debug)]
    pub struct TeamMember in "team_members" by [team_id, user_id] {
        pub team_id: String,
        pub user_id: String,
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

/// Teams with all that the row has.
pub const COUNTED: &str = "(
    SELECT *,
        (SELECT count(*) FROM team_members m WHERE m.team_id = kept.id) AS member_count,
        iif(project_permissions_json = '[]', 0,
            (SELECT count(*) FROM projects p WHERE p.organization_id = kept.organization_id)) AS project_count
    FROM teams kept
) t";

pub fn insert(connection: &Connection, team: &Team) -> rusqlite::Result<()> {
    rows::insert(connection, team)
}

/// Writes back all that can be changed.
pub fn update(connection: &Connection, team: &Team) -> rusqlite::Result<()> {
    update!(connection, team, [label, project_permissions_json, updated_at])
}

pub fn delete(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    rows::delete::<Team>(connection, [id])
}

pub fn get(connection: &Connection, id: &str) -> rusqlite::Result<Option<Team>> {
    rows::read_first(connection, &format!("SELECT * FROM {COUNTED} WHERE id = ?"), [id])
}

pub fn insert_member(connection: &Connection, team: &str, user: &str, now: Moment) -> rusqlite::Result<TeamMember> {
    let (team_id, user_id) = (team.to_owned(), user.to_owned());
    let member = TeamMember { team_id, user_id, created_at: now, updated_at: now };
    rows::insert(connection, &member)?;
    Ok(member)
}

pub fn member(connection: &Connection, team: &str, user: &str) -> rusqlite::Result<Option<TeamMember>> {
    rows::get(connection, [team, user])
}

pub fn delete_member(connection: &Connection, team: &str, user: &str) -> rusqlite::Result<()> {
    rows::delete::<TeamMember>(connection, [team, user])
}

/// Takes somebody out of all teams of an organization.
pub fn leave_all(connection: &Connection, organization: &str, user: &str) -> rusqlite::Result<()> {
    const SQL: &str = "DELETE FROM team_members WHERE user_id = ?
        AND team_id IN (SELECT id FROM teams WHERE organization_id = ?)";
    connection.prepare_cached(SQL)?.execute(params![user, organization])?;
    Ok(())
}

/// What each team lets a user do in a project, by the team's id.
pub fn permissions(connection: &Connection, project: &str, user: &str) -> rusqlite::Result<Vec<(String, Vec<String>)>> {
    let sql = "SELECT team_id, permissions_json FROM team_grants WHERE project_id = ? AND user_id = ? ORDER BY team_id";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Vec::read(row, 1)?));
    connection.prepare_cached(sql)?.query_map([project, user], read)?.collect()
}
