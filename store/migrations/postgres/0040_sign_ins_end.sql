-- +goose Up
-- A sign-in is what the tokens and the browser session that came of it have in common. One that was ended stays here for as long as a token of it
-- could be good.
CREATE TABLE ended_sign_ins (
    sign_in TEXT PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX ended_sign_ins_expires_at ON ended_sign_ins (expires_at);
ALTER TABLE sessions ADD COLUMN sign_in TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_sign_in ON sessions (sign_in);
-- The sign-in in which the password was changed goes on, though its tokens carry an older version of the credentials.
ALTER TABLE users ADD COLUMN kept_sign_in TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE users DROP COLUMN kept_sign_in;
DROP INDEX sessions_sign_in;
ALTER TABLE sessions DROP COLUMN sign_in;
DROP TABLE ended_sign_ins;
