-- How a project is reached and what it works with: certificates, domains, integrations, deployment targets, settings.

-- No private keys: nothing here serves with them.
CREATE TABLE certificates (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    certificate TEXT NOT NULL,
    chain_json TEXT NOT NULL,
    is_provisioned INTEGER NOT NULL,
    is_invalid INTEGER NOT NULL,
    is_root INTEGER NOT NULL,
    domains_json TEXT NOT NULL,
    auth_type_json TEXT NOT NULL,
    issuer_json TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX certificates_by_fingerprint ON certificates (project_id, fingerprint);

-- Without an environment the domain is the project's, which is its production environment's. With one, it stands on that
-- environment for a domain of the project.
CREATE TABLE domains (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    environment_id TEXT,
    name TEXT NOT NULL,
    replacement_for TEXT,
    is_default INTEGER NOT NULL,
    attributes_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, name),
    FOREIGN KEY (project_id, environment_id) REFERENCES environments (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, replacement_for) REFERENCES domains (project_id, name)
) WITHOUT ROWID;
CREATE UNIQUE INDEX domains_default ON domains (project_id) WHERE is_default = 1;
CREATE INDEX domains_by_environment ON domains (project_id, environment_id);
CREATE INDEX domains_by_name ON domains (name);
CREATE INDEX domains_replaced ON domains (project_id, replacement_for);

-- What the API answers of an integration, without its secrets: they are not kept.
CREATE TABLE integrations (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    facts_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) WITHOUT ROWID;

-- The local target that every project has is here only once it was changed.
CREATE TABLE deployment_targets (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    facts_json TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX deployment_targets_by_name ON deployment_targets (project_id, name);

-- Only what differs from how settings are until someone changes them.
CREATE TABLE project_settings (
    project_id TEXT PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    settings_json TEXT NOT NULL
) WITHOUT ROWID;
