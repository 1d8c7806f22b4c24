//! Who is told of activities: webhooks, scripts, and services that act on them.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::body::{Choice, choice};

/// The states of an activity.
pub const STATES: &[Choice] = &[
    choice("pending", "Pending"),
    choice("in_progress", "In progress"),
    choice("complete", "Complete"),
    choice("cancelled", "Cancelled"),
    choice("scheduled", "Scheduled"),
    choice("staged", "Staged"),
];

/// How an activity ended.
pub const RESULTS: &[Choice] = &[choice("*", "Either"), choice("success", "Success"), choice("failure", "Failure")];

/// A kind that follows activities: its own fields, then which activities it follows.
macro_rules! follows_activities {
    ($(#[$doc:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$doc])*
        #[derive(Deserialize, Body)]
        pub struct $name {
            $($own)*
            /// Types of activities, as in environment.push or environment.*; * for all.
            #[field(section = "When", min = 1, max = 100, default = ["*"])]
            pub events: Option<Vec<String>>,
            /// When an activity reaches one of these.
            #[field(section = "When", choices = STATES, min = 1, default = ["complete"])]
            pub states: Option<Vec<String>>,
            /// Only activities that ended so.
            #[field(section = "When", choices = RESULTS, default = "*")]
            pub result: Option<String>,
            /// Names of environments, as in main or feature-*; * for all.
            #[field(section = "When", pick = "environments", min = 1, max = 500, default = ["*"])]
            pub environments: Option<Vec<String>>,
            /// Environments that are left out even so.
            #[field(section = "When", pick = "environments", max = 500)]
            pub excluded_environments: Option<Vec<String>>,
        }
    };
}

follows_activities! {
    /// Calls an address.
    WebHook {
        /// It gets a POST with the activity as JSON.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// Signs each request, so that the receiver can tell it is from here. None for unsigned requests.
        #[field(min = 1, max = 1024, secret)]
        pub shared_key: Option<Option<String>>,
    }
}

follows_activities! {
    /// Runs a script.
    Script {
        /// JavaScript. The activity is in the variable activity.
        #[field(kind = "code", min = 1, max = 65536)]
        pub script: String,
    }
}

follows_activities! {
    /// Tells Fastly.
    Fastly {
        /// The id of the service on Fastly.
        #[field(label = "Service ID", min = 1, max = 128)]
        pub service_id: String,
        /// An API token that may purge the service.
        #[field(label = "API token", min = 1, max = 1024, secret)]
        pub token: String,
        /// Fastly serves the project’s certificates.
        #[field(label = "TLS certificates", default = false)]
        pub tls_certificates: Option<bool>,
    }
}

/// Measures with Blackfire; there is nothing to set.
#[derive(Deserialize, Body)]
pub struct Blackfire {}
