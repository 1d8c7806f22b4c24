-- What services and mounts of an environment hold; `revision` names the content.
CREATE TABLE environment_data (
    project_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    service TEXT NOT NULL,
    revision TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (project_id, environment_id, service),
    FOREIGN KEY (project_id, environment_id) REFERENCES environments (project_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Versions beside the main one, which has what these leave of a hundred visitors.
CREATE TABLE environment_versions (
    project_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    id TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    percentage INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, environment_id, id),
    FOREIGN KEY (project_id, environment_id) REFERENCES environments (project_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

ALTER TABLE environments ADD COLUMN attributes_json TEXT NOT NULL DEFAULT '{}';
-- Whether its first deployment takes the parent's data.
ALTER TABLE environments ADD COLUMN clone_parent_on_create INTEGER NOT NULL DEFAULT 1;
