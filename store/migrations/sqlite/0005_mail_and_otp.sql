-- +goose Up
-- Delivery of mail: who gets it, when the next try is, and why the last one failed. What a mail says is forgotten once it is sent, since it
-- may hold a link that opens something.
ALTER TABLE outbox ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN next_try_at TIMESTAMP;
ALTER TABLE outbox ADD COLUMN given_up_at TIMESTAMP;
ALTER TABLE outbox ADD COLUMN last_error TEXT;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (next_try_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- An authenticator app: the secret that counts, and one whose set-up was begun, sealed with the secret of the server; the last step that was accepted is not accepted again (RFC 6238, 5.2).
CREATE TABLE otp_secrets (
    user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    sealed BLOB,
    pending BLOB,
    created_at TIMESTAMP NOT NULL,
    last_step INTEGER NOT NULL
);
CREATE TABLE recovery_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL,
    UNIQUE (user_id, code_hash)
);

-- +goose Down
DROP TABLE recovery_codes;
DROP TABLE otp_secrets;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (id) WHERE sent_at IS NULL;
ALTER TABLE outbox DROP COLUMN last_error;
ALTER TABLE outbox DROP COLUMN given_up_at;
ALTER TABLE outbox DROP COLUMN next_try_at;
ALTER TABLE outbox DROP COLUMN reply_to;
ALTER TABLE outbox DROP COLUMN recipient;
