//! What activities that take time change when they have ended, by their type.

use super::row::Activity;
use super::world::World;
use super::{backups, lifecycle, set_up};
use crate::error::ApiError;
use crate::store::kinds::Kind;

/// Writes what an activity changed that has ended, whether well or not, and was not cancelled. What it was about may be gone
/// by then: then it changed nothing.
pub fn apply(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    match activity.kind() {
        Kind::EnvironmentActivate { parent, clone_parent } => {
            lifecycle::activated(world, activity, parent.filter(|_| clone_parent).as_deref())
        }
        Kind::EnvironmentBackup { backup, safe, automated } => {
            backups::taken(world, activity, &backup, safe, automated)
        }
        Kind::EnvironmentBackupDelete { backup } => backups::removed(world, activity, &backup),
        Kind::EnvironmentBranch { parent, clone_parent, .. } => {
            lifecycle::activated(world, activity, clone_parent.then_some(parent.as_str()))
        }
        Kind::EnvironmentDeactivate => lifecycle::deactivated(world, activity),
        Kind::EnvironmentDelete => lifecycle::deleted(world, activity),
        Kind::EnvironmentInitialize { commit, .. } => lifecycle::initialized(world, activity, commit.as_deref()),
        Kind::EnvironmentMerge { commit, .. } => lifecycle::merged(world, activity, commit.as_deref()),
        Kind::EnvironmentSourceOperation { commit, .. } => lifecycle::committed(world, activity, commit.as_deref()),
        Kind::EnvironmentPause => lifecycle::paused(world, activity),
        Kind::EnvironmentRestore { backup, from, commit, .. } => {
            backups::restored(world, activity, &backup, &from, commit.as_deref())
        }
        Kind::EnvironmentResume => lifecycle::resumed(world, activity),
        Kind::EnvironmentSynchronize { parent, synchronize_data, commit, .. } => {
            let data = synchronize_data.then_some(parent.as_str());
            lifecycle::synchronized(world, activity, data, commit.as_deref())
        }
        Kind::ProjectCreate => Ok(set_up::set_up(world.store, activity)?),
        Kind::EnvironmentPush { .. } | Kind::EnvironmentRedeploy => lifecycle::redeployed(world, activity),
        // What these change is written when they start, but for the deployment that some of them end with.
        Kind::EnvironmentCron
        | Kind::EnvironmentDomain { .. }
        | Kind::EnvironmentOperation { .. }
        | Kind::EnvironmentRoute { .. }
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
        | Kind::ProjectVariable { .. } => Ok(()),
    }
}

/// Takes back what an activity that was cancelled had made already: a new environment.
pub fn undo(world: &World<'_>, activity: &Activity) -> Result<(), ApiError> {
    let kind = activity.kind();
    let is_made = matches!(kind, Kind::EnvironmentBranch { .. } | Kind::EnvironmentRestore { is_new: true, .. });
    if is_made { lifecycle::deleted(world, activity) } else { Ok(()) }
}
