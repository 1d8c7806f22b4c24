-- Since when people have what they have in projects. Of what was given before, that is since the project is there.
ALTER TABLE project_members ADD COLUMN granted_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE project_members ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE project_members SET
    granted_at = (SELECT created_at FROM projects WHERE id = project_id),
    updated_at = (SELECT created_at FROM projects WHERE id = project_id);

-- People who were asked by e-mail to join a project.
CREATE TABLE project_invitations (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    -- As those of project_members.
    permissions_json TEXT NOT NULL,
    -- Who asked.
    owner_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- accepted or cancelled; NULL while nobody did either.
    outcome TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX project_invitations_by_project ON project_invitations (project_id, updated_at);
CREATE INDEX project_invitations_by_email ON project_invitations (lower(email));
