-- What each project's Git repository starts with. Until it is on disk, this is all there is of it.
CREATE TABLE repositories (
    project_id TEXT PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    recipe_json TEXT NOT NULL,
    -- Since when the Git server runs; restarts since then are activities.
    server_started_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX projects_requested ON projects (id) WHERE status = 'requested';
