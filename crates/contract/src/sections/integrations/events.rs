//! Who is told of activities: webhooks, scripts, and services that act on them.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::activity::words;
use crate::body::{Choice, choice};
use crate::patterns::matches;

/// The states of an activity.
pub const STATES: &[Choice] = &[
    choice("pending", words::PENDING),
    choice("in_progress", words::RUNNING),
    choice("complete", words::COMPLETE),
    choice("cancelled", words::CANCELLED),
    choice("scheduled", words::SCHEDULED),
    choice("staged", words::STAGED),
];

/// How an activity ended.
pub const RESULTS: &[Choice] =
    &[choice("*", "Success or failure"), choice("success", words::SUCCEEDED), choice("failure", words::FAILED)];

/// What activities are about: the first part of their types.
pub(crate) const FAMILIES: [&str; 7] =
    ["environment", "environment_type", "project", "integration", "maintenance", "organization", "subscription"];

/// The types that activities are known to have, behind their first part. An installation may have more.
const KNOWN: [(&str, &str); 5] = [
    (
        "environment",
        "access.add access.remove activate autoscaling backup backup.delete branch cron deactivate delete domain.create \
         domain.delete domain.update initialize merge merge-pr operation pause push redeploy resources.update restore \
         resume route.create route.delete route.update source-operation subscription.update synchronize \
         update.attributes update.clone_parent_on_create update.http_access update.name update.parent \
         update.restrict_robots update.smtp update.title update.type variable.create variable.delete \
         variable.update version.create version.delete version.update",
    ),
    ("environment_type", "access.create access.update access.delete"),
    (
        "project",
        "access.create access.update access.delete certificate.create certificate.delete certificate.update \
         clear_build_cache create deployment_target.create deployment_target.delete deployment_target.update \
         domain.create domain.delete domain.update git_server.restart modify.attributes modify.default_branch \
         modify.default_domain modify.description modify.timezone modify.title settings.update variable.create \
         variable.delete variable.update",
    ),
    (
        "integration",
        "bitbucket.fetch bitbucket.register_hooks bitbucket_server.fetch bitbucket_server.register_hooks create delete \
         github.fetch github.register_hooks gitlab.fetch gitlab.register_hooks health.email health.pagerduty \
         health.slack health.webhook script update webhook",
    ),
    ("maintenance", "upgrade"),
];

/// What is said of a type, or a pattern, that no activity is known to have.
pub fn event_hint(text: &str) -> Option<&'static str> {
    let is_told_of = KNOWN.iter().any(|(family, _)| text.split('.').next() == Some(family));
    let mut types = KNOWN.iter().flat_map(|(family, rest)| rest.split(' ').map(move |rest| (*family, rest)));
    (is_told_of && !types.any(|(family, rest)| matches(text, &format!("{family}.{rest}"))))
        .then_some("No activity is known to have this type. Check how it’s spelled.")
}

/// A type of activities, or a pattern of several.
pub(crate) fn event(text: &str) -> Result<(), &'static str> {
    let family = text.split('.').next().unwrap_or_default();
    let is_type =
        text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '*'));
    let is_whole = text.split('.').all(|part| !part.is_empty());
    let is_open = family.contains('*') && family == text;
    let is_ours = is_open || FAMILIES.iter().any(|known| matches(family, known));
    match is_type && is_whole && is_ours {
        true => Ok(()),
        false => Err("No activity has this type. Types look like environment.push or project.domain.*."),
    }
}

/// A kind that follows activities: its own fields, then which activities it follows.
macro_rules! follows_activities {
    ($(#[$doc:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$doc])*
        #[derive(Deserialize, Body)]
        pub struct $name {
            $($own)*
            /// Activity types, for example environment.push or environment.*. Use * for all.
            #[field(section = "When", min = 1, max = 100, default = ["*"], check = event, hint = event_hint)]
            pub events: Option<Vec<String>>,
            /// Which states to act on.
            #[field(section = "When", choices = STATES, min = 1, default = ["complete"])]
            pub states: Option<Vec<String>>,
            /// Only activities with this result.
            #[field(section = "When", choices = RESULTS, default = "*")]
            pub result: Option<String>,
            /// Environment names, for example main or feature-*. Use * for all.
            #[field(section = "When", pick = "environments", min = 1, max = 500, default = ["*"])]
            pub environments: Option<Vec<String>>,
            /// Environments to exclude.
            #[field(section = "When", pick = "environments", max = 500)]
            pub excluded_environments: Option<Vec<String>>,
        }
    };
}

follows_activities! {
    /// Calls an address.
    WebHook {
        /// Receives a POST with the activity as JSON.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// Signs each request so that the receiver can verify it. Leave empty for unsigned requests.
        #[field(min = 1, max = 1024, secret)]
        pub shared_key: Option<Option<String>>,
    }
}

follows_activities! {
    /// Runs a script.
    Script {
        /// JavaScript. The variable “activity” holds the activity.
        #[field(kind = "code", min = 1, max = 65536)]
        pub script: String,
    }
}

follows_activities! {
    /// Tells Fastly.
    Fastly {
        /// The Fastly service ID.
        #[field(label = "Service ID", min = 1, max = 128)]
        pub service_id: String,
        /// An API token that can purge the service.
        #[field(label = "API token", min = 1, max = 1024, secret)]
        pub token: String,
        /// Serve the project’s certificates from Fastly.
        #[field(label = "TLS certificates", default = false)]
        pub tls_certificates: Option<bool>,
    }
}

/// Measures with Blackfire; there is nothing to set.
#[derive(Deserialize, Body)]
pub struct Blackfire {}
