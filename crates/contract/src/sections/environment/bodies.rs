//! What changes to an environment, and actions on it, ask for.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use wheelhouse_contract_derive::Body;

use crate::body::{Choice, choice};
use crate::checks;
use crate::problem::FieldError;

/// Changes to an environment.
#[derive(Deserialize, Body)]
pub struct EnvironmentPatch {
    /// The name people read.
    #[field(min = 1, max = 200)]
    pub title: Option<String>,
    /// The name of the environment and of its Git branch.
    #[field(min = 1, max = 250, check = checks::branch)]
    pub name: Option<String>,
    /// Decides who may do what here, how many backups are kept, and which resources it may use.
    #[field(choices("production" = "Production", "staging" = "Staging", "development" = "Development"))]
    pub r#type: Option<String>,
    /// The environment that this one is merged into and takes code and data from.
    #[field(pick = "environments", min = 1, max = 250)]
    pub parent: Option<Option<String>>,
    /// Take a copy of the parent’s data when this environment is activated, instead of starting without data.
    #[field(label = "Copy data of the parent when activated")]
    pub clone_parent_on_create: Option<bool>,
    /// Who may visit the environment’s sites. The environment redeploys.
    #[field(label = "HTTP access", object, section = "Access")]
    pub http_access: Option<HttpAccess>,
    /// Applications may send mail. The environment redeploys.
    #[field(label = "Outgoing e-mail", section = "Access")]
    pub enable_smtp: Option<bool>,
    /// Tell search engines to keep this environment’s sites out of their results. The environment redeploys.
    #[field(label = "Hide from search engines", section = "Access")]
    pub restrict_robots: Option<bool>,
    /// Your own notes on the environment, as keys with texts.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Who may visit an environment's sites. What is left out stays as it is.
#[derive(Deserialize, Body)]
pub struct HttpAccess {
    /// The rules below hold. Switched off, everybody may visit.
    #[field(label = "Restrict access")]
    pub is_enabled: Option<bool>,
    /// The first rule that a visitor’s address fits decides.
    #[field(label = "Rules by address", object, max = 100)]
    pub addresses: Option<Vec<HttpAccessAddress>>,
    /// Visitors enter one of these names with its password. Entering users replaces all there are.
    #[field(label = "Users and passwords", max = 100, secret)]
    pub basic_auth: Option<BTreeMap<String, String>>,
}

/// A rule for visitors from an address.
#[derive(Deserialize, Body)]
pub struct HttpAccessAddress {
    #[field(choices("allow" = "Allow", "deny" = "Deny"))]
    pub permission: String,
    /// An IP address, or a network as in 192.0.2.0/24.
    #[field(min = 1, max = 64, check = checks::network)]
    pub address: String,
}

/// A new environment below another.
#[derive(Deserialize, Body)]
pub struct EnvironmentBranchInput {
    /// The name people read.
    #[field(min = 1, max = 200)]
    pub title: String,
    /// The name of the new Git branch, as in feature/search.
    #[field(label = "Branch name", min = 1, max = 250, check = checks::branch)]
    pub name: String,
    /// Start with a copy of this environment’s databases and files, instead of without data.
    #[field(label = "Copy data", default = true)]
    pub clone_parent: bool,
    /// Decides who may do what there, and which resources it may use.
    #[field(choices("development" = "Development", "staging" = "Staging"), default = "development")]
    pub r#type: String,
    /// What the new environment may use. It may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<BranchResources>>,
}

/// What a new environment may use.
#[derive(Deserialize, Body)]
pub struct BranchResources {
    #[field(label = "Start with", choices = BRANCH_RESOURCES)]
    pub init: Option<Option<String>>,
}

const BRANCH_RESOURCES: &[Choice] = &[
    choice("parent", "As much as the parent"),
    choice("default", "The platform’s default"),
    choice("minimum", "As little as possible"),
];

/// The first code of an environment.
#[derive(Deserialize, Body)]
#[body(check = has_code)]
pub struct EnvironmentInitializeInput {
    /// What the code is, for people to read, as in Symfony.
    #[field(max = 200)]
    pub profile: String,
    /// The Git repository that the code is copied from: its address, and after an @ the branch. Leave it empty when
    /// all files are given below.
    #[field(max = 2048)]
    pub repository: String,
    /// A Git repository that the platform’s configuration files are copied from, written in the same way.
    #[field(label = "Configuration from", present, min = 1, max = 2048)]
    pub config: Option<String>,
    /// Added to the code, over what the repositories have at the same path.
    #[field(object, max = 100)]
    pub files: Vec<InitializeFile>,
    /// What the environment may use. It may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<InitializeResources>>,
}

/// A file of the first commit.
#[derive(Deserialize, Body)]
pub struct InitializeFile {
    /// Where it stands in the repository, as in config/app.yaml.
    #[field(min = 1, max = 1024, check = checks::file_path)]
    pub path: String,
    /// What may be done with it, as a decimal number: 420 for a file (644 in octal), 493 for a program (755 in octal).
    #[field(min = 0, max = 65535)]
    pub mode: Option<i64>,
    /// Text.
    #[field(kind = "code", max = 262_144)]
    pub contents: Option<String>,
}

/// What an environment may use from its first deployment on.
#[derive(Deserialize, Body)]
pub struct InitializeResources {
    #[field(label = "Start with", choices("default" = "The platform’s default", "minimum" = "As little as possible"))]
    pub init: Option<Option<String>>,
}

/// There is code from somewhere.
fn has_code(values: &Map<String, Value>) -> Vec<FieldError> {
    let repository = values.get("repository").and_then(Value::as_str);
    let has_files = values.get("files").and_then(Value::as_array).is_some_and(|files| !files.is_empty());
    if repository.is_some_and(|repository| repository.trim().is_empty()) && !has_files {
        return vec![FieldError::new("repository", "Name a repository, or add files.")];
    }
    Vec::new()
}

/// What a child environment takes from its parent.
#[derive(Deserialize, Body)]
pub struct EnvironmentSynchronizeInput {
    /// Bring the parent’s commits into this environment’s branch.
    #[field(label = "Code", default = false)]
    pub synchronize_code: bool,
    /// Put this environment’s own commits on top of the parent’s. Needed when both have commits of their own; it
    /// rewrites this environment’s branch.
    #[field(default = false)]
    pub rebase: bool,
    /// Replace this environment’s databases and files with copies of the parent’s. What is here now is lost.
    #[field(label = "Data", default = false)]
    pub synchronize_data: bool,
    /// Give this environment the same resources as its parent. It may cost more.
    #[field(label = "Resources", section = "Advanced", default = false)]
    pub synchronize_resources: Option<bool>,
}

/// A new version of an environment.
#[derive(Deserialize, Body)]
pub struct VersionCreateInput {
    /// Which visitors it gets.
    #[field(object)]
    pub routing: Option<VersionRouting>,
}

/// Changes to a version of an environment.
#[derive(Deserialize, Body)]
pub struct VersionPatch {
    /// Which visitors it gets.
    #[field(object)]
    pub routing: Option<VersionRouting>,
}

/// Which visitors a version gets.
#[derive(Deserialize, Body)]
pub struct VersionRouting {
    /// How many of a hundred. All versions of an environment together have 100.
    #[field(label = "Share of visitors", unit = "%", min = 0, max = 100)]
    pub percentage: i64,
}
