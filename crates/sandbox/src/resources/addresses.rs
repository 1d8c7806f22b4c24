//! At which domains an environment is found.

use rusqlite::Connection;

use super::project::domain;
use crate::config::Hosts;
use crate::store::domains;
use crate::store::environments::Environment;
use crate::store::projects::Project;

/// What placeholders in addresses stand for in an environment.
pub fn hosts(connection: &Connection, project: &Project, environment: &Environment) -> rusqlite::Result<Hosts> {
    let own = domain(&environment.machine_name, project);
    let first = domains::default(connection, &project.id)?;
    if environment.id == project.default_branch {
        let mut all: Vec<String> =
            domains::list(connection, &project.id, None)?.into_iter().map(|domain| domain.name).collect();
        // The default first.
        all.sort_by_key(|name| Some(name) != first.as_ref());
        let default = first.unwrap_or(own);
        if all.is_empty() {
            all.push(default.clone());
        }
        return Ok(Hosts { default, all, below: None });
    }
    let mut replacing = domains::list(connection, &project.id, Some(&environment.id))?;
    replacing.sort_by_key(|domain| domain.replacement_for != first);
    let stands_for_first = replacing.first().filter(|domain| first.is_some() && domain.replacement_for == first);
    let default = stands_for_first.map_or_else(|| own.clone(), |domain| domain.name.clone());
    let mut all: Vec<String> = replacing.into_iter().map(|domain| domain.name).collect();
    if !all.contains(&default) {
        all.insert(0, default.clone());
    }
    Ok(Hosts { default, all, below: Some(own) })
}
