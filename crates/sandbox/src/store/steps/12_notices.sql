-- What is still to be told of a disk that fills up or has room again, to one integration. `taken_at` is when telling it was
-- begun; the row goes with its outcome.
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    integration_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    service TEXT NOT NULL,
    level TEXT NOT NULL,
    free_percent INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    taken_at INTEGER,
    FOREIGN KEY (project_id, integration_id) REFERENCES integrations (project_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX notices_by_integration ON notices (project_id, integration_id);
