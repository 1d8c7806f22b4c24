//! Whose variables: the operations, addresses and rights that go with a project or an environment.

use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::sections::environment_variables::{
    AddAnEnvironmentVariable, DeleteAnEnvironmentVariable, EnvironmentVariableCreateInput, EnvironmentVariablePatch,
    GetAnEnvironmentVariable, GetListOfEnvironmentVariables, UpdateAnEnvironmentVariable,
};
use wheelhouse_contract::sections::project::Project;
use wheelhouse_contract::sections::project_variables::{
    AddAProjectVariable, DeleteAProjectVariable, GetAProjectVariable, GetListOfProjectVariables,
    ProjectVariableCreateInput, ProjectVariablePatch, UpdateAProjectVariable,
};
use wheelhouse_contract::{Body, Described, Resource};

use crate::components::{Change, ungranted};
use crate::layouts::Place;
use crate::routes::{self, AtKept, Route, query_with};

/// A project, or one of its environments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    project: String,
    environment: Option<String>,
}

impl Scope {
    pub fn project(project: String) -> Self {
        Self { project, environment: None }
    }

    pub fn environment(project: String, environment: String) -> Self {
        Self { project, environment: Some(environment) }
    }

    pub fn project_id(&self) -> &str {
        &self.project
    }

    pub fn is_environment(&self) -> bool {
        self.environment.is_some()
    }

    /// Whether a variable that was set on this environment belongs to the scope.
    pub fn owns(&self, environment: Option<&str>, inherited: Option<bool>) -> bool {
        match &self.environment {
            None => true,
            Some(own) => inherited != Some(true) && environment.is_none_or(|environment| environment == own),
        }
    }

    pub fn list_path(&self) -> String {
        match &self.environment {
            None => GetListOfProjectVariables::path(&self.project),
            Some(environment) => GetListOfEnvironmentVariables::path(&self.project, environment),
        }
    }

    pub fn item_path(&self, variable: &str) -> String {
        match &self.environment {
            None => GetAProjectVariable::path(&self.project, variable),
            Some(environment) => GetAnEnvironmentVariable::path(&self.project, environment, variable),
        }
    }

    /// One of the pages.
    pub fn at(&self, at: AtKept) -> Route {
        let project = self.project.clone();
        match self.environment.clone() {
            None => Route::ProjectVariables { project, at },
            Some(environment) => Route::EnvironmentVariables { project, environment, at },
        }
    }

    /// The address of the form for a new one of this name.
    pub fn override_of(&self, name: &str) -> String {
        format!("{}{}", self.at(AtKept::New).path(), query_with("", "name", name, &[]))
    }

    /// The page for many at once.
    pub fn import(&self) -> Route {
        let project = self.project.clone();
        match self.environment.clone() {
            None => Route::ProjectVariablesImport { project },
            Some(environment) => Route::EnvironmentVariablesImport { project, environment },
        }
    }

    pub fn create_body(&self) -> &'static Body {
        if self.is_environment() { EnvironmentVariableCreateInput::BODY } else { ProjectVariableCreateInput::BODY }
    }

    pub fn patch_body(&self) -> &'static Body {
        if self.is_environment() { EnvironmentVariablePatch::BODY } else { ProjectVariablePatch::BODY }
    }

    pub fn add(&self) -> Change {
        match &self.environment {
            None => Change::new::<AddAProjectVariable>(AddAProjectVariable::path(&self.project)),
            Some(environment) => {
                Change::new::<AddAnEnvironmentVariable>(AddAnEnvironmentVariable::path(&self.project, environment))
            }
        }
    }

    pub fn update(&self, variable: &str) -> Change {
        let path = self.item_path(variable);
        if self.is_environment() {
            Change::new::<UpdateAnEnvironmentVariable>(path)
        } else {
            Change::new::<UpdateAProjectVariable>(path)
        }
    }

    pub fn remove(&self, variable: &str) -> Change {
        let path = self.item_path(variable);
        if self.is_environment() {
            Change::new::<DeleteAnEnvironmentVariable>(path)
        } else {
            Change::new::<DeleteAProjectVariable>(path)
        }
    }

    /// Why the person may not add or change variables here; `None` when they may, or while it is not known.
    pub fn cannot_manage(&self, place: Place) -> Option<String> {
        let allowed = if self.is_environment() {
            place.environment.data().map(|environment| environment.links().allows(Environment::MANAGE_VARIABLES))
        } else {
            place.project.data().map(|project| project.links().allows(Project::MANAGE_VARIABLES))
        };
        (allowed == Some(false)).then(|| ungranted(routes::Scope::Project, "manage variables here"))
    }

    /// What follows when the scope's variables change.
    pub fn consequence(&self) -> &'static str {
        if self.is_environment() {
            "The environment redeploys, as do child environments that inherit the variable."
        } else {
            "Every active environment of the project redeploys."
        }
    }
}
