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
    /// The display name.
    #[field(min = 1, max = 200)]
    pub title: Option<String>,
    /// The name of the environment and of its Git branch.
    #[field(min = 1, max = 250, check = checks::branch)]
    pub name: Option<String>,
    /// Determines access, backup retention and resources.
    #[field(choices("production" = "Production", "staging" = "Staging", "development" = "Development"))]
    pub r#type: Option<String>,
    /// The environment this one merges into and synchronizes from.
    #[field(pick = "environments", min = 1, max = 250)]
    pub parent: Option<Option<String>>,
    /// Start with a copy of the parent’s data when first activated.
    #[field(label = "Copy parent’s data on activation")]
    pub clone_parent_on_create: Option<bool>,
    /// Who can visit the environment’s sites. Changing this redeploys the environment.
    #[field(label = "HTTP access", object, section = "Access")]
    pub http_access: Option<HttpAccess>,
    /// Let applications send email. Changing this redeploys the environment.
    #[field(label = "Outgoing email", section = "Access")]
    pub enable_smtp: Option<bool>,
    /// Ask search engines not to index this environment’s sites. Changing this redeploys the environment.
    #[field(label = "Hide from search engines", section = "Access")]
    pub restrict_robots: Option<bool>,
    /// Custom key–value notes on the environment.
    #[field(section = "Advanced")]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Who may visit an environment's sites. What is left out stays as it is.
#[derive(Deserialize, Body)]
pub struct HttpAccess {
    /// When off, anyone can visit.
    #[field(label = "Restrict access")]
    pub is_enabled: Option<bool>,
    /// The first rule that matches a visitor’s IP address applies.
    #[field(label = "IP rules", object, max = 100)]
    pub addresses: Option<Vec<HttpAccessAddress>>,
    /// Visitors sign in with one of these. Entering users replaces the current ones.
    #[field(label = "Users and passwords", max = 100, secret)]
    pub basic_auth: Option<BTreeMap<String, String>>,
}

/// A rule for visitors from an address.
#[derive(Deserialize, Body)]
pub struct HttpAccessAddress {
    #[field(choices("allow" = "Allow", "deny" = "Deny"))]
    pub permission: String,
    /// An IP address or a network, such as 192.0.2.0/24.
    #[field(min = 1, max = 64, check = checks::network)]
    pub address: String,
}

/// A new environment below another.
#[derive(Deserialize, Body)]
pub struct EnvironmentBranchInput {
    /// The display name.
    #[field(min = 1, max = 200)]
    pub title: String,
    /// The name of the new Git branch, for example feature/search.
    #[field(label = "Branch name", min = 1, max = 250, check = checks::branch)]
    pub name: String,
    /// Start with a copy of this environment’s databases and files.
    #[field(label = "Copy data", default = true)]
    pub clone_parent: bool,
    /// Determines access and resources.
    #[field(choices("development" = "Development", "staging" = "Staging"), default = "development")]
    pub r#type: String,
    /// Resources for the new environment. This may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<BranchResources>>,
}

/// How an environment is activated.
#[derive(Deserialize, Body)]
pub struct EnvironmentActivateInput {
    /// Resources for the environment. This may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<BranchResources>>,
}

/// How an environment is merged.
#[derive(Deserialize, Body)]
pub struct EnvironmentMergeInput {
    /// Resources for services that come with the merge. This may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<MergeResources>>,
}

/// Resources for services that are new in the parent.
#[derive(Deserialize, Body)]
pub struct MergeResources {
    #[field(label = "Start with", choices("child" = "Same as here", "default" = "Platform default",
        "minimum" = "Minimum", "manual" = "Set by a person, who then deploys"))]
    pub init: Option<Option<String>>,
}

/// Resources for new environments.
#[derive(Deserialize, Body)]
pub struct BranchResources {
    #[field(label = "Start with", choices = BRANCH_RESOURCES)]
    pub init: Option<Option<String>>,
}

const BRANCH_RESOURCES: &[Choice] =
    &[choice("parent", "Same as the parent"), choice("default", "Platform default"), choice("minimum", "Minimum")];

/// The first code of an environment.
#[derive(Deserialize, Body)]
#[body(check = has_code)]
pub struct EnvironmentInitializeInput {
    /// A description of the code, for example Symfony.
    #[field(max = 200)]
    pub profile: String,
    /// The Git repository to copy, as URL@branch. Leave empty if you add all files below.
    #[field(max = 2048)]
    pub repository: String,
    /// A Git repository to copy the platform’s configuration files from, as URL@branch.
    #[field(label = "Configuration from", present, min = 1, max = 2048)]
    pub config: Option<String>,
    /// Added on top of the repositories, replacing files at the same path.
    #[field(object, max = 100)]
    pub files: Vec<InitializeFile>,
    /// Resources for the environment. This may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<InitializeResources>>,
}

/// A file of the first commit.
#[derive(Deserialize, Body)]
pub struct InitializeFile {
    /// Its path in the repository, for example config/app.yaml.
    #[field(min = 1, max = 1024, check = checks::file_path)]
    pub path: String,
    /// File permissions as a decimal number: 420 for a file (644 octal), 493 for an executable (755 octal).
    #[field(min = 0, max = 65535)]
    pub mode: Option<i64>,
    /// Text.
    #[field(kind = "base64", max = 349_528)]
    pub contents: Option<String>,
}

/// What an environment may use from its first deployment on.
#[derive(Deserialize, Body)]
pub struct InitializeResources {
    #[field(label = "Start with", choices("default" = "Platform default", "minimum" = "Minimum"))]
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
    /// Merge the parent’s commits into this environment’s branch.
    #[field(label = "Code", default = false)]
    pub synchronize_code: bool,
    /// Rebase this environment’s commits on top of the parent’s. Needed if both have new commits. This rewrites the
    /// branch’s history.
    #[field(default = false)]
    pub rebase: bool,
    /// Replace this environment’s databases and files with copies of the parent’s. Current data is lost.
    #[field(label = "Data", default = false)]
    pub synchronize_data: bool,
    /// Give this environment the same resources as its parent. This may cost more.
    #[field(label = "Resources", section = "Advanced", default = false)]
    pub synchronize_resources: Option<bool>,
}

/// A new version of an environment.
#[derive(Deserialize, Body)]
pub struct VersionCreateInput {
    /// How much traffic it gets.
    #[field(object)]
    pub routing: Option<VersionRouting>,
}

/// Changes to a version of an environment.
#[derive(Deserialize, Body)]
pub struct VersionPatch {
    /// How much traffic it gets.
    #[field(object)]
    pub routing: Option<VersionRouting>,
}

/// Which visitors a version gets.
#[derive(Deserialize, Body)]
pub struct VersionRouting {
    /// Shares of all versions add up to 100%.
    #[field(label = "Traffic share", unit = "%", min = 0, max = 100)]
    pub percentage: i64,
}
