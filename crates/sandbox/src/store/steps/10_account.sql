-- What people say of themselves, how they can be reached, and how else than by a token they sign in.

-- What one calls oneself; empty for first and last name.
ALTER TABLE users ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN picture TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN email_verified INTEGER NOT NULL DEFAULT 1;
-- What has to be verified before a project can be created: 'phone', 'staff', or nothing.
ALTER TABLE users ADD COLUMN verification TEXT NOT NULL DEFAULT '';

CREATE TABLE profiles (
    user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    company_type TEXT NOT NULL,
    company_role TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    marketing INTEGER NOT NULL,
    ui_colorscheme TEXT NOT NULL,
    default_catalog TEXT NOT NULL,
    project_options_url TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE addresses (
    user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    country TEXT NOT NULL,
    name_line TEXT NOT NULL,
    premise TEXT NOT NULL,
    sub_premise TEXT NOT NULL,
    thoroughfare TEXT NOT NULL,
    administrative_area TEXT NOT NULL,
    sub_administrative_area TEXT NOT NULL,
    locality TEXT NOT NULL,
    dependent_locality TEXT NOT NULL,
    postal_code TEXT NOT NULL
) WITHOUT ROWID;

-- The name is all that one needs to know to see a picture, and cannot be guessed.
CREATE TABLE pictures (
    name TEXT PRIMARY KEY,
    user_id TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    png BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE connections (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    provider_type TEXT NOT NULL,
    subject TEXT NOT NULL,
    email_address TEXT NOT NULL,
    is_mandatory INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, provider)
) WITHOUT ROWID;

-- Secrets are not kept: they follow from a key and the round, which a withdrawal ends.
CREATE TABLE totp_enrollments (
    user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    round INTEGER NOT NULL,
    confirmed_at INTEGER,
    -- Of the last passcode that was taken: no earlier one is, nor the same again.
    last_step INTEGER NOT NULL
) WITHOUT ROWID;

-- As SHA-256 hashes: each has 80 random bits.
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (user_id, hash)
) WITHOUT ROWID;

-- Argon2id.
CREATE TABLE passwords (
    user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL
) WITHOUT ROWID;

-- What was asked for and becomes so when the person follows a link in an e-mail.
CREATE TABLE confirmations (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- 'email_address' or 'password'.
    kind TEXT NOT NULL,
    -- Where the e-mail went.
    address TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, kind)
) WITHOUT ROWID;
