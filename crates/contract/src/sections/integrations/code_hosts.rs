//! Where a project's code comes from: GitHub, GitLab, Bitbucket.

use serde::Deserialize;
use serde_json::{Map, Value};
use wheelhouse_contract_derive::Body;

use crate::body::{Choice, choice};
use crate::problem::FieldError;

/// Where a new environment's resources come from.
pub const INIT_RESOURCES: &[Choice] = &[
    choice("default", "Use the project’s setting"),
    choice("minimum", "The least there is"),
    choice("parent", "As its parent has"),
    choice("manual", "Set by a person, who then deploys"),
];

/// A kind of code host: its own fields, then those that all code hosts have.
macro_rules! code_host {
    ($(#[$doc:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$doc])*
        #[derive(Deserialize, Body)]
        #[body(check = fits_together)]
        pub struct $name {
            $($own)*
            /// Create an environment for each branch.
            #[field(section = "Branches", default = true)]
            pub fetch_branches: Option<bool>,
            /// When a branch is deleted there, delete it here with its environment and data.
            #[field(section = "Branches", default = true)]
            pub prune_branches: Option<bool>,
            /// Resources for new environments.
            #[field(label = "Resources of new environments", section = "Branches", choices = INIT_RESOURCES,
                default = "default")]
            pub environment_init_resources: Option<String>,
        }
    };
}

code_host! {
    /// A repository on GitHub.
    Github {
        /// Owner and name, for example acme/shop.
        #[field(min = 3, max = 255, check = owner_and_repository)]
        pub repository: String,
        /// A personal access token with read and write access to the repository, its webhooks and commit statuses.
        #[field(label = "Access token", min = 1, max = 1024, secret)]
        pub token: String,
        /// The URL of a GitHub Enterprise server. Leave empty for github.com.
        #[field(label = "Server", kind = "url", max = 2048, check = server)]
        pub base_url: Option<Option<String>>,
        /// Create an environment for each open pull request.
        #[field(section = "Pull requests", default = true)]
        pub build_pull_requests: Option<bool>,
        /// Also create one for draft pull requests.
        #[field(section = "Pull requests", default = true)]
        pub build_draft_pull_requests: Option<bool>,
        /// Build the result of the merge instead of the branch.
        #[field(label = "Build pull requests merged", section = "Pull requests", default = false)]
        pub build_pull_requests_post_merge: Option<bool>,
        /// Start pull request environments with the parent’s data.
        #[field(label = "Clone parent data", section = "Pull requests", default = true)]
        pub pull_requests_clone_parent_data: Option<bool>,
    }
}

code_host! {
    /// A project on GitLab.
    GitLab {
        /// Groups and name, for example acme/tools/shop.
        #[field(min = 3, max = 255, check = owner_and_name)]
        pub project: String,
        /// A project or personal access token with the api scope.
        #[field(label = "Access token", min = 1, max = 1024, secret)]
        pub token: String,
        /// The URL of a self-hosted GitLab server. Leave empty for gitlab.com.
        #[field(label = "Server", kind = "url", max = 2048, check = server)]
        pub base_url: Option<String>,
        /// Replace the token before it expires.
        #[field(section = "Token", default = false)]
        pub rotate_token: Option<bool>,
        /// How long each new token is valid.
        #[field(label = "New tokens are valid for", section = "Token", unit = "weeks", min = 1, max = 52)]
        pub rotate_token_validity_in_weeks: Option<i64>,
        /// Create an environment for each open merge request.
        #[field(section = "Merge requests", default = true)]
        pub build_merge_requests: Option<bool>,
        /// Also create one for draft merge requests.
        #[field(label = "Build draft merge requests", section = "Merge requests", default = true)]
        pub build_wip_merge_requests: Option<bool>,
        /// Start merge request environments with the parent’s data.
        #[field(label = "Clone parent data", section = "Merge requests", default = true)]
        pub merge_requests_clone_parent_data: Option<bool>,
    }
}

code_host! {
    /// A repository on Bitbucket Cloud. Of the two kinds of credentials at most one is given.
    Bitbucket {
        /// Workspace and name, for example acme/shop.
        #[field(min = 3, max = 255, check = owner_and_repository)]
        pub repository: String,
        /// An OAuth consumer of the workspace.
        #[field(label = "OAuth consumer", object)]
        pub app_credentials: Option<Option<BitbucketAppCredentials>>,
        /// The credentials Bitbucket gave when the add-on was installed.
        #[field(label = "Add-on", object)]
        pub addon_credentials: Option<Option<BitbucketAddonCredentials>>,
        /// Create an environment for each open pull request.
        #[field(section = "Pull requests", default = true)]
        pub build_pull_requests: Option<bool>,
        /// Start pull request environments with the parent’s data.
        #[field(label = "Clone parent data", section = "Pull requests", default = true)]
        pub pull_requests_clone_parent_data: Option<bool>,
        /// Copy the parent’s data again on every build. The environment’s own data is lost.
        #[field(label = "Synchronize data again", section = "Pull requests", default = false)]
        pub resync_pull_requests: Option<bool>,
    }
}

