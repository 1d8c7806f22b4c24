//! Variables of projects and environments: one table, one shape.

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use super::rows::{self, row};
use crate::clock::Moment;

/// What a variable belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    pub project: &'a str,
    /// Without one, the variable is the project's.
    pub environment: Option<&'a str>,
}

row! {
    /// A variable of a project or an environment.
    #[derive(Clone, Debug)]
    pub struct Variable in "variables" by [project_id, environment_id, name] {
        pub project_id: String,
        pub environment_id: Option<String>,
        pub name: String,
        pub value: String,
        pub is_json: bool,
        pub is_sensitive: bool,
        pub visible_build: bool,
        pub visible_runtime: bool,
        pub is_enabled: bool,
        pub is_inheritable: bool,
        pub application_scope: Value as "application_scope_json",
        pub attributes: Value as "attributes_json",
        pub created_at: Moment,
        pub updated_at: Moment,
    }
}

impl Variable {
    /// A variable of this name with everything else as the API takes it when left out.
    pub fn new(owner: Owner<'_>, name: &str, value: &str, now: Moment) -> Self {
        Self {
            project_id: owner.project.to_owned(),
            environment_id: owner.environment.map(str::to_owned),
            name: name.to_owned(),
            value: value.to_owned(),
            is_json: false,
            is_sensitive: false,
            visible_build: true,
            visible_runtime: true,
            is_enabled: true,
            is_inheritable: true,
            application_scope: json!([]),
            attributes: json!({}),
            created_at: now,
            updated_at: now,
        }
    }

    /// Takes what a body names and leaves the rest. The body was checked against its declaration.
    pub fn apply(&mut self, body: &Map<String, Value>) {
        for (key, value) in body {
            match (key.as_str(), value) {
                ("name", Value::String(text)) => self.name.clone_from(text),
                ("value", Value::String(text)) => self.value.clone_from(text),
                ("is_json", Value::Bool(flag)) => self.is_json = *flag,
                ("is_sensitive", Value::Bool(flag)) => self.is_sensitive = *flag,
                ("visible_build", Value::Bool(flag)) => self.visible_build = *flag,
                ("visible_runtime", Value::Bool(flag)) => self.visible_runtime = *flag,
                ("is_enabled", Value::Bool(flag)) => self.is_enabled = *flag,
                ("is_inheritable", Value::Bool(flag)) => self.is_inheritable = *flag,
                ("application_scope", Value::Array(_)) => self.application_scope = value.clone(),
                ("attributes", Value::Object(_)) => self.attributes = value.clone(),
                _ => {}
            }
        }
    }

    /// What the rules of the contract that span fields need to know.
    pub fn facts(&self) -> Map<String, Value> {
        let mut facts = Map::new();
        facts.insert("value".to_owned(), Value::from(self.value.as_str()));
        facts.insert("is_json".to_owned(), Value::Bool(self.is_json));
        facts
    }
}

pub fn insert(connection: &Connection, variable: &Variable) -> rusqlite::Result<()> {
    rows::insert(connection, variable)
}

/// Writes a variable back that was called `name` until now.
pub fn update(connection: &Connection, owner: Owner<'_>, name: &str, variable: &Variable) -> rusqlite::Result<()> {
    if name != variable.name {
        connection
            .prepare_cached("UPDATE variables SET name = ? WHERE project_id = ? AND environment_id IS ? AND name = ?")?
            .execute(params![variable.name, owner.project, owner.environment, name])?;
    }
    rows::update!(
        connection,
        variable,
        [
            value,
            is_json,
            is_sensitive,
            visible_build,
            visible_runtime,
            is_enabled,
            is_inheritable,
            application_scope_json,
            attributes_json,
            updated_at,
        ]
    )
}

pub fn delete(connection: &Connection, owner: Owner<'_>, name: &str) -> rusqlite::Result<()> {
    rows::delete::<Variable>(connection, params![owner.project, owner.environment, name])
}

pub fn get(connection: &Connection, owner: Owner<'_>, name: &str) -> rusqlite::Result<Option<Variable>> {
    rows::get(connection, params![owner.project, owner.environment, name])
}

/// By name.
pub fn list(connection: &Connection, owner: Owner<'_>) -> rusqlite::Result<Vec<Variable>> {
    let rest = "WHERE project_id = ? AND environment_id IS ? ORDER BY name";
    rows::list(connection, rest, params![owner.project, owner.environment])
}

/// Those of an environment and, where inheritable and not set nearer, of those it was branched from; by name.
pub fn visible(connection: &Connection, project: &str, lineage: &[String]) -> rusqlite::Result<Vec<Variable>> {
    let mut seen = std::collections::BTreeMap::new();
    for (distance, environment) in lineage.iter().enumerate() {
        for variable in list(connection, Owner { project, environment: Some(environment) })? {
            if distance == 0 || variable.is_inheritable {
                seen.entry(variable.name.clone()).or_insert(variable);
            }
        }
    }
    Ok(seen.into_values().collect())
}
