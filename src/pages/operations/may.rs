//! Who may run an operation, and when.

use wheelhouse_contract::Resource;
use wheelhouse_contract::sections::environment::Environment;
use wheelhouse_contract::sections::project::{GetAProjectCapabilities, ProjectCapabilities};

use crate::data::{Read, read};
use crate::layouts::Place;
use crate::routes::Scope;
use crate::text::lower;

/// The role that running a source operation takes: it changes the code.
pub const CONTRIBUTOR: &str = "contributor";

/// The two kinds of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On the code.
    Source,
    /// Where an application runs.
    Runtime,
}

impl Kind {
    /// "Source", "Runtime".
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Runtime => "Runtime",
        }
    }
}

/// What the project's plan includes.
pub fn capabilities(place: Place) -> Read<ProjectCapabilities> {
    read::<GetAProjectCapabilities>(move || place.project_id.get().map(|id| GetAProjectCapabilities::path(&id)))
}

/// Who may run an operation that takes a role at least.
pub fn who(role: Option<&str>) -> String {
    match role {
        Some("viewer") => "Everyone with access".to_owned(),
        Some("contributor") => "Contributors and admins".to_owned(),
        Some("admin") => "Admins".to_owned(),
        Some(other) => other.to_owned(),
        None => "Unknown".to_owned(),
    }
}

/// Why an operation that takes a role cannot be run now, or not by this person; `None` where it can, or where only the
/// API knows.
pub fn cannot_run(place: Place, can: Read<ProjectCapabilities>, kind: Kind, role: Option<&str>) -> Option<String> {
    let included = can.data().and_then(|can| match kind {
        Kind::Source => can.source_operations(),
        Kind::Runtime => can.runtime_operations(),
    });
    if included == Some(false) {
        let what = lower(kind.word());
        return Some(format!(
            "This project’s plan doesn’t include {what} operations. The organization’s owner can change it."
        ));
    }
    refused(&place.environment.data()?, role)
}

fn refused(environment: &Environment, role: Option<&str>) -> Option<String> {
    match environment.status() {
        Some("inactive") => return Some("The environment is inactive. Activate it first.".to_owned()),
        Some("paused") => return Some("The environment is paused. Resume it first.".to_owned()),
        Some("deleting") => return Some("The environment is being deleted.".to_owned()),
        _ => {}
    }
    // No link says who may: those that need the same role do.
    let links = environment.links();
    let contributes = links.allows_any_action() || links.allows(Environment::SSH);
    match role {
        Some("admin") if !links.allows(Environment::EDIT) => Some("Requires an admin of the environment.".to_owned()),
        Some("contributor") if !contributes => {
            let granter = Scope::Environment.granter();
            Some(format!("Requires a contributor of the environment. {granter} can grant it."))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;

    fn refusal(status: &str, links: Value, role: &str) -> Option<String> {
        refused(&Environment::new(Arc::new(json!({"status": status, "_links": links}))), Some(role))
    }

    #[test]
    fn the_role_follows_from_what_else_may_be_done() {
        let viewer = json!({"self": {"href": "/"}, "project": {"href": "/"}});
        assert!(refusal("active", viewer.clone(), "contributor").is_some());
        assert_eq!(refusal("active", viewer.clone(), "viewer"), None);
        let contributor = json!({"self": {"href": "/"}, "ssh": {"href": "ssh://x"}});
        assert_eq!(refusal("active", contributor.clone(), "contributor"), None);
        assert!(refusal("active", contributor, "admin").is_some());
        let admin = json!({"#edit": {"href": "/"}});
        assert_eq!(refusal("active", admin.clone(), "admin"), None);
        assert!(refusal("paused", admin.clone(), "viewer").is_some() && refusal("inactive", admin, "viewer").is_some());
        // What is not known here, the API decides.
        assert_eq!(refusal("odd", viewer, "conductor"), None);
    }
}