code_host! {
    /// A repository on a Bitbucket server.
    BitbucketServer {
        /// The server’s URL.
        #[field(label = "Server", kind = "url", min = 1, max = 2048, check = server)]
        pub url: String,
        /// The token’s owner.
        #[field(label = "User name", min = 1, max = 255)]
        pub username: String,
        /// An HTTP access token with admin access to the repository.
        #[field(label = "Access token", min = 1, max = 1024, secret)]
        pub token: String,
        /// The project’s key, for example SHOP.
        #[field(label = "Project key", min = 1, max = 128)]
        pub project: String,
        /// The name of the repository in that project.
        #[field(min = 1, max = 255)]
        pub repository: String,
        /// Create an environment for each open pull request.
        #[field(section = "Pull requests", default = true)]
        pub build_pull_requests: Option<bool>,
        /// Start pull request environments with the parent’s data.
        #[field(label = "Clone parent data", section = "Pull requests", default = true)]
        pub pull_requests_clone_parent_data: Option<bool>,
    }
}

/// An OAuth consumer on Bitbucket.
#[derive(Deserialize, Body)]
pub struct BitbucketAppCredentials {
    #[field(min = 1, max = 1024)]
    pub key: String,
    /// It can’t be read back.
    #[field(min = 1, max = 1024, secret)]
    pub secret: String,
}

/// An installed add-on on Bitbucket.
#[derive(Deserialize, Body)]
pub struct BitbucketAddonCredentials {
    #[field(label = "Add-on key", min = 1, max = 1024)]
    pub addon_key: String,
    #[field(min = 1, max = 1024)]
    pub client_key: String,
    /// It can’t be read back.
    #[field(min = 1, max = 1024, secret)]
    pub shared_secret: String,
}

/// Why branches are not pruned.
pub const NOT_FETCHED: &str = "Only branches that are fetched can be pruned.";

/// The two kinds of credentials of which one is given, where there are two.
pub const CREDENTIALS: [&str; 2] = ["app_credentials", "addon_credentials"];

/// Branches can be pruned only where they are fetched, and nobody is known by two kinds of credentials.
fn fits_together(values: &Map<String, Value>) -> Vec<FieldError> {
    let is = |name: &str, flag: bool| values.get(name) == Some(&Value::Bool(flag));
    let prunes = is("prune_branches", true) && is("fetch_branches", false);
    let prunes = prunes.then(|| FieldError::new("prune_branches", NOT_FETCHED));
    let both = CREDENTIALS.iter().all(|name| values.get(*name).is_some_and(Value::is_object));
    let both = both.then(|| FieldError::new("app_credentials", "Give only one of the two kinds of credentials."));
    prunes.into_iter().chain(both).collect()
}

/// The address of a server, below which its projects and its API are.
pub(crate) fn server(text: &str) -> Result<(), &'static str> {
    if text.contains(['?', '#']) {
        return Err("Enter the server’s own address, without ? and #.");
    }
    match text.trim_end_matches('/').rsplit_once("/api") {
        Some((_, version)) if version.is_empty() || version.starts_with("/v") => {
            Err("Enter the server’s own address, without /api behind it.")
        }
        _ => Ok(()),
    }
}

/// What stands before a repository where its address was copied. Nobody's name has a dot and such an end.
const HOSTS: [&str; 3] = ["github.com", "gitlab.com", "bitbucket.org"];

/// Two names with a slash between them.
pub(crate) fn owner_and_repository(text: &str) -> Result<(), &'static str> {
    owner_and_name(text)?;
    match text.split('/').count() {
        2 => Ok(()),
        _ => Err("Enter the owner and the name, such as acme/shop."),
    }
}

/// Two or more names between slashes.
///
/// # Errors
/// How a repository is written.
pub fn owner_and_name(text: &str) -> Result<(), &'static str> {
    let is_name = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.chars().any(|c| c.is_whitespace() || c.is_control() || ":?#@%\\<>\"".contains(c))
    };
    if text.ends_with(".git") {
        return Err("Remove .git at the end.");
    }
    let first = text.split('/').next().unwrap_or_default();
    let is_host = HOSTS.iter().any(|host| first.eq_ignore_ascii_case(host)) || first.starts_with("www.");
    if text.contains('/') && !is_host && text.split('/').all(is_name) {
        Ok(())
    } else {
        Err("Enter the owner and the name, as in acme/shop, without an address before it.")
    }
}
