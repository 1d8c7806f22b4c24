//! Environment Backups: what an environment held at a time.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Accepted, Items};
use crate::checks;
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// A backup of an environment: its code’s commit, databases and files.
    Backup {
        id: text,
        created_at: time,
        updated_at: time,
        /// `CREATED` or `DELETING`.
        status: text,
        /// When the platform deletes it.
        expires_at: time,
        /// Its number among those that the platform made.
        index: integer,
        commit_id: text,
        /// The id of the environment.
        environment: text,
        /// Taken while nothing was written; otherwise a live one.
        safe: flag,
        /// Bytes that its disks have room for.
        size_of_volumes: integer,
        /// Bytes that are in use.
        size_used: integer,
        restorable: flag,
        /// Made by the platform on its own.
        automated: flag,
        attributes: object,
    } => { DELETE: "#delete", RESTORE: "#restore" }
}

/// A new backup.
#[derive(Deserialize, Body)]
pub struct EnvironmentBackupInput {
    /// Stops connections until the backup is complete, so that databases and files are consistent. Without it, sites
    /// stay up, but data written during the backup may be incomplete.
    #[field(label = "Stop connections during the backup", default = true)]
    pub safe: bool,
}

/// Where a backup is restored to, and what of it.
#[derive(Deserialize, Body)]
pub struct EnvironmentRestoreInput {
    /// The environment to overwrite, or the name of a new one. Leave empty for the environment that was backed up.
    #[field(label = "Restore to", pick = "environments", present, min = 1, max = 250, check = checks::branch)]
    pub environment_name: Option<String>,
    /// The parent of a new environment. Leave empty for the environment that was backed up.
    #[field(label = "Parent of a new environment", pick = "environments", present, min = 1, max = 250)]
    pub branch_from: Option<String>,
    /// Also reset the branch to the backup’s commit. Otherwise only databases and files are restored.
    #[field(default = true)]
    pub restore_code: bool,
    /// Give the environment the resources it had when it was backed up. This may cost more.
    #[field(section = "Advanced", default = true)]
    pub restore_resources: Option<bool>,
    /// Resources for the new environment. This may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<RestoreResources>>,
}

/// What an environment that is made from a backup may use.
#[derive(Deserialize, Body)]
pub struct RestoreResources {
    #[field(label = "Start with", choices("backup" = "Same as in the backup", "parent" = "Same as the parent",
        "default" = "Platform default", "minimum" = "Minimum"))]
    pub init: Option<Option<String>>,
}

section! {
    "Environment Backups"

    /// Backs an environment up.
    CreateSnapshotOfEnvironment = "create-snapshot-of-environment" "Create snapshot of environment"
        POST "/projects/{projectId}/environments/{environmentId}/backup" (project_id, environment_id)
        body EnvironmentBackupInput => Accepted;

    /// All backups of an environment, automated ones included.
    GetAnEnvironmentSnapshotList = "get-an-environment-snapshot-list" "Get an environment's snapshot list"
        GET "/projects/{projectId}/environments/{environmentId}/backups" (project_id, environment_id)
        => Items<Backup>;

    /// One backup, with what the caller may do.
    GetAnEnvironmentSnapshotInfo = "get-an-environment-snapshot-info" "Get an environment snapshot's info"
        GET "/projects/{projectId}/environments/{environmentId}/backups/{backupId}"
        (project_id, environment_id, backup_id) => Backup;

    /// Deletes a backup. This cannot be undone.
    DeleteAnEnvironmentSnapshot = "delete-an-environment-snapshot" "Delete an environment snapshot"
        DELETE "/projects/{projectId}/environments/{environmentId}/backups/{backupId}"
        (project_id, environment_id, backup_id) => Accepted;

    /// Restores a backup; databases and files of the environment it goes to are overwritten.
    RestoreAnEnvironmentSnapshot = "restore-an-environment-snapshot" "Restore an environment snapshot"
        POST "/projects/{projectId}/environments/{environmentId}/backups/{backupId}/restore"
        (project_id, environment_id, backup_id) body EnvironmentRestoreInput => Accepted;
}
