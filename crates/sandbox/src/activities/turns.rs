//! What may not be under way at the same time: an activity that changes something of an environment at its end leaves
//it
//! alone until then, and so must others.

use rusqlite::Connection;

use super::find;
use super::row::Activity;
use crate::error::ApiError;
use crate::store::kinds::Kind;

/// A part of an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// That it is there.
    Being,
    /// Where its branch is.
    Code,
    /// What its services hold, and whether they run.
    Data,
}

const ALL: &[Part] = &[Part::Being, Part::Code, Part::Data];

/// What an activity changes, and what must stay as it is for it.
#[derive(Debug, Default)]
struct Touched<'a> {
    changes: Vec<(Part, &'a str)>,
    needs: Vec<(Part, &'a str)>,
}

impl<'a> Touched<'a> {
    fn changes(mut self, parts: &[Part], environments: &[&'a str]) -> Self {
        self.changes.extend(environments.iter().flat_map(|id| parts.iter().map(move |part| (*part, *id))));
        self
    }

    fn needs(mut self, parts: &[Part], environments: &[&'a str]) -> Self {
        self.needs.extend(environments.iter().flat_map(|id| parts.iter().map(move |part| (*part, *id))));
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.changes.extend(other.changes);
        self.needs.extend(other.needs);
        self
    }

    fn is_in_the_way_of(&self, other: &Touched<'_>) -> bool {
        let meet = |a: &[(Part, &str)], b: &[(Part, &str)]| a.iter().any(|touched| b.contains(touched));
        meet(&self.changes, &other.changes) || meet(&self.changes, &other.needs) || meet(&self.needs, &other.changes)
    }
}

/// What an activity touches until its end, and what beside that when it starts.
fn touched<'a>(kind: &'a Kind, environments: &[&'a str]) -> (Touched<'a>, Touched<'a>) {
    let (held, at_first) = (Touched::default(), Touched::default());
    match kind {
        Kind::EnvironmentActivate { parent, clone_parent } => {
            let from = parent.as_deref().filter(|_| *clone_parent);
            let held = held.changes(&[Part::Data], environments);
            (held.needs(&[Part::Being, Part::Data], from.as_slice()), at_first)
        }
        Kind::EnvironmentBackup { .. } => (held.needs(ALL, environments), at_first),
        Kind::EnvironmentBranch { parent, .. } => {
            let held = held.changes(&[Part::Code, Part::Data], environments);
            (held.needs(&[Part::Being, Part::Data], &[parent]), at_first)
        }
        Kind::EnvironmentDeactivate | Kind::EnvironmentInitialize { .. } => {
            (held.changes(&[Part::Code, Part::Data], environments), at_first)
        }
        Kind::EnvironmentDelete => (held.changes(ALL, environments), at_first),
        Kind::EnvironmentMerge { .. } | Kind::EnvironmentSourceOperation { .. } => {
            (held.changes(&[Part::Code], environments), at_first)
        }
        Kind::EnvironmentPause | Kind::EnvironmentResume => (held.changes(&[Part::Data], environments), at_first),
        Kind::EnvironmentRestore { from, parent, .. } => {
            let held = held.changes(&[Part::Code, Part::Data], environments);
            // The backup goes with the environment that it is of.
            let held = held.needs(&[Part::Being], &[from]);
            (held.needs(&[Part::Being], parent.as_deref().as_slice()), at_first)
        }
        Kind::EnvironmentSynchronize { parent, synchronize_code, synchronize_data, .. } => {
            let held = if *synchronize_code { held.changes(&[Part::Code], environments) } else { held };
            let held = if *synchronize_data {
                held.changes(&[Part::Data], environments).needs(&[Part::Being, Part::Data], &[parent])
            } else {
                held
            };
            (held, at_first)
        }
        Kind::EnvironmentPush { .. } | Kind::EnvironmentRoute { .. } => {
            (held, at_first.changes(&[Part::Code], environments))
        }
        Kind::EnvironmentOperation { .. } | Kind::EnvironmentRedeploy => {
            (held, at_first.needs(&[Part::Data], environments))
        }
        Kind::EnvironmentCron
        | Kind::EnvironmentBackupDelete { .. }
        | Kind::EnvironmentDomain { .. }
        | Kind::EnvironmentSubscriptionUpdate { .. }
        | Kind::EnvironmentUpdateAttributes { .. }
        | Kind::EnvironmentUpdateCloneParentOnCreate { .. }
        | Kind::EnvironmentUpdateHttpAccess { .. }
        | Kind::EnvironmentUpdateName { .. }
        | Kind::EnvironmentUpdateParent { .. }
        | Kind::EnvironmentUpdateRestrictRobots { .. }
        | Kind::EnvironmentUpdateSmtp { .. }
        | Kind::EnvironmentUpdateTitle { .. }
        | Kind::EnvironmentUpdateType { .. }
        | Kind::EnvironmentVariable { .. }
        | Kind::EnvironmentVersion { .. }
        | Kind::Integration { .. }
        | Kind::IntegrationBitbucketFetch
        | Kind::IntegrationBitbucketServerFetch
        | Kind::IntegrationGithubFetch
        | Kind::IntegrationGitlabFetch
        | Kind::IntegrationHealthEmail { .. }
        | Kind::IntegrationHealthPagerduty { .. }
        | Kind::IntegrationHealthSlack { .. }
        | Kind::IntegrationHealthWebhook { .. }
        | Kind::IntegrationScript { .. }
        | Kind::IntegrationWebhook { .. }
        | Kind::ProjectCertificate { .. }
        | Kind::ProjectClearBuildCache
        | Kind::ProjectCreate
        | Kind::ProjectDeploymentTarget { .. }
        | Kind::ProjectDomain { .. }
        | Kind::ProjectGitServerRestart
        | Kind::ProjectModifyAttributes
        | Kind::ProjectModifyDefaultBranch
        | Kind::ProjectModifyDefaultDomain
        | Kind::ProjectModifyDescription
        | Kind::ProjectModifyTimezone
        | Kind::ProjectModifyTitle
        | Kind::ProjectSettingsUpdate
        | Kind::ProjectVariable { .. } => (held, at_first),
    }
}

/// What an activity touches until its end.
fn held<'a>(kind: &'a Kind, environments: &[&'a str]) -> Touched<'a> {
    touched(kind, environments).0
}

/// What a new activity touches: also what it changes right away, and the environments that it is about.
fn wanted<'a>(kind: &'a Kind, environments: &[&'a str]) -> Touched<'a> {
    let (held, at_first) = touched(kind, environments);
    held.and(at_first).needs(&[Part::Being], environments)
}

/// Whether an activity can be started on these environments.
///
/// # Errors
/// 409 that says what is in its way.
pub fn require(connection: &Connection, project: &str, kind: &Kind, environments: &[&str]) -> Result<(), ApiError> {
    let new = wanted(kind, environments);
    let is_in_the_way = |other: &&Activity| {
        let environments: Vec<&str> = other.environments.iter().map(String::as_str).collect();
        held(&other.kind(), &environments).is_in_the_way_of(&new)
    };
    match find::unsettled(connection, project)?.iter().find(is_in_the_way) {
        None => Ok(()),
        Some(other) => Err(ApiError::not_now(format!(
            "Another activity is in progress: {}. Wait for it to finish, or cancel it.",
            other.text
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::kinds::{Type, Verb};
    use serde_json::{Value, json};

    fn collide(earlier: (Type, &[&str], Value), later: (Type, &[&str], Value)) -> bool {
        let (first, then) = (earlier.0.with(&earlier.2), later.0.with(&later.2));
        held(&first, earlier.1).is_in_the_way_of(&wanted(&then, later.1))
    }

    #[test]
    fn what_is_being_changed_or_needed_is_left_alone() {
        let branch = |from: &str| json!({"parent": from});
        let merge = (Type::EnvironmentMerge, &["main"][..], Value::Null);
        assert!(collide(merge.clone(), merge.clone()));
        assert!(collide(merge.clone(), (Type::EnvironmentPush, &["main"], Value::Null)));
        assert!(!collide(merge.clone(), (Type::EnvironmentPush, &["staging"], Value::Null)));
        assert!(!collide(merge.clone(), (Type::EnvironmentBranch, &["new"], branch("main"))));
        assert!(!collide(merge, (Type::EnvironmentRedeploy, &["main"], Value::Null)));
        assert!(!collide(
            (Type::EnvironmentBranch, &["a"], branch("main")),
            (Type::EnvironmentBranch, &["b"], branch("main"))
        ));
        assert!(collide(
            (Type::EnvironmentBranch, &["a"], branch("main")),
            (Type::EnvironmentDeactivate, &["main"], Value::Null)
        ));
        assert!(!collide(
            (Type::EnvironmentBranch, &["a"], branch("main")),
            (Type::EnvironmentVariable(Verb::Create), &["a"], Value::Null)
        ));
        assert!(collide(
            (Type::EnvironmentDelete, &["a"], Value::Null),
            (Type::EnvironmentDomain(Verb::Create), &["a"], Value::Null)
        ));
        assert!(collide(
            (Type::EnvironmentDelete, &["a"], Value::Null),
            (Type::EnvironmentBranch, &["b"], branch("a"))
        ));
        let data = json!({"synchronize_data": true, "parent": "main"});
        assert!(collide(
            (Type::EnvironmentBackup, &["a"], Value::Null),
            (Type::EnvironmentSynchronize, &["a"], data.clone())
        ));
        assert!(!collide(
            (Type::EnvironmentBackup, &["main"], Value::Null),
            (Type::EnvironmentSynchronize, &["a"], data)
        ));
        let backup = json!({"from": "b"});
        assert!(collide(
            (Type::EnvironmentRestore, &["a"], backup.clone()),
            (Type::EnvironmentDelete, &["b"], Value::Null)
        ));
        assert!(!collide((Type::EnvironmentRestore, &["a"], backup), (Type::EnvironmentPause, &["b"], Value::Null)));
        assert!(!collide((Type::EnvironmentPush, &["a"], Value::Null), (Type::EnvironmentPush, &["a"], Value::Null)));
        assert!(!collide(
            (Type::EnvironmentRedeploy, &["a"], Value::Null),
            (Type::EnvironmentMerge, &["a"], Value::Null)
        ));
    }
}
