-- What a code host proves itself with at an integration's hook: it cannot sign in.
ALTER TABLE integrations ADD COLUMN hook_key TEXT NOT NULL DEFAULT '';
UPDATE integrations SET hook_key = lower(hex(randomblob(16)));
