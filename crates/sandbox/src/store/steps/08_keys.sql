-- What people and their machines sign in with.
ALTER TABLE api_tokens ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE api_tokens ADD COLUMN last_used_at INTEGER;
UPDATE api_tokens SET id = lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
    || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
);
CREATE UNIQUE INDEX api_tokens_by_id ON api_tokens (id);

-- An access token ends with the API token that it was given for.
ALTER TABLE access_tokens ADD COLUMN api_token_id TEXT NOT NULL DEFAULT '';

-- The numbers are never given again.
CREATE TABLE ssh_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    value TEXT NOT NULL,
    changed INTEGER NOT NULL
);
