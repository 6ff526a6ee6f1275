-- +goose Up
-- The key that a user was mailed to show that an address is hers: one that she wants instead of her own, or her own. selector is half of it, the
-- other half is made with the server's secret. The last one that was asked for counts.
CREATE TABLE address_confirmations (
    user_id BIGINT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    email TEXT NOT NULL CHECK (length(email) BETWEEN 1 AND 254),
    selector TEXT NOT NULL UNIQUE CHECK (length(selector) = 20),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX address_confirmations_expires_at ON address_confirmations (expires_at);
-- Offered to whoever reads the mail of an address, not to the user who only says that it is hers.
ALTER TABLE roles ADD COLUMN by_address BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE roles DROP COLUMN by_address;
DROP TABLE address_confirmations;
