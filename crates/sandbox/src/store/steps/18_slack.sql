-- What an integration with Slack posts with. Nobody can read it back, so it is not among the facts.
ALTER TABLE integrations ADD COLUMN bot_token TEXT NOT NULL DEFAULT '';
