-- Times are microseconds since 1970 (UTC). Columns that end in _json hold JSON.

CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    company TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

-- Tokens are kept as SHA-256 hashes: the file does not let its reader sign in.
CREATE TABLE api_tokens (
    hash BLOB PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE access_tokens (
    hash BLOB PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE regions (id TEXT PRIMARY KEY, label TEXT NOT NULL, green INTEGER NOT NULL DEFAULT 0);

CREATE TABLE organizations (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    country TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active',
    capabilities_json TEXT NOT NULL DEFAULT '[]',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE TABLE organization_members (
    organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    permissions_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id)
) WITHOUT ROWID;
CREATE INDEX organization_members_by_user ON organization_members (user_id);

-- A project and its subscription: one cannot be without the other.
CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    subscription_id INTEGER NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL REFERENCES regions (id),
    default_branch TEXT NOT NULL DEFAULT 'main',
    timezone TEXT NOT NULL DEFAULT 'UTC',
    status TEXT NOT NULL DEFAULT 'active',
    plan TEXT NOT NULL,
    environment_limit INTEGER NOT NULL,
    storage INTEGER NOT NULL,
    user_licenses INTEGER NOT NULL,
    attributes_json TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX projects_by_organization ON projects (organization_id, subscription_id);

CREATE TABLE project_members (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    permissions_json TEXT NOT NULL,
    PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;
CREATE INDEX project_members_by_user ON project_members (user_id);

CREATE TABLE environments (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    machine_name TEXT NOT NULL,
    title TEXT NOT NULL,
    type TEXT NOT NULL,
    parent TEXT,
    status TEXT NOT NULL,
    is_pr INTEGER NOT NULL DEFAULT 0,
    has_domains INTEGER NOT NULL DEFAULT 0,
    enable_smtp INTEGER NOT NULL DEFAULT 0,
    restrict_robots INTEGER NOT NULL DEFAULT 1,
    http_access_json TEXT NOT NULL,
    head_commit TEXT,
    commits_ahead INTEGER NOT NULL DEFAULT 0,
    commits_behind INTEGER NOT NULL DEFAULT 0,
    last_deployment_at INTEGER,
    last_deployment_successful INTEGER NOT NULL DEFAULT 1,
    last_backup_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) WITHOUT ROWID;

-- Without an environment the variable is the project's.
CREATE TABLE variables (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    environment_id TEXT,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    is_json INTEGER NOT NULL,
    is_sensitive INTEGER NOT NULL,
    visible_build INTEGER NOT NULL,
    visible_runtime INTEGER NOT NULL,
    is_enabled INTEGER NOT NULL,
    is_inheritable INTEGER NOT NULL,
    application_scope_json TEXT NOT NULL,
    attributes_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    FOREIGN KEY (project_id, environment_id) REFERENCES environments (project_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX variables_by_name ON variables (project_id, coalesce(environment_id, ''), name);

-- State, percentage and log follow from starts_at, ends_at, cancelled_at, the plan and the clock.
CREATE TABLE activities (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    cancelled_at INTEGER,
    outcome TEXT NOT NULL,
    -- Whether it concerns every running environment and not only those named.
    project_wide INTEGER NOT NULL DEFAULT 0,
    deploys INTEGER NOT NULL DEFAULT 0,
    -- Whether what it changes has been written.
    settled INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL,
    description TEXT NOT NULL,
    payload_json TEXT NOT NULL,
    parameters_json TEXT NOT NULL,
    plan_json TEXT NOT NULL
);
CREATE UNIQUE INDEX activities_by_time ON activities (project_id, created_at);
CREATE INDEX activities_unsettled ON activities (ends_at) WHERE settled = 0;
CREATE INDEX activities_unsettled_by_project ON activities (project_id, created_at) WHERE settled = 0;

CREATE TABLE activity_environments (
    activity_id TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    PRIMARY KEY (activity_id, environment_id)
) WITHOUT ROWID;
CREATE INDEX activities_by_environment ON activity_environments (project_id, environment_id, activity_id);
