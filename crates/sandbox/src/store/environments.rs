//! Environments.

mod changes;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::kinds::Type;
use super::rows::{self, row};
use crate::clock::Moment;

pub use changes::{
    deactivate, delete, deployed, insert, make_main, redeployed, set_apart, set_head, set_status, update,
};

row! {
    /// A branch of a project, running or not.
    #[derive(Clone, Debug)]
    pub struct Environment in "environments" by [project_id, id] {
        pub project_id: String,
        pub id: String,
        pub name: String,
        pub machine_name: String,
        pub title: String,
        /// `production`, `staging` or `development`.
        pub kind: String as "type",
        pub parent: Option<String>,
        /// `active`, `inactive`, `dirty` (its last deployment failed), `paused` or `deleting`.
        pub status: String,
        pub is_pr: bool,
        pub has_domains: bool,
        pub enable_smtp: bool,
        pub restrict_robots: bool,
        pub http_access: Value as "http_access_json",
        pub head_commit: Option<String>,
        pub commits_ahead: i64,
        pub commits_behind: i64,
        pub last_deployment_at: Option<Moment>,
        pub last_deployment_successful: bool,
        pub last_backup_at: Option<Moment>,
        pub attributes: Value as "attributes_json",
        /// Whether its first deployment takes the parent's data.
        pub clone_parent_on_create: bool,
        pub created_at: Moment,
        pub updated_at: Moment,
    } found {
        /// The type of the activity that is about to change what it is.
        pub doing: Option<Type>,
        /// Whether an activity that changes it is waiting or running.
        pub busy: bool,
    }
}

impl Environment {
    /// Whether it runs, and so redeploys when something changes.
    pub fn is_running(&self) -> bool {
        matches!(self.status.as_str(), "active" | "dirty")
    }

    /// Whether it is being made or deleted, so that it may be gone soon.
    pub fn is_coming_or_going(&self) -> bool {
        match self.doing {
            Some(Type::EnvironmentBranch | Type::EnvironmentDelete) => true,
            Some(Type::EnvironmentRestore) => self.status == "inactive",
            _ => false,
        }
    }

    /// Whether it has services and data, and counts towards what the plan allows.
    pub fn takes_room(&self) -> bool {
        self.status != "inactive"
    }
}

/// HTTP access as it is until someone limits it.
pub fn open_access() -> Value {
    json!({"is_enabled": true, "addresses": [], "basic_auth": {}})
}

/// Activities that change what an environment is.
const DOING: &[Type] = &[
    Type::EnvironmentActivate,
    Type::EnvironmentBranch,
    Type::EnvironmentDeactivate,
    Type::EnvironmentDelete,
    Type::EnvironmentInitialize,
    Type::EnvironmentMerge,
    Type::EnvironmentPause,
    Type::EnvironmentRestore,
    Type::EnvironmentResume,
    Type::EnvironmentSynchronize,
];

/// Environments of the project `?1` with what is being done with them.
static SELECT: LazyLock<String> = LazyLock::new(|| {
    let doing = DOING.iter().map(|doing| format!("'{}'", doing.name())).collect::<Vec<_>>().join(", ");
    format!(
        "SELECT e.*, EXISTS (
        SELECT 1 FROM activities a WHERE a.project_id = e.project_id AND a.settled = 0 AND a.deploys = 1 AND (
            a.project_wide = 1 OR EXISTS (
                SELECT 1 FROM activity_environments l WHERE l.activity_id = a.id AND l.environment_id = e.id))
    ) AS busy, (
        SELECT a.type FROM activities a JOIN activity_environments l ON l.activity_id = a.id
        WHERE a.project_id = e.project_id AND a.settled = 0 AND l.environment_id = e.id AND a.type IN ({doing})
        ORDER BY a.created_at LIMIT 1
    ) AS doing FROM environments e WHERE e.project_id = ?1"
    )
});

