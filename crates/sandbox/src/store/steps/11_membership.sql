-- Who belongs to an organization, who is asked to, and teams.

-- Owners are members too.
INSERT OR IGNORE INTO organization_members (organization_id, user_id, permissions_json, created_at)
SELECT id, owner_id, '[]', created_at FROM organizations;
ALTER TABLE organization_members ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE organization_members ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE organization_members SET updated_at = created_at, id = lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
    || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
);

CREATE TABLE organization_invitations (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    permissions_json TEXT NOT NULL,
    -- 'pending', 'accepted' or 'cancelled'; what is pending beyond its time is in error.
    state TEXT NOT NULL,
    inviter_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    finished_at INTEGER
) WITHOUT ROWID;
CREATE INDEX organization_invitations_by_organization ON organization_invitations (organization_id, state);

CREATE TABLE teams (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    project_permissions_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX teams_by_organization ON teams (organization_id);

CREATE TABLE team_members (
    team_id TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (team_id, user_id)
) WITHOUT ROWID;
CREATE INDEX team_members_by_user ON team_members (user_id);

-- What teams let people do: a team that has permissions opens every project of its organization.
CREATE VIEW team_grants (project_id, user_id, team_id, permissions_json) AS
SELECT p.id, m.user_id, t.id, t.project_permissions_json
FROM team_members m JOIN teams t ON t.id = m.team_id JOIN projects p ON p.organization_id = t.organization_id
WHERE t.project_permissions_json <> '[]';

-- Who may know of which project, other than by a right in its organization.
CREATE VIEW project_people (project_id, user_id) AS
SELECT project_id, user_id FROM project_members UNION ALL SELECT project_id, user_id FROM team_grants;
