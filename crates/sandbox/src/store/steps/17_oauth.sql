-- What clients of OAuth are given to get access tokens with, as SHA-256. Those of one sign-in are a family: the newest is
-- good, and the others are kept to be known when they are used again. An API token is named by its hash, as it has another
-- row once the data are filled in again.
CREATE TABLE refresh_tokens (
    hash BLOB PRIMARY KEY,
    family TEXT NOT NULL,
    client TEXT NOT NULL,
    api_token_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    is_used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_by_api_token ON refresh_tokens (api_token_hash);

-- Empty where an API token was exchanged for it.
ALTER TABLE access_tokens ADD COLUMN family TEXT NOT NULL DEFAULT '';
CREATE INDEX access_tokens_by_family ON access_tokens (family) WHERE family <> '';
