-- What is still to be told: of an activity, once it reaches a state, to an integration that follows it. `taken_at` is when
-- telling it was begun; the row goes with its outcome.
CREATE TABLE deliveries (
    project_id TEXT NOT NULL,
    activity_id TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    integration_id TEXT NOT NULL,
    state TEXT NOT NULL,
    taken_at INTEGER,
    PRIMARY KEY (activity_id, integration_id, state),
    FOREIGN KEY (project_id, integration_id) REFERENCES integrations (project_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX deliveries_by_integration ON deliveries (project_id, integration_id);
