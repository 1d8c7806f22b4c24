-- What support was told of. Attachments are not kept.
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    submitter_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    requester_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    organization_id TEXT REFERENCES organizations (id) ON DELETE SET NULL,
    -- The project may be gone.
    subscription_id INTEGER,
    project_id TEXT NOT NULL,
    region TEXT NOT NULL,
    subject TEXT NOT NULL,
    description TEXT NOT NULL,
    category TEXT NOT NULL,
    priority TEXT NOT NULL,
    -- 'new', 'open' or 'solved'.
    status TEXT NOT NULL,
    affected_url TEXT NOT NULL,
    followup_id INTEGER,
    collaborators_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
