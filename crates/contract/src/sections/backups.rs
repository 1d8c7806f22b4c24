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
    /// Stop all connections for a moment so that databases and files fit together. Without it the sites stay up, but
    /// what is written meanwhile may be captured only in part.
    #[field(label = "Stop connections during the backup", default = true)]
    pub safe: bool,
}

/// Where a backup is restored to, and what of it.
#[derive(Deserialize, Body)]
pub struct EnvironmentRestoreInput {
    /// Its databases and files are overwritten; a name that there is not yet makes a new environment. None for the
    /// environment that the backup is of.
    #[field(label = "Restore to", pick = "environments", present, min = 1, max = 250, check = checks::branch)]
    pub environment_name: Option<String>,
    /// The parent of a new environment. None for the one that the backup is of.
    #[field(label = "Parent of a new environment", pick = "environments", present, min = 1, max = 250)]
    pub branch_from: Option<String>,
    /// The branch goes back to the backup’s commit too; otherwise only databases and files do.
    #[field(default = true)]
    pub restore_code: bool,
    /// Give the environment the resources that it had at the time of the backup. It may cost more.
    #[field(section = "Advanced", default = true)]
    pub restore_resources: Option<bool>,
    /// What a new environment may use. It may cost more.
    #[field(object, section = "Advanced")]
    pub resources: Option<Option<RestoreResources>>,
}

/// What an environment that is made from a backup may use.
#[derive(Deserialize, Body)]
pub struct RestoreResources {
    #[field(label = "Start with", choices("backup" = "As much as in the backup", "parent" = "As much as the parent",
        "default" = "The platform’s default", "minimum" = "As little as possible"))]
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
