-- What an environment held at a time. Those that have expired are nobody's any more.
CREATE TABLE backups (
    project_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- The number among those that are made by themselves.
    number INTEGER,
    commit_id TEXT NOT NULL,
    safe INTEGER NOT NULL,
    automated INTEGER NOT NULL,
    -- MiB of the disks.
    disk INTEGER NOT NULL,
    -- How the environment was set up: {title, type, enable_smtp, restrict_robots, http_access, services}.
    facts_json TEXT NOT NULL,
    PRIMARY KEY (project_id, environment_id, id),
    FOREIGN KEY (project_id, environment_id) REFERENCES environments (project_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX backups_by_end ON backups (expires_at);

-- What services and mounts held, as in environment_data.
CREATE TABLE backup_data (
    project_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    backup_id TEXT NOT NULL,
    service TEXT NOT NULL,
    revision TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (project_id, environment_id, backup_id, service),
    FOREIGN KEY (project_id, environment_id, backup_id) REFERENCES backups (project_id, environment_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- The commit that each environment runs.
CREATE TABLE deployments (
    project_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    deployed_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, environment_id),
    FOREIGN KEY (project_id, environment_id) REFERENCES environments (project_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Until now, what ran was not kept: the newest commit did.
INSERT INTO deployments (project_id, environment_id, commit_id, deployed_at)
    SELECT project_id, id, head_commit, last_deployment_at FROM environments
    WHERE head_commit IS NOT NULL AND last_deployment_at IS NOT NULL;
