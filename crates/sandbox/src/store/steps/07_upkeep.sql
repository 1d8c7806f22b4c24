-- When each environment is next backed up by itself.
CREATE TABLE backup_turns (
    project_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (project_id, environment_id),
    FOREIGN KEY (project_id, environment_id) REFERENCES environments (project_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX backup_turns_by_time ON backup_turns (at);

-- Those that are paused when nobody has redeployed them for long.
CREATE INDEX environments_that_idle ON environments (last_deployment_at)
    WHERE type = 'development' AND status IN ('active', 'dirty');

-- Those that were backed up by themselves go on.
INSERT INTO backup_turns (project_id, environment_id, at)
    SELECT project_id, environment_id, max(created_at) + 86400000000 FROM backups WHERE automated = 1
    GROUP BY project_id, environment_id;