pub fn get(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<Environment>> {
    rows::read_first(connection, &format!("{} AND e.id = ?2", *SELECT), [project, id])
}

/// The id of a branch's environment: its name in the letters that a host name takes, told apart from others like it.
pub fn id_of_branch(branch: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let id: String = branch.to_lowercase().chars().map(|c| if plain(c) { c } else { '-' }).take(40).collect();
    let id = id.trim_matches('-');
    if id == branch {
        return id.to_owned();
    }
    let hash: String = Sha256::digest(branch.as_bytes()).iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    format!("{id}-{hash}").trim_start_matches('-').to_owned()
}

/// The environment of a branch.
pub fn of_branch(connection: &Connection, project: &str, branch: &str) -> rusqlite::Result<Option<Environment>> {
    rows::read_first(connection, &format!("{} AND e.name = ?2", *SELECT), [project, branch])
}

/// Where the branches of a project's environments are, by branch.
pub fn heads(connection: &Connection, project: &str) -> rusqlite::Result<BTreeMap<String, String>> {
    connection
        .prepare_cached("SELECT name, head_commit FROM environments WHERE project_id = ? AND head_commit IS NOT NULL")?
        .query_map([project], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Where an environment and its parent are.
pub struct Pair {
    pub id: String,
    pub own: Option<String>,
    pub parents: Option<String>,
}

/// The commits of an environment and of its parent, and of each of its children and of it.
pub fn heads_with_parents(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Vec<Pair>> {
    connection
        .prepare_cached(
            "SELECT e.id, e.head_commit, p.head_commit FROM environments e
             JOIN environments p ON p.project_id = e.project_id AND p.id = e.parent
             WHERE e.project_id = ?1 AND (e.id = ?2 OR e.parent = ?2)",
        )?
        .query_map([project, id], |row| Ok(Pair { id: row.get(0)?, own: row.get(1)?, parents: row.get(2)? }))?
        .collect()
}

/// All of a project, the production environment first, then oldest first.
pub fn list(connection: &Connection, project: &str) -> rusqlite::Result<Vec<Environment>> {
    rows::read(connection, &format!("{} ORDER BY e.parent IS NOT NULL, e.created_at, e.id", *SELECT), [project])
}

/// One of the environments below another.
pub fn child(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(
            "SELECT id FROM environments WHERE project_id = ? AND parent = ? ORDER BY created_at, id LIMIT 1",
        )?
        .query_row([project, id], |row| row.get(0))
        .optional()
}

/// Development environments that run, of projects that do, and that nothing under way concerns.
const IDLE: &str = "FROM environments e JOIN projects p ON p.id = e.project_id
    WHERE e.type = 'development' AND e.status IN ('active', 'dirty') AND e.last_deployment_at IS NOT NULL
    AND p.status = 'active' AND NOT EXISTS (
        SELECT 1 FROM activities a WHERE a.project_id = e.project_id AND a.settled = 0 AND (
            a.project_wide = 1 OR EXISTS (
                SELECT 1 FROM activity_environments l WHERE l.activity_id = a.id AND l.environment_id = e.id)))";

/// The last deployment of that which nobody has redeployed for longest.
pub fn next_idle(connection: &Connection) -> rusqlite::Result<Option<Moment>> {
    connection
        .prepare_cached(&format!("SELECT e.last_deployment_at {IDLE} ORDER BY e.last_deployment_at LIMIT 1"))?
        .query_row([], |row| row.get(0))
        .optional()
}

/// Those that nobody has redeployed since a time: of which project, and their ids.
pub fn idle(connection: &Connection, since: Moment) -> rusqlite::Result<Vec<(String, String)>> {
    connection
        .prepare_cached(&format!("SELECT e.project_id, e.id {IDLE} AND e.last_deployment_at <= ? ORDER BY e.id"))?
        .query_map([since], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The environment and those it was branched from, nearest first.
pub fn lineage(connection: &Connection, project: &str, id: &str) -> rusqlite::Result<Vec<String>> {
    // The depth is bounded: a circle of parents ends.
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE up (id, parent, depth) AS (
            SELECT id, parent, 0 FROM environments WHERE project_id = ?1 AND id = ?2
            UNION ALL SELECT e.id, e.parent, up.depth + 1 FROM environments e JOIN up ON e.id = up.parent
            WHERE e.project_id = ?1 AND up.depth < 64
        ) SELECT id FROM up ORDER BY depth",
    )?;
    statement.query_map([project, id], |row| row.get(0))?.collect()
}
