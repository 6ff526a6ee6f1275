-- +goose Up
-- Where users signed in before, hashed with a key of the server: guesses from elsewhere do not keep them out there.
CREATE TABLE known_places (
    place_hash TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seen_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX known_places_user ON known_places (user_id, seen_at);
CREATE INDEX known_places_seen_at ON known_places (seen_at);
-- The code that was mailed to a user who signs in, for each place by itself: who guesses at one uses up none but hers.
CREATE TABLE mailed_codes (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    place_hash TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL,
    PRIMARY KEY (user_id, place_hash)
);
CREATE INDEX mailed_codes_sent_at ON mailed_codes (sent_at);
ALTER TABLE contacts DROP COLUMN mfa_code_hash;
ALTER TABLE contacts DROP COLUMN mfa_attempts;
ALTER TABLE contacts DROP COLUMN mfa_sent_at;

-- +goose Down
ALTER TABLE contacts ADD COLUMN mfa_code_hash TEXT;
ALTER TABLE contacts ADD COLUMN mfa_attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contacts ADD COLUMN mfa_sent_at TIMESTAMPTZ;
DROP TABLE mailed_codes;
DROP TABLE known_places;
